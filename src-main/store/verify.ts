import { hash as digest } from 'node:crypto';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import { checkLink, genesisHash, type ChainBreak, type ChainHead } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { entryOf, sha256 } from './journal.ts';
import type { Store } from './store.ts';
import type { JournalRow } from './tables.ts';

/** What a check of the journal found; no breaks means that nothing was edited, lost or reordered. */
export interface JournalCheck {
  readonly entries: number;
  readonly heads: ReadonlyMap<StreamId, ChainHead>;
  readonly breaks: readonly (ChainBreak & { readonly stream: string })[];
  /** Blobs whose bytes no longer give their hash, or that an entry names and nobody has. */
  readonly blobs: readonly { readonly sha256: string; readonly what: 'changed' | 'missing' }[];
}

const PAGE = 500;

/** Walks every stream from its genesis, and every blob. After a break the walk goes on from what is there. */
export function verifyJournal(store: Store): JournalCheck {
  const found = store.all(store.sql.selectFrom('journal').select('stream').distinct()) as { stream: StreamId }[];
  const streams = found.map((row) => row.stream).toSorted((a, b) => epochOf(a) - epochOf(b));
  const walk: Walk = { breaks: [], named: new Set(), entries: 0 };
  const heads = new Map(streams.map((stream) => [stream, walkStream(store, stream, walk)]));
  const breaks = [...walk.breaks, ...lostTail(store, heads)];
  return { entries: walk.entries, heads, breaks, blobs: checkBlobs(store, walk.named) };
}

/** What a walk gathers; `named` are the hashes of blobs that entries name. */
interface Walk {
  readonly breaks: (ChainBreak & { stream: string })[];
  readonly named: Set<string>;
  entries: number;
}

function walkStream(store: Store, stream: StreamId, walk: Walk): ChainHead {
  let head: ChainHead = { seq: 0, hash: genesisHash(stream, sha256) };
  for (;;) {
    const ofStream = store.sql.selectFrom('journal').selectAll().where('stream', '=', stream);
    const page = store.all(ofStream.where('seq', '>', head.seq).orderBy('seq').limit(PAGE));
    for (const row of page) {
      const entry = readEntry(row);
      const broken =
        entry === undefined
          ? { seq: row.seq, what: 'hash' as const }
          : checkLink(entry, head, { stream, hash: sha256 });
      if (broken !== undefined) walk.breaks.push({ ...broken, stream });
      for (const blob of entry?.blobs ?? []) walk.named.add(blob.sha256);
      head = { seq: row.seq, hash: row.hash as Sha256 };
      walk.entries += 1;
    }
    if (page.length < PAGE) return head;
  }
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

/**
 * Central acknowledged more of the newest stream, or settled more of any, than is here: an end was
 * cut off. A cut of what central never saw shows in `rebuild()`, whose tables then differ.
 */
function lostTail(store: Store, heads: ReadonlyMap<StreamId, ChainHead>): (ChainBreak & { stream: string })[] {
  const known = new Map<string, number>();
  const acked = store.get(store.sql.selectFrom('replay_cursor').select('acked_seq'))?.acked_seq ?? 0;
  known.set([...heads.keys()].at(-1) ?? '', acked);
  for (const { stream, seq } of store.all(store.sql.selectFrom('receipt').select(['stream', 'seq']))) {
    if (heads.has(stream as StreamId)) known.set(stream, Math.max(known.get(stream) ?? 0, seq));
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
