import { accept, refuse, type Result } from '../../errors.ts';
import { sumOf } from '../../catalogue/fee-line.ts';
import type { RuleBooks } from '../../catalogue/rule-book.ts';
import { dayOf } from '../../licensing/calendar.ts';
import { fitsMethod } from '../../licensing/payment-reference.ts';
import type { Act } from '../entry-types.ts';
import type { TillState } from '../till-state.ts';
import { deedOf, trueTime } from './deed.ts';
import { foldDay } from './till/day.ts';
import { foldRefund, payOut } from './till/refund.ts';
import { checkOwnShift, foldShift } from './till/shift.ts';

/**
 * A till's day, `till:<stream>:<day>`: the shifts in which money was taken, the receipts given, what went back, and
 * whether the day is closed. A receipt is paid back once at most and never more than was taken.
 */
export function foldTill(state: TillState | undefined, act: Act, rules: RuleBooks): Result<TillState> {
  const till = state ?? { kind: 'till', receipts: [] };
  switch (act.type) {
    case 'till.took':
      return take(till, act, rules);
    case 'till.receiptPrinted':
      return print(till, act);
    case 'till.shiftOpened':
    case 'till.shiftClosed':
    case 'till.shiftSigned':
      return foldShift(till, act);
    case 'till.refundAsked':
    case 'till.refundAgreed':
    case 'till.refundRefused':
    case 'till.refundPaid':
      return foldRefund(till, act);
    case 'till.paidOut':
      return payOut(till, act);
    case 'day.closed':
    case 'day.reopened':
      return foldDay(till, act);
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}

function take(till: TillState, act: Act<'till.took'>, rules: RuleBooks): Result<TillState> {
  const { data, entry } = act;
  if (till.receipts.some((each) => each.receiptNumber === data.receiptNumber)) return refuse('till.receiptTaken');
  const book = rules.find(data.rules, dayOf(trueTime(entry)));
  if (book === undefined) return refuse('application.rulesUnknown', { rules: data.rules });
  if (!book.paymentMethods.includes(data.method)) return refuse('fee.methodUnknown', { method: data.method });
  const wrong = data.lines.some((line) => line.amount !== line.quantity * line.unit);
  if (wrong || sumOf(data.lines) !== data.total) return refuse('fee.linesDiffer');
  if (data.tendered < data.total) return refuse('fee.short', { missing: data.total - data.tendered });
  const allowed = data.shift === undefined ? checkWithoutShift(till) : checkInShift(till, act);
  if (!allowed.ok) return allowed;
  return accept({ ...till, receipts: [...till.receipts, { ...data, deed: deedOf(entry) }] });
}

function print(till: TillState, { data }: Act<'till.receiptPrinted'>): Result<TillState> {
  const place = till.receipts.findIndex((each) => each.receiptNumber === data.receiptNumber);
  const receipt = till.receipts[place];
  if (receipt === undefined) return refuse('till.receiptUnknown');
  return accept({ ...till, receipts: till.receipts.with(place, { ...receipt, printed: (receipt.printed ?? 0) + 1 }) });
}

/** Older builds knew no shifts: their money stands where a till has none, and nowhere else. */
function checkWithoutShift({ shifts = [], close }: TillState): Result<null> {
  if (close?.stage === 'closed') return refuse('till.dayClosed');
  return shifts.length === 0 ? accept(null) : refuse('till.noShift');
}

function checkInShift(till: TillState, { data, entry }: Act<'till.took'>): Result<unknown> {
  const { reference = null, method } = data;
  if (!fitsMethod(method, reference)) return refuse('fee.referenceWrong', { method });
  // Only a drawer gives change.
  if (method !== 'cash' && data.tendered !== data.total) return refuse('till.amountDiffers');
  const used = method === 'psid' && slipsOf(till).some((each) => each.reference === reference);
  if (used) return refuse('fee.slipUsed');
  return checkOwnShift(till, data.shift, entry);
}

/** Receipts paid by a payment slip that nobody made void: such a slip pays for nothing else. */
export function slipsOf({ receipts, refunds = [] }: TillState): TillState['receipts'] {
  const isVoid = (number: string) =>
    refunds.some((each) => each.receiptNumber === number && each.kind === 'void' && each.stage === 'paid');
  return receipts.filter(
    (each) => each.method === 'psid' && typeof each.reference === 'string' && !isVoid(each.receiptNumber),
  );
}
