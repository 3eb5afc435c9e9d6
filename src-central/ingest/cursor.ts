import { Fault } from '../../src-shared/errors.ts';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import type { ChainHead } from '../../src-shared/ledger/chain.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';

/** How far a stream is received. Throws `central.staleEpoch` when its epoch was retired. */
export async function findCursor(db: CentralDatabase, stream: StreamId): Promise<ChainHead> {
  return headOf(stream, await select(db, stream).executeTakeFirst());
}

/** The same, locked until the transaction ends. */
export async function lockCursor(trx: CentralTransaction, stream: StreamId): Promise<ChainHead> {
  return headOf(stream, await select(trx, stream).forUpdate('stream_cursor').executeTakeFirst());
}

export async function moveCursor(trx: CentralTransaction, stream: StreamId, head: ChainHead): Promise<void> {
  await trx
    .updateTable('stream_cursor')
    .set({ ack_seq: head.seq, head: head.hash })
    .where('stream', '=', stream)
    .execute();
}

function select(db: CentralDatabase, stream: StreamId) {
  return db
    .selectFrom('stream_cursor')
    .innerJoin('stream', 'stream.stream', 'stream_cursor.stream')
    .select(['ack_seq', 'head', 'retired'])
    .where('stream_cursor.stream', '=', stream);
}

function headOf(stream: StreamId, row: { ack_seq: number; head: string; retired: boolean } | undefined): ChainHead {
  if (row === undefined || row.retired) throw new Fault('central.staleEpoch', { stream });
  return { seq: row.ack_seq, hash: row.head as Sha256 };
}
