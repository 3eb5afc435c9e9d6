import { hash as digest } from 'node:crypto';
import { z } from 'zod';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import { checkLink, genesisHash, type ChainBreak, type ChainHead } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { asWritten } from './carried.ts';
import { EMPTIED, entryOf, sha256 } from './journal.ts';
import { findMeta } from './meta.ts';
import type { Store } from './store.ts';
import type { JournalRow } from './tables.ts';

/** What a check of the journal found; no breaks means that nothing was edited, lost or reordered. */
export interface JournalCheck {
  readonly entries: number;
  /** Entries whose body left after central settled it: their place in the chain is checked, not what they said. */
  readonly emptied: number;
  readonly heads: ReadonlyMap<StreamId, ChainHead>;
  readonly breaks: readonly (ChainBreak & { readonly stream: string })[];
  /** Blobs whose bytes no longer give their hash, or that an entry names and nobody has. */
  readonly blobs: readonly { readonly sha256: string; readonly what: 'changed' | 'missing' }[];
}

const PAGE = 500;

/** What matters here of an enrolment. */
const Enrolled = z.looseObject({ stream: z.string() });

/** Walks every stream from its genesis, and every blob. After a break the walk goes on from what is there. */
export function verifyJournal(store: Store): JournalCheck {
  const written = store.sql.selectFrom('journal').select('stream').distinct();
  const found = store.all(written.union(store.sql.selectFrom('carried').select('from_stream as stream')));
  const streams = found.map((row) => row.stream as StreamId).toSorted((a, b) => epochOf(a) - epochOf(b));
  const walk: Walk = { breaks: [], named: new Set(), entries: 0, emptied: 0 };
  const heads = new Map(streams.map((stream) => [stream, walkStream(store, stream, walk)]));
  const breaks = [...walk.breaks, ...emptiedTooSoon(store), ...lostTail(store, heads)];
  return { entries: walk.entries, emptied: walk.emptied, heads, breaks, blobs: checkBlobs(store, walk.named) };
}

/** What a walk gathers; `named` are the hashes of blobs that entries name. */
interface Walk {
  readonly breaks: (ChainBreak & { stream: string })[];
  readonly named: Set<string>;
  entries: number;
  emptied: number;
}

/** From the genesis over what is still in the stream to what was carried over from its end into a later one. */
function walkStream(store: Store, stream: StreamId, walk: Walk): ChainHead {
  let head: ChainHead = { seq: 0, hash: genesisHash(stream, sha256) };
  for (;;) {
    const ofStream = store.sql.selectFrom('journal').selectAll().where('stream', '=', stream);
    const page = store.all(ofStream.where('seq', '>', head.seq).orderBy('seq').limit(PAGE));
    for (const row of page) {
      head = checkRow({ row, entry: readEntry(row) }, head, { stream, walk });
      walk.entries += 1;
    }
    if (page.length < PAGE) break;
  }
  return walkCarried(store, { stream, head }, walk);
}

/** The end of a stream that moved to the next epoch's, as it was written here. */
function walkCarried(store: Store, { stream, head }: { stream: StreamId; head: ChainHead }, walk: Walk): ChainHead {
  let last = head;
  for (let from = 0; ;) {
    const moved = store.sql.selectFrom('carried').selectAll().where('from_stream', '=', stream);
    const page = store.all(moved.where('from_seq', '>', from).orderBy('from_seq').limit(PAGE));
    for (const place of page) {
      from = place.from_seq;
      const row = store.get(store.sql.selectFrom('journal').selectAll().where('id', '=', place.id));
      const now = row === undefined ? undefined : readEntry(row);
      const entry = now === undefined ? undefined : asWritten(now, place);
      const { from_seq: seq, from_hash: hash, from_prev_hash: prev_hash } = place;
      last = checkRow({ row: { seq, hash, prev_hash, body: row?.body ?? '' }, entry }, last, { stream, walk });
    }
    if (page.length < PAGE) return last;
  }
}

function checkRow(
  { row, entry }: { row: Pick<JournalRow, 'seq' | 'hash' | 'prev_hash' | 'body'>; entry: Entry | undefined },
  head: ChainHead,
  { stream, walk }: { stream: StreamId; walk: Walk },
): ChainHead {
  const broken = breakOf(row, entry, { stream, head });
  if (broken !== undefined) walk.breaks.push({ ...broken, stream });
  if (row.body === EMPTIED) walk.emptied += 1;
  for (const blob of entry?.blobs ?? []) walk.named.add(blob.sha256);
  return { seq: row.seq, hash: row.hash as Sha256 };
}

