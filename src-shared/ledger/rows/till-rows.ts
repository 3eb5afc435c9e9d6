import { slipsOf } from '../fold/till.ts';
import { expectedIn, isUnsigned } from '../fold/till/shift.ts';
import type { RowSet } from '../rows.ts';
import type { Payout, RefundState, ShiftState, TillReceipt, TillState } from '../till-state.ts';
import type { DayCloseRow, TillPayoutRow, TillReceiptRow, TillRefundRow, TillShiftRow } from '../till-tables.ts';
import { streamOf } from './stream-of.ts';

/** What the tables show of a till's day. */
export function tillRows(subject: string, till: TillState): RowSet {
  const [, named = '', day = ''] = subject.split(':');
  const of = { subject, named, day };
  const { receipts, shifts = [], refunds = [], payouts = [] } = till;
  return {
    till_receipt: receipts.map((each) => receiptRow(of, each)),
    till_shift: shifts.map((each) => shiftRow(of, till, each)),
    till_refund: refunds.map((each) => refundRow(of, each)),
    till_payout: payouts.map((each) => payoutRow(of, each)),
    payment_slip: slipsOf(till).map(({ reference, receiptNumber }) => ({
      slip: reference ?? '',
      subject,
      receipt_number: receiptNumber,
    })),
    day_close: closeRow(of, till),
  };
}

interface OfTill {
  readonly subject: string;
  /** The stream in the subject's name. */
  readonly named: string;
  readonly day: string;
}

function receiptRow({ subject, named, day }: OfTill, receipt: TillReceipt): TillReceiptRow {
  return {
    receipt_number: receipt.receiptNumber,
    subject,
    application_id: receipt.applicationId,
    rules: receipt.rules,
    lines: JSON.stringify(receipt.lines),
    total: receipt.total,
    tendered: receipt.tendered,
    method: receipt.method,
    stream: streamOf(receipt.deed, named),
    taken_at: receipt.deed.at,
    taken_by: receipt.deed.by,
    day,
    reference: receipt.reference ?? null,
    shift: receipt.shift ?? null,
    printed: receipt.printed ?? 0,
  };
}

function shiftRow({ subject, named, day }: OfTill, till: TillState, shift: ShiftState): TillShiftRow {
  const { closed, signed, opened } = shift;
  return {
    id: shift.shift,
    subject,
    stream: streamOf(opened, named),
    day,
    operator: opened.by,
    opening: shift.float,
    opened_at: opened.at,
    stage: closed === null ? 'open' : isUnsigned(shift) ? 'unsigned' : 'closed',
    expected: closed?.expected ?? expectedIn(till, shift),
    counted: closed?.counted ?? null,
    count: closed === null ? null : JSON.stringify(closed.count),
    reason: closed?.reason ?? null,
    closed_at: closed?.deed.at ?? null,
    closed_by: closed?.deed.by ?? null,
    signed_at: signed?.deed.at ?? null,
    signed_by: signed?.deed.by ?? null,
    note: signed?.note ?? null,
  };
}

function refundRow({ subject }: OfTill, refund: RefundState): TillRefundRow {
  const { asked, answered, paid } = refund;
  return {
    entry_id: asked.entry,
    subject,
    receipt_number: refund.receiptNumber,
    kind: refund.kind,
    amount: refund.amount,
    reason: refund.reason,
    stage: refund.stage,
    stream: asked.stream,
    asked_at: asked.at,
    asked_by: asked.by,
    answered_at: answered?.at ?? null,
    answered_by: answered?.by ?? null,
    answer: refund.answer,
    paid_at: paid?.at ?? null,
    paid_by: paid?.by ?? null,
  };
}

function payoutRow({ subject, named, day }: OfTill, { deed, ...payout }: Payout): TillPayoutRow {
  return {
    entry_id: deed.entry,
    subject,
    receipt_number: payout.receiptNumber,
    amount: payout.amount,
    method: payout.method,
    shift: payout.shift,
    stream: streamOf(deed, named),
    day,
    paid_at: deed.at,
    paid_by: deed.by,
  };
}

function closeRow({ subject, named, day }: OfTill, { close }: TillState): readonly DayCloseRow[] {
  if (close === undefined) return [];
  const { stage, figures, closed, reopened } = close;
  return [
    {
      subject,
      stream: streamOf(closed, named),
      day,
      stage,
      figures: JSON.stringify(figures),
      closed_at: closed.at,
      closed_by: closed.by,
      reopened_at: reopened?.deed.at ?? null,
      reopened_by: reopened?.deed.by ?? null,
      reason: reopened?.reason ?? null,
    },
  ];
}
