import { sql } from 'kysely';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

export interface StoredBlob {
  readonly size: number;
  readonly upload: string;
}

/** A photo that an application of a subject names which the centre follows; undefined for any other. */
export async function findPhotoFor(
  db: CentralDatabase,
  centre: string,
  sha256: Sha256,
): Promise<StoredBlob | undefined> {
  const { rows } = await sql<StoredBlob>`
    select blob.size, blob.upload from blob
    where blob.sha256 = ${sha256} and exists (
      select from application
      join subject_centre on subject_centre.subject = application.subject and subject_centre.centre = ${centre}
      where application.photo = ${sha256}
    )`.execute(db);
  return rows[0];
}

/** The bytes of a blob from a place on, a stored piece at a time. */
export async function* readBlob(db: CentralDatabase, { upload }: StoredBlob, from: number): AsyncGenerator<Buffer> {
  for (let at = from; ;) {
    const piece = await db
      .selectFrom('upload_chunk')
      .select(['at', 'bytes'])
      .where('upload', '=', upload)
      .where('at', '<=', at)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst();
    const bytes = piece?.bytes.subarray(at - piece.at);
    if (bytes === undefined || bytes.length === 0) return;
    at += bytes.length;
    yield bytes;
  }
}
