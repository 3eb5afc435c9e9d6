import { sql } from 'kysely';
import { streamParts } from '../../src-shared/ids.ts';
import type { CentralTransaction } from '../database/database.ts';
import { OWN_STREAM } from '../ingest/own-stream.ts';
import type { Verdict } from './judge.ts';

/** Channel on which centres with news are named (PostgreSQL NOTIFY). */
export const FEED_CHANNEL = 'parwana_feed';

/**
 * Writes receipts and numbers them for the feed. The head row is locked till commit and the settling
 * lock is held, so numbers are gapless and become visible in their order.
 */
export async function publish(trx: CentralTransaction, verdicts: readonly Verdict[], at: string): Promise<void> {
  const rows = verdicts.map((verdict) => ({ ...verdict, ...audience(verdict) }));
  const column = <Value>(of: (row: (typeof rows)[number]) => Value): Value[] => rows.map(of);
  const common = {
    stream: column(({ entry }) => entry.stream),
    seq: column(({ entry }) => entry.seq),
    id: column(({ entry }) => entry.id),
    status: column(({ status }) => status),
    code: column(({ code }) => code),
    waitsFor: column(({ waitsFor }) => waitsFor),
  };
  await sql`
    insert into receipt (stream, seq, entry_id, subject, status, code, waits_for, settled_at)
    select *, ${at} from unnest(
      ${common.stream}::text[], ${common.seq}::bigint[], ${common.id}::text[],
      ${column(({ entry }) => entry.read.subject)}::text[],
      ${common.status}::text[], ${common.code}::text[], ${common.waitsFor}::text[]
    )
    on conflict (stream, seq) do update set
      status = excluded.status, code = excluded.code, waits_for = excluded.waits_for, settled_at = excluded.settled_at
  `.execute(trx);
  const first = (await takeNumbers(trx, rows.length)) + 1;
  await sql`
    insert into change (change, at, kind, centre, target, stream, seq, entry_id, status, code, waits_for)
    select ${first}::bigint - 1 + place, ${at}, 'receipt', centre, target, stream, seq, id, status, code, waits_for
    from unnest(
      ${column(({ centre }) => centre)}::text[], ${column(({ target }) => target)}::text[],
      ${common.stream}::text[], ${common.seq}::bigint[], ${common.id}::text[],
      ${common.status}::text[], ${common.code}::text[], ${common.waitsFor}::text[]
    ) with ordinality as rows (centre, target, stream, seq, id, status, code, waits_for, place)`.execute(trx);
  for (const centre of new Set(rows.map((row) => row.centre))) await ring(trx, centre);
}

/** Tells the centre's counters to fetch its reference data anew, in the caller's transaction. */
export async function publishReference(trx: CentralTransaction, centre: string, at: string): Promise<void> {
  const change = (await takeNumbers(trx, 1)) + 1;
  const nothing = { target: null, stream: null, seq: null, entry_id: null, status: null, code: null, waits_for: null };
  await trx
    .insertInto('change')
    .values({ change, at, kind: 'reference', centre, ...nothing })
    .execute();
  await ring(trx, centre);
}

async function takeNumbers(trx: CentralTransaction, count: number): Promise<number> {
  const row = await trx
    .updateTable('feed_head')
    .set((eb) => ({ change: eb('change', '+', count) }))
    .returning('change')
    .executeTakeFirstOrThrow();
  return row.change - count;
}

async function ring(trx: CentralTransaction, centre: string): Promise<void> {
  await sql`select pg_notify(${FEED_CHANNEL}, ${centre})`.execute(trx);
}

/** Whom a change concerns: the entry's centre, or for central's own entries the stream they are about. */
function audience({ entry }: Verdict): { centre: string; target: string | null } {
  const { act } = entry.read;
  if (entry.stream !== OWN_STREAM) return { centre: streamParts(entry.stream).centre, target: null };
  if (act?.type !== 'lease.granted') return { centre: streamParts(OWN_STREAM).centre, target: null };
  return { centre: streamParts(act.data.stream).centre, target: act.data.stream };
}
