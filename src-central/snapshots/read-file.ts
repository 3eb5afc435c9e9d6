import { sql } from 'kysely';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

/** Bytes read from the database at a time. */
const PIECE = 256 * 1024;

/** Size of a file of one of the centre's snapshots; undefined for any other. */
export async function findFileFor(
  db: CentralDatabase,
  centre: string,
  sha256: Sha256,
): Promise<{ size: number } | undefined> {
  const { rows } = await sql<{ size: number }>`
    select length(bytes)::bigint as size from snapshot_file
    where sha256 = ${sha256}
      and exists (select from snapshot where centre = ${centre} and position(${sha256} in files) > 0)`.execute(db);
  return rows[0];
}

export async function* readFile(db: CentralDatabase, sha256: Sha256, from: number): AsyncGenerator<Buffer> {
  for (let at = from; ;) {
    const { rows } = await sql<{ piece: Buffer }>`
      select substring(bytes from ${at + 1}::int for ${PIECE}::int) as piece
      from snapshot_file where sha256 = ${sha256}`.execute(db);
    const piece = rows[0]?.piece;
    if (piece === undefined || piece.length === 0) return;
    at += piece.length;
    yield piece;
  }
}
