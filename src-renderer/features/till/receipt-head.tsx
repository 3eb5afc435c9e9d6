import { useEnrolment } from '../enrolment/enrolment-store.ts';
import { useText } from '../../text/use-text.ts';
import classes from './receipt-sheet.module.css';

/** Whose receipt it is; a practice counter's says so on every paper. */
export function ReceiptHead() {
  const { t, pick } = useText();
  const enrolment = useEnrolment((state) => state.status);
  const centre = enrolment?.centre ?? null;
  return (
    <header>
      <h2>{t('till.receipt')}</h2>
      {centre !== null && (
        <span>
          {pick(centre)} · {t('shell.counter', { counter: enrolment?.counter ?? '' })}
        </span>
      )}
      {enrolment?.practice === true && <strong className={classes['practice']}>{t('shell.practiceBand')}</strong>}
    </header>
  );
}
