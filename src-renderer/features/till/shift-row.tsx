import type { ShiftView } from '../../../src-shared/contract/counter/till.ts';
import { formatMoment, formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { Ltr } from '../../ui/ltr.tsx';
import classes from './till-row.module.css';

/** One drawer in the list: whose, since when, and how it stands. */
export function ShiftRow({ shift }: { shift: ShiftView }) {
  const { t, pick, language } = useText();
  return (
    <span className={classes['row']}>
      <strong>{pick(shift)}</strong>
      <span>{t(`till.shiftStage.${shift.stage}`)}</span>
      <span className={classes['soft']}>
        <Ltr>{formatMoment(shift.openedAt)}</Ltr>
      </span>
      {shift.variance !== null && shift.variance !== 0 && (
        <span className={classes['alarm']}>{formatRupees(shift.variance, language)}</span>
      )}
    </span>
  );
}
