import { hash as digest } from 'node:crypto';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import { checkLink, genesisHash, type ChainBreak, type ChainHead } from '../../src-shared/ledger/chain.ts';
import { entryOf, sha256 } from './journal.ts';
import type { Store } from './store.ts';

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
  const streams = found.toSorted((a, b) => streamParts(a.stream).epoch - streamParts(b.stream).epoch);
  const breaks: (ChainBreak & { stream: string })[] = [];
  const heads = new Map<StreamId, ChainHead>();
  let entries = 0;
  for (const { stream } of streams) {
    let head: ChainHead = { seq: 0, hash: genesisHash(stream, sha256) };
    for (;;) {
      const page = store.all(
        store.sql
          .selectFrom('journal')
          .selectAll()
          .where('stream', '=', stream)
          .where('seq', '>', head.seq)
          .orderBy('seq')
          .limit(PAGE),
      );
      for (const entry of page.map(entryOf)) {
        const broken = checkLink(entry, head, { stream, hash: sha256 });
        if (broken !== undefined) breaks.push({ ...broken, stream });
        head = { seq: entry.seq, hash: entry.hash };
        entries += 1;
      }
      if (page.length < PAGE) break;
    }
    heads.set(stream, head);
  }
  return { entries, heads, breaks: [...breaks, ...lostTail(store, heads)], blobs: checkBlobs(store) };
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

function checkBlobs(store: Store): JournalCheck['blobs'] {
  const known = store.all(store.sql.selectFrom('blob').select('sha256')).map((row) => row.sha256);
  const changed = known.filter((hash) => {
    const bytes = store.get(store.sql.selectFrom('blob').select('bytes').where('sha256', '=', hash))?.bytes;
    return bytes === undefined || digest('sha256', bytes) !== hash;
  });
  const delivered = store.all(store.sql.selectFrom('blob_delivery').select('sha256').where('confirmed_at', 'is', null));
  const missing = delivered.map((row) => row.sha256).filter((hash) => !known.includes(hash));
  return [
    ...changed.map((hash) => ({ sha256: hash, what: 'changed' as const })),
    ...missing.map((hash) => ({ sha256: hash, what: 'missing' as const })),
  ];
}
