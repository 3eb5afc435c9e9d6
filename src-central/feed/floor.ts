import { sql } from 'kysely';
import type { FeedQuery } from '../../src-shared/contract/central/feed.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { CentreCode } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

/**
 * Throws `central.snapshotNeeded` when the feed no longer holds what comes after a change, or when a
 * counter without anything would have to fetch very much of it change by change.
 */
export async function checkFloor(
  db: CentralDatabase,
  { centre, after, much }: { centre: CentreCode; after: number; much: number },
): Promise<void> {
  const floor = await db.selectFrom('feed_floor').select('change').where('centre', '=', centre).executeTakeFirst();
  if (floor !== undefined && after < floor.change) throw new Fault('central.snapshotNeeded', { change: floor.change });
  if (after === 0 && (await countBehind(db, { centre, after, most: much })) > much) {
    throw new Fault('central.snapshotNeeded', { change: 0 });
  }
}

/**
 * Throws `central.rolledBack` when the change a counter took last is not the one that is here under its
 * number: then this database was set back since, and went another way.
 */
export async function checkSeen(
  db: CentralDatabase,
  centre: CentreCode,
  { seen, seenAt }: Pick<FeedQuery, 'seen' | 'seenAt'>,
): Promise<void> {
  if (seen === undefined) return;
  const row = await db.selectFrom('change').select(['at', 'centre']).where('change', '=', seen).executeTakeFirst();
  if (row?.at === seenAt && row?.centre === centre) return;
  // Old changes are removed once a snapshot holds them.
  const floor = await db.selectFrom('feed_floor').select('change').where('centre', '=', centre).executeTakeFirst();
  if (row !== undefined || seen > (floor?.change ?? 0)) throw new Fault('central.rolledBack', { change: seen });
}

/** Changes of a centre after one; counted as far as it matters. */
export async function countBehind(
  db: CentralDatabase,
  { centre, after, most }: { centre: string; after: number; most: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from change where centre = ${centre} and change > ${after} limit ${most + 1}
    ) as behind`.execute(db);
  return rows[0]?.count ?? 0;
}
