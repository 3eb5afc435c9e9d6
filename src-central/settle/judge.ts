import type { ErrorCode } from '../../src-shared/errors.ts';
import { isSameCounter, type EntryId } from '../../src-shared/ids.ts';
import type { Act } from '../../src-shared/ledger/entry-types.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import type { ReplacementIds } from '../exceptions/orders.ts';
import type { StaffRoll } from '../exceptions/staff-roll.ts';
import type { Bench, Status } from './bench.ts';
import type { ContestedKeys } from './contested-keys.ts';
import type { Pending } from './pending.ts';
import { numbersOf, type TakenNumber } from './taken-numbers.ts';

/** What became of one entry in this round. */
export interface Verdict {
  readonly entry: Pending;
  readonly status: Status;
  readonly code: ErrorCode | null;
  readonly waitsFor: EntryId | null;
  /** It repeats what an earlier epoch of its counter sent: nobody but that counter hears of it. */
  readonly carried?: true;
  /** It was accepted though it is not certain that its writer might do it then. */
  readonly doubtful?: true;
}

export interface Rules {
  readonly books: RuleBooks;
  readonly contested: ContestedKeys;
  readonly roll: StaffRoll;
  readonly replacementIdOf: ReplacementIds;
}

/**
 * Judges one entry on the bench. It is applied when the fold accepts it; it is parked when an entry
 * it rests on is not applied, and rejected with one that never will be; else it is an exception, with the
 * code of the refusal. Whatever the verdict, the next entry is judged: nothing stops the stream.
 */
export function judge(entry: Pending, bench: Bench, rules: Rules): Verdict {
  const { read } = entry;
  if (entry.order !== undefined && entry.order.decision !== 'retry') return rejected(entry, bench, entry.order);
  const first = bench.firstOf(entry);
  if (first !== undefined)
    return first.carried ? carried(entry, bench, first.status) : exception(entry, bench, 'ledger.repeated');
  if (read.act === undefined) return exception(entry, bench, read.code ?? 'ledger.badBody');
  const unmet = checkDeps(entry, bench);
  if (unmet !== undefined) return unmet;
  const standing = rules.roll.standingOf(read.act.entry);
  if (!standing.ok) return exception(entry, bench, standing.code);
  if (!isAtHome(read.act)) return exception(entry, bench, 'ledger.wrongSubject');
  const number = checkNumbers(read.act, bench);
  if (number !== undefined) return exception(entry, bench, number);
  try {
    const before = bench.stateOf(read.subject);
    const folded = fold(before, read.act, rules.books);
    if (folded.ok) {
      const taken = rules.contested.take(read.subject, { before, after: folded.value });
      if (taken !== undefined) return exception(entry, bench, taken);
      bench.apply(entry, folded.value);
      const verdict: Verdict = { entry, status: 'applied', code: null, waitsFor: null };
      return standing.value === 'doubtful' ? { ...verdict, doubtful: true } : verdict;
    }
    return refused(entry, bench, folded.code);
  } catch {
    // A fold must not throw; if one does, that entry waits for a person and the others go on.
    return exception(entry, bench, 'internal.fault');
  }
}

/**
 * An entry that was received in an earlier epoch already: it shares the fate of its first copy, without a second
 * effect and without a case of its own. While that is open it waits for it, which has the same id.
 */
function carried(entry: Pending, bench: Bench, first: Status): Verdict {
  if (first === 'rejected') {
    const { code = null, waitsFor = null } = bench.fateOf(entry.id) ?? {};
    return { entry, status: 'rejected', code, waitsFor, carried: true };
  }
  if (first !== 'applied') return { ...parked(entry, bench, entry.id), carried: true };
  return { entry, status: 'applied', code: null, waitsFor: null, carried: true };
}

/** Waits for an entry it names, or goes with one that was rejected; undefined when all of them are applied. */
function checkDeps(entry: Pending, bench: Bench): Verdict | undefined {
  for (const id of entry.read.deps) {
    const footing = bench.footingOf(id);
    if (footing.is === 'rejected') return rejected(entry, bench, { code: 'ledger.restsOnRejected', waitsFor: id });
    if (footing.is === 'open') return parked(entry, bench, footing.id);
  }
  return undefined;
}

/** The fold says no: because of an entry before it that is open, of one that was rejected, or of itself. */
function refused(entry: Pending, bench: Bench, code: ErrorCode): Verdict {
  const blocker = bench.openBefore(entry);
  if (blocker !== undefined) return parked(entry, bench, blocker);
  // A card's own entries have no ground but the approval before them; of others it is not certain.
  const isCard = entry.read.act?.type.startsWith('card.') === true;
  const under = bench.rejectedUnder(entry) ?? (isCard ? bench.rejectedBefore(entry) : undefined);
  if (under === undefined) return exception(entry, bench, code);
  return rejected(entry, bench, { code: 'ledger.restsOnRejected', waitsFor: under });
}

/** Of another counter's receipt any counter of the centre may say these: where the payer stands, where the supervisor sits. */
const centreWide: ReadonlySet<string> = new Set<Act['type']>([
  'till.refundAsked',
  'till.refundAgreed',
  'till.refundRefused',
  'till.refundPaid',
  'till.shiftSigned',
  'till.receiptPrinted',
]);

/** A till, a day's reports and checks are their counter's, a box of blanks its centre's: nobody else writes there. */
function isAtHome({ type, entry: { subject, stream, role } }: Act): boolean {
  if (role === 'central' || subject.startsWith('person:')) return true;
  const [kind = '', named = ''] = subject.split(':', 2);
  if (kind === 'stock' || centreWide.has(type)) return stream.startsWith(`${named.slice(0, 3)}-`);
  return !['till', 'reports', 'checks'].includes(kind) || isSameCounter(named, stream);
}

/** What a grant numbers is of leases of that very counter and was taken from them before. */
function checkNumbers(act: Act, bench: Bench): ErrorCode | undefined {
  return numbersOf(act)
    .map((number) => checkNumber(number, { act, bench }))
    .find((code) => code !== undefined);
}

function checkNumber(number: TakenNumber, { act, bench }: { act: Act; bench: Bench }): ErrorCode | undefined {
  const lease = bench.stateOf(number.lease);
  if (lease?.kind !== 'lease') return 'lease.unknown';
  if (act.entry.role !== 'central' && !isSameCounter(lease.stream, act.entry.stream)) return 'lease.unknown';
  const { prefix, serial } = number;
  if (prefix !== lease.prefix || serial < lease.from || serial > lease.to) return 'lease.numberOutside';
  return serial < lease.next ? undefined : 'lease.notTaken';
}

function parked(entry: Pending, bench: Bench, waitsFor: EntryId): Verdict {
  const fate = { status: 'parked', code: 'ledger.dependency', waitsFor } as const;
  bench.leave(entry, fate);
  return { entry, ...fate };
}

function exception(entry: Pending, bench: Bench, code: ErrorCode): Verdict {
  const fate = { status: 'exception', code, waitsFor: null } as const;
  bench.leave(entry, fate);
  return { entry, ...fate };
}

function rejected(
  entry: Pending,
  bench: Bench,
  { code, waitsFor }: { readonly code: ErrorCode; readonly waitsFor: EntryId | null },
): Verdict {
  bench.reject(entry, { code, waitsFor });
  return { entry, status: 'rejected', code, waitsFor };
}
