import type { RefundView } from '../../../src-shared/contract/counter/till.ts';
import { formatRupees } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import classes from './till-row.module.css';

/** Money on its way back, in the list: to whom, how much, and whose turn. */
export function RefundRow({ refund }: { refund: RefundView }) {
  const { t, pick, language } = useText();
  return (
    <span className={classes['row']}>
      <strong>{pick(refund)}</strong>
      <span>{formatRupees(refund.amount, language)}</span>
      <span className={classes['soft']}>{t(`till.refundKind.${refund.kind}`)}</span>
      <span>{t(`till.refundStage.${refund.stage}`)}</span>
    </span>
  );
}
