import { sql } from 'kysely';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { EntryId } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { ExceptionState } from '../../src-shared/ledger/exceptions-state.ts';
import type { CentralTransaction } from '../database/database.ts';
import type { Bench } from '../settle/bench.ts';
import type { Verdict } from '../settle/judge.ts';
import { toPending, type Pending, type StoredEntry } from '../settle/pending.ts';

/** What two people decided about an entry, when it is judged for that. */
export interface Order {
  /** The case, which is closed by it. */
  readonly subject: Subject;
  readonly decision: 'retry' | 'reject' | 'replace';
  /** Why it was no use as it was. */
  readonly code: ErrorCode;
  /** Of `replace` alone: the entry central writes in its place. */
  readonly waitsFor: EntryId | null;
  /** Of `replace` alone: the corrected body as JSON text. */
  readonly replacement: string | null;
}

/** Ids of the entries to be written in others' place, by case: the same however often a round is heard. */
export type ReplacementIds = (subject: Subject) => EntryId;

/** The entries about which something was just decided, each with what is to be done; usually none. */
export async function findOrdered(
  trx: CentralTransaction,
  verdicts: readonly Verdict[],
  { bench, idOf }: { bench: Bench; idOf: ReplacementIds },
): Promise<readonly Pending[]> {
  const decided = verdicts.flatMap((verdict) => decidedCase(verdict, bench) ?? []);
  if (decided.length === 0) return [];
  const { rows } = await sql<StoredEntry>`
    select e.stream, e.seq, e.id, e.line
    from unnest(
      ${decided.map(({ stream }) => stream)}::text[], ${decided.map(({ seq }) => seq)}::bigint[]
    ) with ordinality as wanted (stream, seq, place)
    join entry e using (stream, seq)
    order by place`.execute(trx);
  const orders = new Map(decided.map((each) => [`${each.stream} ${each.seq}`, orderOf(each, idOf)]));
  return rows.flatMap((row) => {
    const order = orders.get(`${row.stream} ${row.seq}`);
    return order === undefined ? [] : [{ ...toPending(row), order }];
  });
}

type Decided = ExceptionState & { readonly proposal: NonNullable<ExceptionState['proposal']> };

function decidedCase({ status, entry }: Verdict, bench: Bench): Decided | undefined {
  const { act } = entry.read;
  if (status !== 'applied' || act?.type !== 'exception.decided' || !act.data.agreed) return undefined;
  const state = bench.stateOf(entry.read.subject);
  return state?.kind === 'exception' && state.proposal !== null ? (state as Decided) : undefined;
}

function orderOf({ stream, seq, code, proposal }: Decided, idOf: ReplacementIds): Order {
  const subject = `exception:${stream}:${seq}` as Subject;
  const { decision, replacement } = proposal;
  return { subject, decision, code, waitsFor: decision === 'replace' ? idOf(subject) : null, replacement };
}
