import { Sha256 } from '../../src-shared/ids.ts';
import { piecesOf } from '../blobs/upload-store.ts';
import type { CentralDatabase } from '../database/database.ts';

export interface Photo {
  readonly type: string;
  readonly bytes: Buffer;
}

/** A blob that is a picture by its first bytes; undefined for one that is not, or is not here. */
export async function findPhoto(db: CentralDatabase, name: string): Promise<Photo | undefined> {
  const sha256 = Sha256.safeParse(name);
  if (!sha256.success) return undefined;
  const blob = await db.selectFrom('blob').select('upload').where('sha256', '=', sha256.data).executeTakeFirst();
  if (blob === undefined) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of piecesOf(db, blob.upload)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const type = pictureType(bytes);
  return type === undefined ? undefined : { type, bytes };
}

function pictureType(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  return bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a' ? 'image/png' : undefined;
}
