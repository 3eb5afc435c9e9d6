import { sql } from 'kysely';
import type { EntryId, StreamId } from '../../src-shared/ids.ts';
import type { CentralTransaction } from '../database/database.ts';
import type { Order } from '../exceptions/orders.ts';
import { type ReadEntry, readEntry } from './read-entry.ts';

/** Entries of one stream settled in one round: keeps a long backlog from starving the other streams. */
const PER_STREAM = 500;

/** An entry to be settled: as received, and read as far as it can be. */
export interface Pending {
  readonly stream: StreamId;
  readonly seq: number;
  readonly id: EntryId;
  readonly read: ReadEntry;
  /** What was decided about it, when it is judged for that. */
  readonly order?: Order;
}

export interface StoredEntry {
  readonly stream: string;
  readonly seq: number;
  readonly id: string;
  readonly line: string;
}

/**
 * The oldest unsettled entries, each stream in its own order. Which streams have their turn is found by the first
 * entry of each, so that a round reads what it settles and not the backlog of all centres.
 */
export async function nextPending(trx: CentralTransaction, most: number): Promise<readonly Pending[]> {
  const { rows } = await sql<StoredEntry>`
    with turn as (
      select c.stream, c.settled_seq, oldest.received_at, coalesce(sum(least(c.ack_seq - c.settled_seq, ${PER_STREAM}))
        over (order by oldest.received_at, c.stream rows between unbounded preceding and 1 preceding), 0) as ahead
      from stream_cursor c
      cross join lateral (
        select received_at from entry where entry.stream = c.stream and entry.seq > c.settled_seq order by entry.seq limit 1
      ) oldest
      where c.settled_seq < c.ack_seq
    )
    select e.stream, e.seq, e.id, e.line
    from turn
    cross join lateral (
      select * from entry where entry.stream = turn.stream and entry.seq > turn.settled_seq order by entry.seq limit ${PER_STREAM}
    ) e
    where turn.ahead < ${most}
    order by turn.received_at, e.stream, e.seq
    limit ${most}`.execute(trx);
  return rows.map(toPending);
}

/** Parked entries that wait for one of these, each stream's in its own order. */
export async function waitingFor(trx: CentralTransaction, ids: readonly EntryId[]): Promise<readonly Pending[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('receipt')
    .innerJoin('entry', (join) =>
      join.onRef('entry.stream', '=', 'receipt.stream').onRef('entry.seq', '=', 'receipt.seq'),
    )
    .select(['entry.stream', 'entry.seq', 'entry.id', 'entry.line'])
    .where('receipt.status', '=', 'parked')
    .where(sql<boolean>`receipt.waits_for = any(${ids}::text[])`)
    .orderBy('entry.stream')
    .orderBy('entry.seq')
    .execute();
  return rows.map(toPending);
}

export function toPending(row: StoredEntry): Pending {
  const { stream, seq, id } = row;
  return { stream: stream as StreamId, seq, id: id as EntryId, read: readEntry(row.line) };
}
