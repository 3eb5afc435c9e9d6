import type { ErrorCode } from '../../src-shared/errors.ts';
import type { EntryId } from '../../src-shared/ids.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { RuleBooks } from '../../src-shared/licensing/rule-book.ts';
import type { Bench, Status } from './bench.ts';
import type { Claims } from './claims.ts';
import type { Pending } from './pending.ts';

/** What became of one entry in this round. */
export interface Verdict {
  readonly entry: Pending;
  readonly status: Status;
  readonly code: ErrorCode | null;
  readonly waitsFor: EntryId | null;
  /** It repeats what an earlier epoch of its counter sent: nobody but that counter hears of it. */
  readonly carried?: true;
}

export interface Rules {
  readonly books: RuleBooks;
  readonly claims: Claims;
}

/**
 * Judges one entry on the bench. It is applied when the fold accepts it; it is parked when an entry
 * it rests on is not applied; else it is an exception, with the code of the refusal. Whatever the
 * verdict, the next entry is judged: nothing stops the stream.
 */
export function judge(entry: Pending, bench: Bench, rules: Rules): Verdict {
  const { read } = entry;
  const first = bench.firstOf(entry);
  if (first !== undefined)
    return first.carried ? carried(entry, bench, first.status) : exception(entry, bench, 'ledger.repeated');
  if (read.act === undefined) return exception(entry, bench, read.code ?? 'ledger.badBody');
  const missing = read.deps.find((id) => bench.statusOf(id) !== 'applied');
  if (missing !== undefined) return parked(entry, bench, missing);
  try {
    const before = bench.stateOf(read.subject);
    const folded = fold(before, read.act, rules.books);
    if (folded.ok) {
      const taken = rules.claims.take(read.subject, { before, after: folded.value });
      if (taken !== undefined) return exception(entry, bench, taken);
      bench.apply(entry, folded.value);
      return { entry, status: 'applied', code: null, waitsFor: null };
    }
    const blocker = bench.openBefore(entry);
    return blocker === undefined ? exception(entry, bench, folded.code) : parked(entry, bench, blocker);
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
  if (first !== 'applied') return { ...parked(entry, bench, entry.id), carried: true };
  return { entry, status: 'applied', code: null, waitsFor: null, carried: true };
}

function parked(entry: Pending, bench: Bench, waitsFor: EntryId): Verdict {
  bench.leave(entry, 'parked');
  return { entry, status: 'parked', code: 'ledger.dependency', waitsFor };
}

function exception(entry: Pending, bench: Bench, code: ErrorCode): Verdict {
  bench.leave(entry, 'exception');
  return { entry, status: 'exception', code, waitsFor: null };
}
