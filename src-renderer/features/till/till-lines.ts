import type { RefundView, ShiftView } from '../../../src-shared/contract/counter/till.ts';

export type TillLine =
  | { readonly is: 'shift'; readonly key: string; readonly shift: ShiftView }
  | { readonly is: 'refund'; readonly key: string; readonly refund: RefundView };

interface TillGroup {
  readonly name: 'answer' | 'pay' | 'unsigned' | 'open' | 'closed' | 'settled';
  readonly urgent: boolean;
  readonly items: readonly TillLine[];
}

/** What waits for somebody first: answers, payments, differences; then the open drawers, then what is done. */
export function tillLines({
  shifts,
  refunds,
}: {
  readonly shifts: readonly ShiftView[];
  readonly refunds: readonly RefundView[];
}): readonly TillGroup[] {
  const shift = (stage: ShiftView['stage']): readonly TillLine[] =>
    shifts.filter((each) => each.stage === stage).map((each) => ({ is: 'shift', key: each.shift, shift: each }));
  const refund = (...stages: readonly RefundView['stage'][]): readonly TillLine[] =>
    refunds
      .filter((each) => stages.includes(each.stage))
      // A receipt may have been asked back before, in vain: only what waits goes by its number.
      .map((each) => ({
        is: 'refund',
        key: each.stage === 'refused' ? `${each.receiptNumber} ${each.askedAt}` : each.receiptNumber,
        refund: each,
      }));
  return [
    { name: 'answer', urgent: true, items: refund('asked') },
    { name: 'pay', urgent: true, items: refund('agreed') },
    { name: 'unsigned', urgent: true, items: shift('unsigned') },
    { name: 'open', urgent: false, items: shift('open') },
    { name: 'closed', urgent: false, items: shift('closed') },
    { name: 'settled', urgent: false, items: refund('paid', 'refused') },
  ];
}
