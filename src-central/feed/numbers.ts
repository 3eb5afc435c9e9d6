import { sql } from 'kysely';
import type { CentralTransaction } from '../database/database.ts';

/** Channel on which centres with news are named (PostgreSQL NOTIFY). */
export const FEED_CHANNEL = 'parwana_feed';

/** Any number, the same in every central: one appender at a time settles and numbers what it settled. */
export const SETTLE_LOCK = 7_021_002;

/**
 * Takes the next change numbers and answers the last one before them. The head's row stays locked till
 * commit, so numbers become visible in their order, without gaps between those who take them.
 */
export async function takeNumbers(trx: CentralTransaction, count: number): Promise<number> {
  const row = await trx
    .updateTable('feed_head')
    .set((eb) => ({ change: eb('change', '+', count) }))
    .returning('change')
    .executeTakeFirstOrThrow();
  return row.change - count;
}

/** Wakes the long polls of a centre once the caller's transaction commits. */
export async function ring(trx: CentralTransaction, centre: string): Promise<void> {
  await sql`select pg_notify(${FEED_CHANNEL}, ${centre})`.execute(trx);
}
