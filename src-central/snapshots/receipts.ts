import { MAX_RECEIPTS, type ReceiptsPage, type ReceiptsQuery } from '../../src-shared/contract/central/snapshot.ts';
import { isErrorCode } from '../../src-shared/errors.ts';
import { streamParts, StreamId, type EntryId } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

/**
 * Receipts of a counter's stream, or of an earlier epoch of it, after a sequence number, as they stood at a change:
 * those settled later are in the feed.
 */
export async function readReceipts(
  db: CentralDatabase,
  asker: StreamId,
  { after, change, epoch }: ReceiptsQuery,
): Promise<ReceiptsPage> {
  const own = streamParts(asker);
  const stream = StreamId.parse(`${own.centre}-${own.counter}-${epoch ?? own.epoch}`);
  const rows = await db
    .selectFrom('receipt')
    .selectAll()
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .where('change', '<=', change)
    .orderBy('seq')
    .limit(MAX_RECEIPTS + 1)
    .execute();
  const receipts = rows.slice(0, MAX_RECEIPTS).map((row) => ({
    receipt: {
      stream,
      seq: row.seq,
      entryId: row.entry_id as EntryId,
      status: row.status,
      code: isErrorCode(row.code) ? row.code : null,
      waitsFor: row.waits_for as EntryId | null,
    },
    change: row.change,
    at: row.settled_at,
  }));
  return { receipts, more: rows.length > MAX_RECEIPTS };
}
