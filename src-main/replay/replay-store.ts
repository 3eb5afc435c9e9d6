import { z } from 'zod';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import { genesisHash, type ChainHead } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { entryOf, sha256 } from '../store/journal.ts';
import { findMeta, putMeta } from '../store/meta.ts';
import { prepareQuery } from '../store/prepared-query.ts';
import type { StoreTables } from '../store/tables.ts';
import type { Store } from '../store/store.ts';

/** How far central has this counter's entries, and how far this counter has the feed. */
export interface ReplayCursor {
  readonly acked: number;
  readonly feed: number;
  /** The last item of the feed that was taken; empty before the first. */
  readonly seen: { readonly seen?: number; readonly seenAt?: string };
}

const cursor = prepareQuery((sql) =>
  sql.selectFrom('replay_cursor').select(['acked_seq', 'feed_change', 'seen_change', 'seen_at']),
);

export function readCursor(store: Store): ReplayCursor {
  const row = store.get(cursor({}));
  const [seen, seenAt] = [row?.seen_change ?? null, row?.seen_at ?? null];
  return {
    acked: row?.acked_seq ?? 0,
    feed: row?.feed_change ?? 0,
    seen: seen === null || seenAt === null ? {} : { seen, seenAt },
  };
}

/** The next entries to send, in order, until a count or a sum of bytes is reached. */
export function unsentEntries(
  store: Store,
  stream: StreamId,
  { after, most, bytes }: { after: number; most: number; bytes: number },
): Entry[] {
  const rows = store.all(nextAfter({ stream, after, most }));
  let size = 0;
  const fitting = rows.filter((row) => (size += row.body.length + 600) <= bytes);
  return (fitting.length > 0 ? fitting : rows.slice(0, 1)).map(entryOf);
}

const nextAfter = prepareQuery((sql, { stream, after, most }: { stream: string; after: number; most: number }) =>
  sql
    .selectFrom('journal')
    .selectAll()
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(most),
);

export function hasUnsent(store: Store, stream: StreamId): boolean {
  return store.get(firstAfter({ stream, acked: readCursor(store).acked })) !== undefined;
}

const firstAfter = prepareQuery((sql, { stream, acked }: { stream: string; acked: number }) =>
  sql.selectFrom('journal').select('seq').where('stream', '=', stream).where('seq', '>', acked).limit(1),
);

/**
 * The streams, this and earlier epochs', in which central may have settled entries that have no final receipt here,
 * each with the first of them. One that was carried over may have been received before, too.
 */
export function unsettledPlaces(store: Store): readonly { readonly stream: StreamId; readonly seq: number }[] {
  const settled = store.sql.selectFrom('receipt').select('entry_id').where('status', 'in', ['applied', 'rejected']);
  const here = store.sql.selectFrom('journal').where('id', 'not in', settled).groupBy('stream');
  const before = store.sql.selectFrom('carried').where('id', 'not in', settled).groupBy('from_stream');
  const rows = [
    ...store.all(here.select((eb) => ['stream', eb.fn.min('seq').as('seq')])),
    ...store.all(before.select((eb) => ['from_stream as stream', eb.fn.min('from_seq').as('seq')])),
  ];
  const first = new Map<string, number>();
  for (const { stream, seq } of rows) first.set(stream, Math.min(seq, first.get(stream) ?? seq));
  return [...first].map(([stream, seq]) => ({ stream: stream as StreamId, seq }));
}

/** The chain's head after an entry of this counter; undefined for one it never wrote. */
export function findHeadAt(store: Store, stream: StreamId, seq: number): ChainHead | undefined {
  if (seq === 0) return { seq, hash: genesisHash(stream, sha256) };
  const query = store.sql.selectFrom('journal').select('hash').where('stream', '=', stream).where('seq', '=', seq);
  const row = store.get(query);
  return row === undefined ? undefined : { seq, hash: row.hash as Sha256 };
}

/** Contact with central, measured: when, by whose clock, and how far the two clocks stand apart. */
export interface Contact {
  /** Device clock before and after the call, ms since 1970. */
  readonly sentAt: number;
  readonly heardAt: number;
  readonly serverTime: string;
}

/** Writes what a call taught, in one commit. Server time never goes backwards here. */
export function recordContact(store: Store, { sentAt, heardAt, serverTime }: Contact, news: CursorNews = {}): void {
  const middle = sentAt + (heardAt - sentAt) / 2;
  store.transact(() => {
    const known = store.get(store.sql.selectFrom('replay_cursor').select('server_time'))?.server_time ?? '';
    if (news.countersigned !== undefined) putCountersigned(store, news.countersigned);
    store.run(
      store.sql.updateTable('replay_cursor').set({
        last_contact: new Date(heardAt).toISOString(),
        server_time: serverTime > known ? serverTime : known,
        offset_ms: Math.round(middle - Date.parse(serverTime)),
        ...(news.acked === undefined ? {} : { acked_seq: news.acked }),
        ...(news.feed === undefined ? {} : { feed_change: news.feed }),
        ...(news.feedAt === undefined ? {} : { feed_at: new Date(news.feedAt).toISOString() }),
      }),
    );
  });
}

export interface CursorNews {
  readonly acked?: number;
  readonly feed?: number;
  /** The feed was read to its end, as of this moment, ms since 1970. */
  readonly feedAt?: number;
  readonly countersigned?: Countersigned;
}

/** A head of a stream that central vouched for. */
export type Countersigned = StoreTables['countersigned'];

/** Keeps the last one; call inside a transaction. */
export function putCountersigned(store: Store, { stream, ...news }: Countersigned): void {
  const insert = store.sql.insertInto('countersigned').values({ stream, ...news });
  const known = store.get(store.sql.selectFrom('countersigned').select('seq').where('stream', '=', stream));
  if (known === undefined || news.seq > known.seq) {
    store.run(insert.onConflict((conflict) => conflict.column('stream').doUpdateSet(news)));
  }
}

/** Keeps the key that files for central are sealed to. */
export function learnSealKey(store: Store, sealKey: string): void {
  if (findMeta(store, SEAL_KEY, z.string()) === sealKey) return;
  store.transact(() => putMeta(store, SEAL_KEY, sealKey));
}

/** X25519 of central, raw base64; undefined until it said so. */
export function findSealKey(store: Store): string | undefined {
  return findMeta(store, SEAL_KEY, z.string());
}

const SEAL_KEY = 'sealKey';

/** Central's time as it told it without a line: a bound that the clock may not stand before. Call inside a transaction. */
export function trustServerTime(store: Store, serverTime: string): void {
  const later = store.sql.updateTable('replay_cursor').set({ server_time: serverTime });
  store.run(later.where((eb) => eb.or([eb('server_time', 'is', null), eb('server_time', '<', serverTime)])));
}
