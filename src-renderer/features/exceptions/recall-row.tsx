import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './case-row.module.css';
import { DueDate } from './due-date.tsx';

/** One card to get back: whose, its number, whom to phone, until when. */
export function RecallRow({ item }: { item: RecallView }) {
  const { t, pick } = useText();
  return (
    <span className={classes['row']}>
      <strong>{pick(item)}</strong>
      <Ltr>{item.licenceNumber}</Ltr>
      <span className={classes['cause']}>{t(`error.${item.why}.cause`)}</span>
      <span className={classes['small']}>
        {item.state === 'closed' && item.outcome !== null ? (
          t(`exceptions.recallOutcome.${item.outcome}`)
        ) : item.phone === null ? (
          t('exceptions.noPhone')
        ) : (
          <Ltr>{item.phone}</Ltr>
        )}
      </span>
      <span className={classes['due']}>{item.state === 'open' && <DueDate dueAt={item.dueAt} />}</span>
    </span>
  );
}
