import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { ReceiptNumber, StaffId, type Day } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { viewShift } from '../till/shifts.ts';

type Till = DayReport['till'];

/** Drawers of the day, money that left them, and whether the day is closed. */
export function dayTill(counter: Pick<Counter, 'store' | 'identity'>, day: Day): Till {
  const { store, identity } = counter;
  const shifts = store.sql.selectFrom('till_shift').selectAll().where('stream', 'in', identity.streams);
  const payouts = store.sql
    .selectFrom('till_payout')
    .innerJoin('till_refund', (join) =>
      join.onRef('till_refund.receipt_number', '=', 'till_payout.receipt_number').on('till_refund.stage', '=', 'paid'),
    )
    .select(['till_payout.receipt_number', 'till_payout.amount', 'till_payout.method', 'till_payout.paid_by'])
    .select(['till_refund.kind', 'till_refund.reason', 'till_refund.answered_by'])
    .where('till_payout.stream', 'in', identity.streams)
    .where('till_payout.day', '=', day);
  const close = store.sql.selectFrom('day_close').selectAll().where('stream', 'in', identity.streams);
  const closed = store.get(close.where('day', '=', day).orderBy('closed_at', 'desc').limit(1));
  return {
    shifts: store.all(shifts.where('day', '=', day).orderBy('opened_at')).map((row) => viewShift(counter, row)),
    back: store.all(payouts.orderBy('till_payout.paid_at')).map((row) => ({
      receiptNumber: ReceiptNumber.parse(row.receipt_number),
      kind: row.kind as Till['back'][number]['kind'],
      amount: row.amount,
      method: row.method as Till['back'][number]['method'],
      reason: row.reason,
      agreedBy: StaffId.parse(row.answered_by),
      paidBy: StaffId.parse(row.paid_by),
    })),
    close:
      closed === undefined
        ? null
        : {
            stage: closed.stage as NonNullable<Till['close']>['stage'],
            closedAt: closed.closed_at,
            closedBy: StaffId.parse(closed.closed_by),
            reason: closed.reason,
          },
  };
}
