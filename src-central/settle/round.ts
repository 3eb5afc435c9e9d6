import { sql } from 'kysely';
import type { EntryId } from '../../src-shared/ids.ts';
import { rowChanges, settleStatements, type RowChanges, type SubjectChange } from '../../src-shared/ledger/settle.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { learnPublished } from '../catalogue/learn-published.ts';
import { textArray } from '../database/array-parameter.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { writeCases } from '../exceptions/cases.ts';
import { replacementIds } from '../exceptions/replacements.ts';
import { StaffRoll } from '../exceptions/staff-roll.ts';
import { SETTLE_LOCK } from '../feed/numbers.ts';
import { ContestedKeys } from './contested-keys.ts';
import { hear, type Hearing } from './docket.ts';
import type { Status } from './bench.ts';
import { nextPending, type Pending } from './pending.ts';
import { publish } from './publish.ts';

/** Entries settled in one transaction. */
const ROUND_SIZE = 2_000;

export interface RoundResult {
  readonly settled: number;
  readonly byStatus: Readonly<Record<Status, number>>;
  /** Entries that were taken though it is not certain that their writer was staff then. */
  readonly doubtful: readonly EntryId[];
}

export interface RoundParts {
  readonly books: Catalogues;
  readonly keys: CentralKeys;
  readonly now: () => Date;
}

/**
 * One round: takes the oldest unsettled entries, judges them in memory, writes what changed in bulk,
 * numbers the changes for the feed and advances the cursors, in one transaction under the settling
 * lock. Killed at any point, the next round does the same again.
 */
export async function settleRound(db: CentralDatabase, { books, keys, now }: RoundParts): Promise<RoundResult> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${SETTLE_LOCK})`.execute(trx);
    await learnPublished(trx, books);
    const pending = await nextPending(trx, ROUND_SIZE);
    const byStatus = { applied: 0, parked: 0, exception: 0, rejected: 0 };
    if (pending.length === 0) return { settled: 0, byStatus, doubtful: [] };
    const at = now();
    const { hearing, subjects, changes } = await hearUncontested(trx, pending, { books, at });
    await writeSubjects(trx, subjects);
    for (const statement of settleStatements(trx as never, changes)) await trx.executeQuery(statement.compile());
    const stateBefore = (subject: string) => hearing.bench.stateBefore(subject);
    await publish(trx, { verdicts: hearing.verdicts, stateBefore, at: at.toISOString() });
    await advance(trx, pending);
    await writeCases(trx, hearing, { keys, at });
    for (const { status } of hearing.verdicts) byStatus[status] += 1;
    const doubtful = hearing.verdicts.flatMap((each) => (each.doubtful === true ? [each.entry.id] : []));
    return { settled: pending.length, byStatus, doubtful };
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
  { books, at }: { books: Catalogues; at: Date },
): Promise<Outcome> {
  const contested = new ContestedKeys();
  const roll = new StaffRoll();
  const replacementIdOf = replacementIds(at);
  for (;;) {
    const hearing = await hear(trx, pending, { books, contested: contested.copy(), roll, replacementIdOf });
    const subjects = hearing.bench.changes();
    const changes = rowChanges(subjects);
    if (!(await contested.find(trx, changes))) return { hearing, subjects, changes };
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
