import { sql } from 'kysely';
import { rowChanges, settleStatements, type RowChanges, type SubjectChange } from '../../src-shared/ledger/settle.ts';
import type { RuleBooks } from '../../src-shared/licensing/rule-book.ts';
import { textArray } from '../database/array-parameter.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { SETTLE_LOCK } from '../feed/numbers.ts';
import { Claims } from './claims.ts';
import { hear, type Hearing } from './docket.ts';
import type { Status } from './bench.ts';
import { nextPending, type Pending } from './pending.ts';
import { publish } from './publish.ts';

/** Entries settled in one transaction. */
const ROUND_SIZE = 2_000;

export interface RoundResult {
  readonly settled: number;
  readonly byStatus: Readonly<Record<Status, number>>;
}

/**
 * One round: takes the oldest unsettled entries, judges them in memory, writes what changed in bulk,
 * numbers the changes for the feed and advances the cursors, in one transaction under the settling
 * lock. Killed at any point, the next round does the same again.
 */
export async function settleRound(
  db: CentralDatabase,
  { books, now }: { books: RuleBooks; now: () => Date },
): Promise<RoundResult> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${SETTLE_LOCK})`.execute(trx);
    const pending = await nextPending(trx, ROUND_SIZE);
    const byStatus = { applied: 0, parked: 0, exception: 0, rejected: 0 };
    if (pending.length === 0) return { settled: 0, byStatus };
    const { hearing, subjects, changes } = await hearUncontested(trx, pending, books);
    await writeSubjects(trx, subjects);
    for (const statement of settleStatements(trx as never, changes)) await trx.executeQuery(statement.compile());
    const stateBefore = (subject: string) => hearing.bench.stateBefore(subject);
    await publish(trx, { verdicts: hearing.verdicts, stateBefore, at: now().toISOString() });
    await advance(trx, pending);
    for (const { status } of hearing.verdicts) byStatus[status] += 1;
    return { settled: pending.length, byStatus };
  });
}

interface Outcome {
  readonly hearing: Hearing;
  readonly subjects: readonly SubjectChange[];
  readonly changes: RowChanges;
}

async function hearUncontested(
  trx: CentralTransaction,
  pending: readonly Pending[],
  books: RuleBooks,
): Promise<Outcome> {
  const claims = new Claims();
  for (;;) {
    const hearing = await hear(trx, pending, { books, claims: claims.copy() });
    const subjects = hearing.bench.changes();
    const changes = rowChanges(subjects);
    if (!(await claims.contest(trx, changes))) return { hearing, subjects, changes };
  }
}

async function writeSubjects(trx: CentralTransaction, subjects: readonly SubjectChange[]): Promise<void> {
  if (subjects.length === 0) return;
  await sql`
    insert into subject (subject, state)
    select * from unnest(
      ${textArray(subjects.map(({ subject }) => subject))}::text[],
      ${textArray(subjects.map(({ after }) => JSON.stringify(after)))}::text[]
    )
    on conflict (subject) do update set state = excluded.state`.execute(trx);
}

async function advance(trx: CentralTransaction, pending: readonly Pending[]): Promise<void> {
  const last = new Map(pending.map(({ stream, seq }) => [stream, seq]));
  await sql`
    update stream_cursor set settled_seq = done.seq
    from unnest(${[...last.keys()]}::text[], ${[...last.values()]}::bigint[]) as done (stream, seq)
    where stream_cursor.stream = done.stream`.execute(trx);
}
