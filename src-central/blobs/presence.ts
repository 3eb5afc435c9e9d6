import { sql } from 'kysely';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

/** Which of these blobs central does not hold whole and checked. */
export async function findMissing(db: CentralDatabase, wanted: readonly Sha256[]): Promise<Sha256[]> {
  const rows = await db
    .selectFrom('blob')
    .select('sha256')
    .where(sql<boolean>`sha256 = any(${wanted}::text[])`)
    .execute();
  const held = new Set(rows.map((row) => row.sha256));
  return wanted.filter((each) => !held.has(each));
}
