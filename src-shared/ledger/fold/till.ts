import { accept, refuse, type Result } from '../../errors.ts';
import { sumOf } from '../../catalogue/fee-line.ts';
import type { RuleBooks } from '../../catalogue/rule-book.ts';
import type { Act } from '../entry-types.ts';
import type { TillState } from '../state.ts';
import { dayOf } from '../../licensing/calendar.ts';
import { deedOf, trueTime } from './deed.ts';

/** A till's day: the receipts it gave, in order. Its subject is `till:<stream>:<day>`. */
export function foldTill(state: TillState | undefined, act: Act, rules: RuleBooks): Result<TillState> {
  if (act.type !== 'till.took') return refuse('ledger.wrongSubject', { type: act.type });
  const { data, entry } = act;
  const receipts = state?.receipts ?? [];
  if (receipts.some((each) => each.receiptNumber === data.receiptNumber)) return refuse('till.receiptTaken');
  const book = rules.find(data.rules, dayOf(trueTime(entry)));
  if (book === undefined) return refuse('application.rulesUnknown', { rules: data.rules });
  if (!book.paymentMethods.includes(data.method)) return refuse('fee.methodUnknown', { method: data.method });
  const wrong = data.lines.some((line) => line.amount !== line.quantity * line.unit);
  if (wrong || sumOf(data.lines) !== data.total) return refuse('fee.linesDiffer');
  if (data.tendered < data.total) return refuse('fee.short', { missing: data.total - data.tendered });
  return accept({ kind: 'till', receipts: [...receipts, { ...data, deed: deedOf(entry) }] });
}
