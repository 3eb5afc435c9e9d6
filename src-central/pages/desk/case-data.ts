import { sql } from 'kysely';
import type { Central } from '../../central.ts';
import type { CentralDatabase } from '../../database/database.ts';
import { findOriginal, findState } from '../../exceptions/desk.ts';
import { OWN_STREAM } from '../../ingest/own-stream.ts';
import { readEntry } from '../../settle/read-entry.ts';
import type { StreamId } from '../../../src-shared/ids.ts';
import type { Act } from '../../../src-shared/ledger/entry-types.ts';
import type { ExceptionCaseRow } from '../../../src-shared/ledger/exception-tables.ts';
import type { SubjectState } from '../../../src-shared/ledger/state.ts';
import { compareVersions, registerVersion, type FieldPair } from './versions.ts';

/** One case with both versions and all that was written of it. */
export interface CaseFile {
  readonly row: ExceptionCaseRow;
  /** The entry as received; its body may be unreadable. */
  readonly line: string;
  readonly act: Act | undefined;
  readonly body: unknown;
  readonly receivedAt: Date;
  readonly fields: readonly FieldPair[];
  readonly hasRegister: boolean;
  /** Who has the number the entry speaks of, when that is another person. */
  readonly holder: { readonly number: string; readonly cnic: string } | undefined;
  readonly state: SubjectState | undefined;
  readonly waiting: number;
  readonly history: readonly Act[];
}

export async function readCase(
  { db, books }: Pick<Central, 'db' | 'books'>,
  { stream, seq }: { stream: StreamId; seq: number },
): Promise<CaseFile | undefined> {
  const subject = `exception:${stream}:${seq}`;
  const row = await db.selectFrom('exception_case').selectAll().where('subject', '=', subject).executeTakeFirst();
  const stored = await db
    .selectFrom('entry')
    .select(['line', 'received_at'])
    .where('stream', '=', stream)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (row === undefined || stored === undefined) return undefined;
  const { act } = readEntry(stored.line);
  const original = await findOriginal(db, { stream, seq });
  const body: unknown = original === undefined ? undefined : JSON.parse(original.body);
  const state = await findState(db, row.about);
  const holder = await findHolder(db, body);
  const register = act === undefined ? undefined : registerVersion(act, { state, books, holder });
  return {
    row,
    line: stored.line,
    act,
    body,
    receivedAt: stored.received_at,
    fields: compareVersions(body, register),
    hasRegister: register !== undefined,
    holder,
    state,
    waiting: await countWaiting(db, row.entry_id),
    history: await readHistory(db, subject),
  };
}

/** The licence a body's number belongs to at central. */
async function findHolder(db: CentralDatabase, body: unknown) {
  if (typeof body !== 'object' || body === null) return undefined;
  const said = body as { licenceNumber?: unknown; number?: unknown };
  const number = said.licenceNumber ?? said.number;
  if (typeof number !== 'string') return undefined;
  return db
    .selectFrom('licence')
    .select(['number', 'cnic', 'application_id as applicationId'])
    .where('number', '=', number)
    .executeTakeFirst();
}

async function countWaiting(db: CentralDatabase, entryId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive behind (id) as (
      select entry_id from receipt where status = 'parked' and waits_for = ${entryId}
      union
      select r.entry_id from receipt r join behind b on r.waits_for = b.id where r.status = 'parked'
    )
    select count(*) as count from behind`.execute(db);
  return rows[0]?.count ?? 0;
}

async function readHistory(db: CentralDatabase, subject: string): Promise<readonly Act[]> {
  const { rows } = await sql<{ line: string }>`
    select e.line from receipt r join entry e using (stream, seq)
    where r.stream = ${OWN_STREAM} and r.subject = ${subject} and r.status = 'applied'
    order by r.seq`.execute(db);
  return rows.flatMap(({ line }) => readEntry(line).act ?? []);
}
