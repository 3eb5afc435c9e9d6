import { sql } from 'kysely';
import { Fault } from '../../src-shared/errors.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { ChainHead } from '../../src-shared/ledger/chain.ts';
import { textArray } from '../database/array-parameter.ts';
import type { CentralDatabase } from '../database/database.ts';
import type { Batch, ReceivedEntry } from './batch-body.ts';
import { findCursor } from './cursor.ts';

export interface Received {
  /** Where the stream stands now. */
  readonly head: ChainHead;
  /** Entries that were new. */
  readonly added: number;
}

/**
 * Appends what is new of a checked batch. The batch is taken to go on where the stream stands, as all do on a good day;
 * when nothing could be appended, what the stream has says why: so of two deliveries of one batch the second finds only
 * duplicates. Throws `central.gap {have}` when entries are missing between, `central.badChain` when the counter tells
 * another story than before, `central.staleEpoch` when its epoch was retired.
 */
export async function receive(
  db: CentralDatabase,
  stream: StreamId,
  { batch, at }: { batch: Batch; at: Date },
): Promise<Received> {
  const { from, to, head } = batch.header;
  let fresh = batch.entries;
  while (!(await append(db, fresh, at))) {
    const have = await findCursor(db, stream);
    if (from > have.seq + 1) throw new Fault('central.gap', { have: have.seq, from });
    fresh = batch.entries.filter(({ entry }) => entry.seq > have.seq);
    await checkFit(db, { have, batch, fresh });
    if (fresh.length === 0) return { head: have, added: 0 };
  }
  return { head: { seq: to, hash: head }, added: fresh.length };
}

interface Fit {
  readonly have: ChainHead;
  readonly batch: Batch;
  readonly fresh: readonly ReceivedEntry[];
}

/** The batch must continue what central has: by the head for new entries, by the stored hash for old ones. */
async function checkFit(db: CentralDatabase, { have, batch, fresh }: Fit): Promise<void> {
  const first = fresh[0]?.entry;
  if (first !== undefined) {
    if (first.prevHash !== have.hash) throw new Fault('central.badChain', { seq: first.seq, what: 'previous' });
    return;
  }
  const last = batch.entries.at(-1)?.entry;
  if (last === undefined) return;
  const stored = await db
    .selectFrom('entry')
    .select('hash')
    .where('stream', '=', last.stream)
    .where('seq', '=', last.seq)
    .executeTakeFirst();
  if (stored?.hash !== last.hash) throw new Fault('central.badChain', { seq: last.seq, what: 'hash' });
}

/**
 * Moves the stream's cursor over these entries and appends them, if it stands right before the first of them; else
 * nothing happens and the answer is false. One statement and so one commit: two that come at once follow each other by
 * the cursor's row, and central's one thread, busy with other batches meanwhile, is waited for once. The lists are
 * unnested as columns, row by row: as a table of its own PostgreSQL would copy all of them aside first. The lines are the
 * last parameter, for the driver copies what is before one that it has no room for.
 */
async function append(db: CentralDatabase, fresh: readonly ReceivedEntry[], at: Date): Promise<boolean> {
  const [first, last] = [fresh[0]?.entry, fresh.at(-1)?.entry];
  if (first === undefined || last === undefined) return false;
  const blobs = fresh.flatMap(({ entry }) => entry.blobs.map((blob) => blob.sha256.slice(0, 64).replaceAll('\0', '')));
  const { rows } = await sql`
    with moved as (
      update stream_cursor set ack_seq = ${last.seq}, head = ${last.hash}
      where stream = ${first.stream} and ack_seq = ${first.seq - 1} and head = ${first.prevHash}
        and exists (select from stream where stream = stream_cursor.stream and not retired)
      returning stream
    ), awaited as (
      insert into awaited_blob (sha256, stream, since)
      select distinct named.sha256, stream, ${at}::timestamptz
      from moved, unnest(${blobs}::text[]) as named (sha256)
      where not exists (select from blob where blob.sha256 = named.sha256)
      on conflict do nothing
    ), appended as (
      insert into entry (stream, received_at, seq, id, hash, line)
      select
        stream, ${at}::timestamptz,
        generate_series(${first.seq}::bigint, ${last.seq}::bigint),
        unnest(${textArray(fresh.map(({ entry }) => entry.id))}::text[]),
        unnest(${textArray(fresh.map(({ entry }) => entry.hash))}::text[]),
        unnest(${textArray(fresh.map(({ line }) => line))}::text[])
      from moved
    )
    select from moved`.execute(db);
  return rows.length > 0;
}
