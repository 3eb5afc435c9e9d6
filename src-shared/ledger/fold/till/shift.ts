import { accept, refuse, type Result } from '../../../errors.ts';
import { dayOf } from '../../../licensing/calendar.ts';
import type { Act, ActEntry } from '../../entry-types.ts';
import type { CashCount } from '../../entries/till-entries.ts';
import type { ShiftState, TillState } from '../../till-state.ts';
import { deedOf, trueTime } from '../deed.ts';
import { isBy } from '../is-by.ts';

type ShiftAct = Act<'till.shiftOpened' | 'till.shiftClosed' | 'till.shiftSigned'>;

/** A drawer's shift: opened by its operator with the float, closed with the count, a difference seen by a second person. */
export function foldShift(till: TillState, act: ShiftAct): Result<TillState> {
  const { entry } = act;
  if (act.type === 'till.shiftOpened') return open(till, act);
  const shift = findShift(till, act.data.shift);
  if (shift === undefined) return refuse('till.shiftUnknown');
  if (act.type === 'till.shiftClosed') return close(till, shift, act);
  if (!isBy(entry, 'supervisor')) return refuse('session.forbidden');
  if (shift.closed === null || shift.signed !== null) return refuse('till.nothingToSign');
  if (entry.role !== 'central' && shift.closed.deed.by === entry.actor) return refuse('till.secondPersonNeeded');
  return accept(withShift(till, { ...shift, signed: { note: act.data.note, deed: deedOf(entry) } }));
}

function open(till: TillState, { data, entry }: Act<'till.shiftOpened'>): Result<TillState> {
  const { shifts = [], close: day } = till;
  if (!isBy(entry, 'operator')) return refuse('session.forbidden');
  if (day?.stage === 'closed') return refuse('till.dayClosed');
  if (!isToday(entry)) return refuse('till.otherDay');
  if (shifts.some(({ shift }) => shift === data.shift)) return refuse('ledger.repeated');
  if (shifts.some((each) => each.closed === null && each.opened.by === entry.actor)) return refuse('till.shiftOpen');
  const opened = { ...data, opened: deedOf(entry), closed: null, signed: null };
  return accept({ ...till, shifts: [...shifts, opened] });
}

/**
 * The count is a fact and is never refused for being wrong; it is refused without a reason where it differs from what
 * the counter said should be there. What should be there is reckoned anew at each end.
 */
function close(till: TillState, shift: ShiftState, { data, entry }: Act<'till.shiftClosed'>): Result<TillState> {
  if (shift.closed !== null) return refuse('till.shiftUnknown');
  if (shift.opened.by !== entry.actor && !isBy(entry, 'supervisor')) return refuse('till.othersShift');
  if (hasWaitingVoid(till, shift)) return refuse('till.refundWaits');
  const { count, reason } = data;
  const counted = sumOfCount(count);
  if (counted !== data.expected && reason === null) {
    return refuse('till.varianceUnexplained', { counted, expected: data.expected, variance: counted - data.expected });
  }
  const expected = expectedIn(till, shift);
  return accept(withShift(till, { ...shift, closed: { count, counted, expected, reason, deed: deedOf(entry) } }));
}

/** Money moves in the open shift of the person who moves it, on the till's own day, while that is not closed. */
export function checkOwnShift(till: TillState, id: string | undefined, entry: ActEntry): Result<ShiftState> {
  if (till.close?.stage === 'closed') return refuse('till.dayClosed');
  const shift = findShift(till, id);
  if (shift === undefined || shift.closed !== null) return refuse('till.noShift');
  if (entry.role === 'central') return accept(shift);
  if (shift.opened.by !== entry.actor) return refuse('till.othersShift');
  return isToday(entry) ? accept(shift) : refuse('till.otherDay');
}

export function findShift({ shifts = [] }: TillState, id: string | undefined): ShiftState | undefined {
  return shifts.find(({ shift }) => shift === id);
}

/** What should lie in a drawer: the float, and the cash taken less the cash given back. Paisa. */
export function expectedIn({ receipts, payouts = [] }: TillState, { shift, float }: ShiftState): number {
  const isIts = (each: { shift?: string | undefined; method: string }) =>
    each.shift === shift && each.method === 'cash';
  const taken = receipts.filter(isIts).reduce((sum, { total }) => sum + total, 0);
  return payouts.filter(isIts).reduce((left, { amount }) => left - amount, float + taken);
}

/** Counted less expected, paisa; null while it is open. */
export function varianceOf({ closed }: ShiftState): number | null {
  return closed === null ? null : closed.counted - closed.expected;
}

/** A difference that no second person has seen. */
export function isUnsigned(shift: ShiftState): boolean {
  return (varianceOf(shift) ?? 0) !== 0 && shift.signed === null;
}

export function sumOfCount({ notes, other }: CashCount): number {
  return notes.reduce((sum, { value, count }) => sum + value * count, other);
}

/** A receipt of this shift that is to be made void and is not yet: its money belongs into this count or out of it. */
function hasWaitingVoid({ receipts, refunds = [] }: TillState, { shift }: ShiftState): boolean {
  const numbers = new Set(receipts.filter((each) => each.shift === shift).map((each) => each.receiptNumber));
  return refunds.some(
    ({ kind, stage, receiptNumber }) =>
      kind === 'void' && (stage === 'asked' || stage === 'agreed') && numbers.has(receiptNumber),
  );
}

function withShift(till: TillState, changed: ShiftState): TillState {
  return { ...till, shifts: (till.shifts ?? []).map((each) => (each.shift === changed.shift ? changed : each)) };
}

/** Is the till of the day its writer had? By central's time, as far as it was known there. */
function isToday(entry: ActEntry): boolean {
  return entry.role === 'central' || entry.subject.endsWith(`:${dayOf(trueTime(entry))}`);
}
