import type { FeedItem } from '../../src-shared/contract/central/feed.ts';
import { Fault, isErrorCode } from '../../src-shared/errors.ts';
import type { CentreCode, EntryId, StreamId } from '../../src-shared/ids.ts';
import { isSameCounter, streamParts } from '../../src-shared/ids.ts';
import { subjectStatement } from '../../src-shared/ledger/chain.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { sha256Text, signText } from '../auth/signatures.ts';
import type { Central } from '../central.ts';
import type { ClaimNews } from '../claims/claims.ts';
import type { CentralDatabase } from '../database/database.ts';
import { readReference } from '../enrolment/reference.ts';
import { checkFloor } from './floor.ts';

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
 * What a counter may see after a change number: receipts of its own stream, applied entries of the
 * subjects its centre follows, states of those it begins to follow, cases held, and its centre's
 * reference data. Throws `central.rolledBack` when the counter has seen more than there is, and
 * `central.snapshotNeeded` when what it asks for is in a snapshot only.
 */
export async function readPage(
  { db, keys, settings }: Pick<Central, 'db' | 'keys' | 'settings'>,
  stream: StreamId,
  range: FeedRange,
): Promise<Page> {
  // The head first: changes up to it are all visible by then, for one appender commits them in order.
  const head = await db.selectFrom('feed_head').select('change').executeTakeFirstOrThrow();
  if (range.after > head.change) throw new Fault('central.rolledBack', { change: head.change });
  const { centre } = streamParts(stream);
  const rows = await selectChanges(db, { stream, centre, range, upTo: head.change });
  // The floor last: it rises before anything is removed, so what went while this was read shows here.
  await checkFloor(db, { centre, after: range.after, much: settings.snapshotBehind });
  const items: FeedItem[] = [];
  let bytes = 0;
  let next = range.after;
  for (const row of rows) {
    if (bytes > PAGE_BYTES) break;
    bytes += (row.line?.length ?? 0) + (row.body?.length ?? 0);
    next = row.change;
    items.push(await itemOf(row, { db, keys, stream, centre }));
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
    .select(['change.status', 'change.code', 'change.waits_for', 'change.subject', 'change.body'])
    .select(['entry.line', 'entry.signature'])
    .where('change.centre', '=', centre)
    .where('change.change', '>', range.after)
    .where('change.change', '<=', upTo)
    .where((eb) =>
      eb.or([
        eb('change.kind', '<>', 'receipt'),
        eb('change.stream', '=', stream),
        // What became of its earlier epochs' entries, where a renewed counter still has them; applied ones as entries.
        eb.and([eb('change.stream', 'like', epochsOf(stream)), eb('change.status', '<>', 'applied')]),
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

interface Reader extends Pick<Central, 'db' | 'keys'> {
  readonly stream: StreamId;
  readonly centre: CentreCode;
}

async function itemOf(row: ChangeRow, { db, keys, stream, centre }: Reader): Promise<FeedItem> {
  const { change, at } = row;
  switch (row.kind) {
    case 'reference':
      return { change, at, kind: 'reference', reference: await readReference(db, centre) };
    case 'claim':
      return { change, at, kind: 'claim', ...(JSON.parse(row.body ?? '') as ClaimNews) };
    case 'subject': {
      const subject = row.subject as Subject;
      const state = row.body ?? '';
      const statement = subjectStatement({ subject, change, stateHash: sha256Text(state) });
      return { change, at, kind: 'subject', subject, state, signature: signText(keys.signing, statement) };
    }
    case 'receipt':
      return settledItem(row, stream);
  }
}

function settledItem(row: ChangeRow, asker: StreamId): FeedItem {
  const { change, at } = row;
  const own = row.stream === asker || (row.status !== 'applied' && isSameCounter(row.stream ?? '', asker));
  if (!own) {
    const entry = JSON.parse(row.line ?? '') as Entry;
    return { change, at, kind: 'entry', entry, ...(row.signature === null ? {} : { signature: row.signature }) };
  }
  return {
    change,
    at,
    kind: 'receipt',
    receipt: {
      stream: row.stream as StreamId,
      seq: row.seq ?? 0,
      entryId: row.entry_id as EntryId,
      status: row.status ?? 'exception',
      code: isErrorCode(row.code) ? row.code : null,
      waitsFor: row.waits_for as EntryId | null,
    },
  };
}

/** A pattern for all streams of one counter, e.g. `GLT-2-%`. */
function epochsOf(stream: StreamId): string {
  return `${stream.slice(0, stream.lastIndexOf('-'))}-%`;
}
