import { useText } from '../../text/use-text.ts';
import classes from './waiting.module.css';

/** Nothing checked yet: what to do, or that it is being done. */
export function Waiting({ busy }: { busy: boolean }) {
  const { t } = useText();
  return (
    <section role="status" className={classes['waiting']}>
      <h2>{t(busy ? 'verify.reading' : 'verify.waiting')}</h2>
      {!busy && <p>{t('verify.waitingLead')}</p>}
      {!busy && <p>{t('verify.fieldHint')}</p>}
    </section>
  );
}
