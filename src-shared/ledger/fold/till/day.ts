import { accept, refuse, type Result } from '../../../errors.ts';
import type { Act } from '../../entry-types.ts';
import type { TillState } from '../../till-state.ts';
import { deedOf } from '../deed.ts';
import { isBy } from '../is-by.ts';
import { isUnsigned, varianceOf } from './shift.ts';

/** A day is closed by a supervisor when nothing of its money is unknown; it is opened again with a reason. */
export function foldDay(till: TillState, act: Act<'day.closed' | 'day.reopened'>): Result<TillState> {
  const { data, entry } = act;
  if (!isBy(entry, 'supervisor')) return refuse('session.forbidden');
  if (!entry.subject.endsWith(`:${data.day}`)) return refuse('ledger.wrongSubject', { type: act.type });
  const { close } = till;
  if (act.type === 'day.reopened') {
    if (close?.stage !== 'closed') return refuse('till.dayOpen');
    const reopened = { reason: act.data.reason, deed: deedOf(entry) };
    return accept({ ...till, close: { ...close, stage: 'reopened', reopened } });
  }
  if (close?.stage === 'closed') return refuse('till.dayClosed');
  const { shifts = [], refunds = [] } = till;
  if (shifts.some((each) => each.closed === null)) return refuse('till.shiftOpen');
  if (shifts.some(isUnsigned)) return refuse('till.varianceUnsigned');
  if (refunds.some(({ stage }) => stage === 'asked')) return refuse('till.refundWaits');
  const { figures } = act.data;
  const sums = moneyOf(till);
  const differs = Object.entries(sums).some(([name, value]) => figures[name as keyof typeof sums] !== value);
  if (differs) return refuse('till.figuresDiffer');
  return accept({ ...till, close: { stage: 'closed', figures, closed: deedOf(entry), reopened: null } });
}

/** What a till's day comes to. Paisa. */
export function moneyOf({ receipts, shifts = [], payouts = [] }: TillState) {
  const sum = (list: readonly { total: number }[]) => list.reduce((all, { total }) => all + total, 0);
  return {
    shifts: shifts.length,
    receipts: receipts.length,
    taken: sum(receipts),
    cash: sum(receipts.filter(({ method }) => method === 'cash')),
    paidOut: payouts.reduce((all, { amount }) => all + amount, 0),
    variance: shifts.reduce((all, each) => all + (varianceOf(each) ?? 0), 0),
  };
}
