import type { StreamPlace } from '../../src-shared/contract/central/enrolment.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { hashEntry } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { EMPTIED, entryOf, findHead, sha256 } from './journal.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Store } from './store.ts';
import type { CarriedRow, JournalRow } from './tables.ts';

/** Entries moved in one go: few enough to hold, many enough to be quick. */
const PAGE = 500;

/**
 * Moves what central does not have from the stream of an old epoch to that of a new one: the entries keep their id,
 * body, subject, dependencies, actor and time, and get a new place in a new chain; `carried` keeps the old place, so
 * that the old chain can still be proved. Runs in the caller's transaction; gives how many moved.
 */
export function carryOver(store: Store, { from, to, after }: { from: StreamId; to: StreamId; after: number }): number {
  let head = findHead(store, to);
  let last = after;
  let moved = 0;
  for (;;) {
    const rows = store.all(nextOf({ stream: from, seq: last }));
    for (const row of rows) {
      last = row.seq;
      const { body, hash: _, ...header } = { ...entryOf(row), stream: to, seq: head.seq + 1, prevHash: head.hash };
      const hash = hashEntry(header, body, sha256);
      store.run(noteCarried({ id: row.id, ...placeOf(row), to_stream: to, to_seq: header.seq }));
      store.run(move({ id: row.id, stream: to, seq: header.seq, prev_hash: head.hash, hash }));
      head = { seq: header.seq, hash };
      moved += 1;
    }
    if (rows.length < PAGE) return moved;
  }
}

/** The last entry of a stream that central is known to have: acknowledged, or settled. */
export function lastHeld(store: Store, stream: StreamId, acked: number): number {
  const settled = store.get(
    store.sql
      .selectFrom('receipt')
      .innerJoin('journal', 'journal.id', 'receipt.entry_id')
      .select((eb) => eb.fn.max('journal.seq').as('seq'))
      .where('journal.stream', '=', stream),
  );
  return Math.max(acked, settled?.seq ?? 0);
}

/**
 * The last entry of a stream that central has, as it says; undefined when it has another story than this store, or more.
 * What left the journal for its age cannot be sent again.
 */
export function lastReceived(store: Store, stream: StreamId, have: readonly StreamPlace[]): number | undefined {
  const { seq, head } = have.find((each) => each.stream === stream) ?? { seq: 0, head: undefined };
  const own = store.sql.selectFrom('journal').where('stream', '=', stream);
  const here = seq === 0 ? head : store.get(own.select('hash').where('seq', '=', seq))?.hash;
  if (here !== head) return undefined;
  const emptied = store.get(own.where('body', '=', EMPTIED).select((eb) => eb.fn.max('seq').as('seq')));
  return Math.max(seq, emptied?.seq ?? 0);
}

/** An entry of the journal as it was written into one of its streams, if it was carried over since. */
export function entryIn(store: Store, row: JournalRow, stream: string): Entry {
  const entry = entryOf(row);
  if (stream === entry.stream) return entry;
  const place = store.get(placesOf({ id: row.id, stream }));
  return place === undefined ? entry : asWritten(entry, place);
}

export function asWritten(entry: Entry, place: CarriedRow): Entry {
  return {
    ...entry,
    stream: place.from_stream as Entry['stream'],
    seq: place.from_seq,
    prevHash: place.from_prev_hash as Entry['prevHash'],
    hash: place.from_hash as Entry['hash'],
  };
}

function placeOf(row: JournalRow): Omit<CarriedRow, 'id' | 'to_stream' | 'to_seq'> {
  return { from_stream: row.stream, from_seq: row.seq, from_prev_hash: row.prev_hash, from_hash: row.hash };
}

const nextOf = prepareQuery((sql, { stream, seq }: { stream: string; seq: number }) =>
  sql.selectFrom('journal').selectAll().where('stream', '=', stream).where('seq', '>', seq).orderBy('seq').limit(PAGE),
);

const placesOf = prepareQuery((sql, { id, stream }: { id: string; stream: string }) =>
  sql.selectFrom('carried').selectAll().where('id', '=', id).where('from_stream', '=', stream),
);

const noteCarried = prepareQuery((sql, row: CarriedRow) =>
  sql.insertInto('carried').values({
    id: row.id,
    from_stream: row.from_stream,
    from_seq: row.from_seq,
    from_prev_hash: row.from_prev_hash,
    from_hash: row.from_hash,
    to_stream: row.to_stream,
    to_seq: row.to_seq,
  }),
);

const move = prepareQuery((sql, row: Pick<JournalRow, 'id' | 'stream' | 'seq' | 'prev_hash' | 'hash'>) =>
  sql
    .updateTable('journal')
    .set({ stream: row.stream, seq: row.seq, prev_hash: row.prev_hash, hash: row.hash })
    .where('id', '=', row.id),
);
