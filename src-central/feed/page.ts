import type { CentreReference, FeedItem } from '../../src-shared/contract/central/feed.ts';
import { isErrorCode } from '../../src-shared/errors.ts';
import type { CentreCode, EntryId, StreamId } from '../../src-shared/ids.ts';
import { streamParts } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import type { CentralDatabase } from '../database/database.ts';
import { readReference } from '../enrolment/reference.ts';

/** Bytes of entries after which a page ends early. */
const PAGE_BYTES = 4 * 1024 * 1024;

export interface FeedRange {
  readonly after: number;
  readonly limit: number;
}

export interface Page {
  readonly items: readonly FeedItem[];
  readonly next: number;
  readonly more: boolean;
}

/**
 * What a counter may see after a change number: receipts of its own stream, applied entries of its
 * centre mates, central's entries that name it, and its centre's reference data.
 */
export async function readPage(db: CentralDatabase, stream: StreamId, range: FeedRange): Promise<Page> {
  // The head first: changes up to it are all visible by then, for one appender commits them in order.
  const head = await db.selectFrom('feed_head').select('change').executeTakeFirstOrThrow();
  const { centre } = streamParts(stream);
  const rows = await selectChanges(db, { stream, centre, range, upTo: head.change });
  const items: FeedItem[] = [];
  let bytes = 0;
  let next = range.after;
  for (const row of rows) {
    if (bytes > PAGE_BYTES) break;
    bytes += row.line?.length ?? 0;
    next = row.change;
    const item =
      row.kind === 'reference' ? referenceItem(row, await readReference(db, centre)) : settledItem(row, stream);
    items.push(item);
  }
  const whole = items.length === rows.length && rows.length < range.limit;
  return { items, next: whole ? Math.max(head.change, range.after) : next, more: !whole };
}

interface Selection {
  readonly stream: StreamId;
  readonly centre: CentreCode;
  readonly range: FeedRange;
  readonly upTo: number;
}

type ChangeRow = Awaited<ReturnType<typeof selectChanges>>[number];

function selectChanges(db: CentralDatabase, { stream, centre, range, upTo }: Selection) {
  return db
    .selectFrom('change')
    .leftJoin('entry', (join) =>
      join
        .onRef('entry.stream', '=', 'change.stream')
        .onRef('entry.seq', '=', 'change.seq')
        .on('change.stream', '<>', stream),
    )
    .select(['change.change', 'change.at', 'change.kind', 'change.stream', 'change.seq', 'change.entry_id'])
    .select(['change.status', 'change.code', 'change.waits_for', 'entry.line', 'entry.signature'])
    .where('change.centre', '=', centre)
    .where('change.change', '>', range.after)
    .where('change.change', '<=', upTo)
    .where((eb) =>
      eb.or([
        eb('change.kind', '=', 'reference'),
        eb('change.stream', '=', stream),
        eb.and([
          eb('change.status', '=', 'applied'),
          eb.or([eb('change.target', 'is', null), eb('change.target', '=', stream)]),
        ]),
      ]),
    )
    .orderBy('change.change')
    .limit(range.limit)
    .execute();
}

function settledItem(row: ChangeRow, asker: StreamId): FeedItem {
  const { change, at } = row;
  if (row.stream !== asker) {
    const entry = JSON.parse(row.line ?? '') as Entry;
    return { change, at, kind: 'entry', entry, ...(row.signature === null ? {} : { signature: row.signature }) };
  }
  return {
    change,
    at,
    kind: 'receipt',
    receipt: {
      stream: asker,
      seq: row.seq ?? 0,
      entryId: row.entry_id as EntryId,
      status: row.status ?? 'exception',
      code: isErrorCode(row.code) ? row.code : null,
      waitsFor: row.waits_for as EntryId | null,
    },
  };
}

function referenceItem({ change, at }: ChangeRow, reference: CentreReference): FeedItem {
  return { change, at, kind: 'reference', reference };
}