function breakOf(
  row: Pick<JournalRow, 'seq' | 'prev_hash' | 'body'>,
  entry: Entry | undefined,
  { stream, head }: { stream: StreamId; head: ChainHead },
): ChainBreak | undefined {
  if (entry === undefined) return { seq: row.seq, what: 'hash' };
  if (row.body !== EMPTIED) return checkLink(entry, head, { stream, hash: sha256 });
  if (row.seq !== head.seq + 1) return { seq: row.seq, what: row.seq > head.seq ? 'gap' : 'reordered' };
  return row.prev_hash === head.hash ? undefined : { seq: row.seq, what: 'previous' };
}

/** Undefined when the row was edited into something that is no entry at all. */
function readEntry(row: JournalRow): Entry | undefined {
  try {
    return entryOf(row);
  } catch {
    return undefined;
  }
}

/** Not `streamParts()`, which refuses a name that somebody edited. */
function epochOf(stream: string): number {
  return Number(stream.split('-').at(-1)) || 0;
}

/** Bodies that are gone although central has not settled them: nothing here takes those. */
function emptiedTooSoon(store: Store): (ChainBreak & { stream: string })[] {
  const emptied = store.sql
    .selectFrom('journal')
    .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
    .select(['journal.stream', 'journal.seq', 'receipt.status'])
    .where('journal.body', '=', EMPTIED);
  const unsettled = store.all(emptied).filter(({ status }) => status !== 'applied' && status !== 'rejected');
  return unsettled.map(({ stream, seq }) => ({ stream, seq, what: 'hash' }));
}

/**
 * Central acknowledged or settled more of the stream this store is enrolled as, or countersigned more of an older one,
 * than is here: an end was cut off. A cut of what central never saw shows in `rebuild()`, whose tables then differ. What
 * central has of an older stream beyond that belongs to the copy of this store whose place this one took, also while
 * nothing is written in the new one yet.
 */
function lostTail(store: Store, heads: ReadonlyMap<StreamId, ChainHead>): (ChainBreak & { stream: string })[] {
  const known = new Map<string, number>();
  const newest = findMeta(store, 'enrolment', Enrolled)?.stream ?? [...heads.keys()].at(-1) ?? '';
  const acked = store.get(store.sql.selectFrom('replay_cursor').select('acked_seq'))?.acked_seq ?? 0;
  const receipts = store.sql.selectFrom('receipt').select((eb) => eb.fn.max('seq').as('seq'));
  const settled = store.get(receipts.where('stream', '=', newest))?.seq ?? 0;
  known.set(newest, Math.max(acked, settled));
  for (const { stream, seq } of store.all(store.sql.selectFrom('countersigned').select(['stream', 'seq']))) {
    known.set(stream, Math.max(known.get(stream) ?? 0, seq));
  }
  return [...known].flatMap(([stream, seq]) => {
    const held = heads.get(stream as StreamId)?.seq ?? 0;
    return seq > held ? [{ seq: held + 1, what: 'gap' as const, stream }] : [];
  });
}

function checkBlobs(store: Store, named: ReadonlySet<string>): JournalCheck['blobs'] {
  const held = new Set(store.all(store.sql.selectFrom('blob').select('sha256')).map((row) => row.sha256));
  const changed = [...held].filter((hash) => {
    const bytes = store.get(store.sql.selectFrom('blob').select('bytes').where('sha256', '=', hash))?.bytes;
    return bytes === undefined || digest('sha256', bytes) !== hash;
  });
  // What central has confirmed may be gone from here: it was purged after its retention time.
  const purgeable = store.sql.selectFrom('blob_delivery').select('sha256').where('confirmed_at', 'is not', null);
  const confirmed = new Set(store.all(purgeable).map((row) => row.sha256));
  const missing = [...named].filter((hash) => !held.has(hash) && !confirmed.has(hash));
  return [
    ...changed.map((hash) => ({ sha256: hash, what: 'changed' as const })),
    ...missing.map((hash) => ({ sha256: hash, what: 'missing' as const })),
  ];
}
