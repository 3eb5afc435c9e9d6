import { sql } from 'kysely';
import { Fault } from '../../src-shared/errors.ts';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import type { ChainHead } from '../../src-shared/ledger/chain.ts';
import { bigintArray, textArray } from '../database/array-parameter.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import type { Batch, ReceivedEntry } from './batch-body.ts';

export interface Received {
  /** Where the stream stands now. */
  readonly head: ChainHead;
  /** Entries that were new. */
  readonly added: number;
}

/**
 * Appends what is new of a checked batch, in one transaction that holds the stream's cursor row: so
 * two deliveries of one batch follow each other and the second finds only duplicates. Throws
 * `central.gap {have}` when entries are missing between, `central.badChain` when the counter tells
 * another story than before, `central.staleEpoch` when its epoch was retired.
 */
export async function receive(
  db: CentralDatabase,
  stream: StreamId,
  { batch, at }: { batch: Batch; at: Date },
): Promise<Received> {
  return db.transaction().execute(async (trx) => {
    const have = await lockCursor(trx, stream);
    const { from } = batch.header;
    if (from > have.seq + 1) throw new Fault('central.gap', { have: have.seq, from });
    const fresh = batch.entries.filter(({ entry }) => entry.seq > have.seq);
    await checkFit(trx, { have, batch, fresh });
    const last = fresh.at(-1)?.entry;
    if (last === undefined) return { head: have, added: 0 };
    await append(trx, fresh, at);
    await moveCursor(trx, stream, last);
    return { head: { seq: last.seq, hash: last.hash }, added: fresh.length };
  });
}

/** The cursor of a stream, locked until the transaction ends. */
export async function lockCursor(trx: CentralTransaction, stream: StreamId): Promise<ChainHead> {
  const row = await trx
    .selectFrom('stream_cursor')
    .innerJoin('stream', 'stream.stream', 'stream_cursor.stream')
    .select(['ack_seq', 'head', 'retired'])
    .where('stream_cursor.stream', '=', stream)
    .forUpdate('stream_cursor')
    .executeTakeFirst();
  if (row === undefined || row.retired) throw new Fault('central.staleEpoch', { stream });
  return { seq: row.ack_seq, hash: row.head as Sha256 };
}

export async function moveCursor(trx: CentralTransaction, stream: StreamId, head: ChainHead): Promise<void> {
  await trx
    .updateTable('stream_cursor')
    .set({ ack_seq: head.seq, head: head.hash })
    .where('stream', '=', stream)
    .execute();
}

interface Fit {
  readonly have: ChainHead;
  readonly batch: Batch;
  readonly fresh: readonly ReceivedEntry[];
}

/** The batch must continue what central has: by the head for new entries, by the stored hash for old ones. */
async function checkFit(trx: CentralTransaction, { have, batch, fresh }: Fit): Promise<void> {
  const first = fresh[0]?.entry;
  if (first !== undefined) {
    if (first.prevHash !== have.hash) throw new Fault('central.badChain', { seq: first.seq, what: 'previous' });
    return;
  }
  const last = batch.entries.at(-1)?.entry;
  if (last === undefined) return;
  const stored = await trx
    .selectFrom('entry')
    .select('hash')
    .where('stream', '=', last.stream)
    .where('seq', '=', last.seq)
    .executeTakeFirst();
  if (stored?.hash !== last.hash) throw new Fault('central.badChain', { seq: last.seq, what: 'hash' });
}

/** The lists are unnested as columns, row by row: as a table of its own PostgreSQL would copy all of them aside first. */
async function append(trx: CentralTransaction, fresh: readonly ReceivedEntry[], at: Date): Promise<void> {
  const column = <Value>(of: (received: ReceivedEntry) => Value): Value[] => fresh.map(of);
  await sql`
    insert into entry (stream, seq, id, hash, line, received_at)
    select
      unnest(${textArray(column(({ entry }) => entry.stream))}::text[]),
      unnest(${bigintArray(column(({ entry }) => entry.seq))}::bigint[]),
      unnest(${textArray(column(({ entry }) => entry.id))}::text[]),
      unnest(${textArray(column(({ entry }) => entry.hash))}::text[]),
      unnest(${textArray(column(({ line }) => line))}::text[]),
      ${at}::timestamptz`.execute(trx);
  const blobs = fresh.flatMap(({ entry }) => entry.blobs.map((blob) => ({ stream: entry.stream, ...blob })));
  if (blobs.length === 0) return;
  await sql`
    insert into awaited_blob (sha256, stream, since)
    select distinct sha256, stream, ${at}::timestamptz from unnest(
      ${blobs.map((blob) => blob.sha256.slice(0, 64).replaceAll('\0', ''))}::text[],
      ${blobs.map((blob) => blob.stream)}::text[]
    ) as named (sha256, stream)
    where not exists (select from blob where blob.sha256 = named.sha256)
    on conflict do nothing`.execute(trx);
}
