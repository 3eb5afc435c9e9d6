import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/utils';
import { Sha256 } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';

/** Bytes stored in one row: what a line that breaks all the time loses at most is less than this. */
const PIECE = 256 * 1024;
/** An upload nobody continued is forgotten after this. */
const EXPIRES_MS = 7 * 24 * 3_600_000;

/**
 * The tus store on PostgreSQL: an upload is a row, its bytes are rows of pieces, each committed with
 * the new offset, so that what was acknowledged survives a kill of either end. When the last byte is
 * in, the hash is checked over the stored pieces and the upload becomes the blob of that hash; if
 * another upload was faster, this one is dropped.
 */
export class UploadStore extends DataStore {
  readonly #db: CentralDatabase;
  readonly #now: () => Date;

  constructor(db: CentralDatabase, now: () => Date) {
    super();
    this.#db = db;
    this.#now = now;
    this.extensions = ['creation', 'creation-with-upload', 'expiration'];
  }

  override async create(upload: Upload): Promise<Upload> {
    const now = this.#now();
    const { stream = '', sha256 = '' } = upload.metadata ?? {};
    const row = { id: upload.id, stream: stream ?? '', sha256: sha256 ?? '', size: upload.size ?? 0, created_at: now };
    await this.#db.insertInto('upload').values(row).execute();
    upload.creation_date = now.toISOString();
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const row = await this.#db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw ERRORS.FILE_NOT_FOUND;
    const metadata = { stream: row.stream, sha256: row.sha256 };
    const creation = row.created_at.toISOString();
    return new Upload({ id, size: row.size, offset: row.received, metadata, creation_date: creation });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    let at = offset;
    let held: Buffer[] = [];
    const flush = async () => {
      const bytes = Buffer.concat(held);
      held = [];
      if (bytes.length > 0) at = await this.#append(id, { at, bytes });
    };
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        held.push(chunk);
        if (held.reduce((sum, each) => sum + each.length, 0) >= PIECE) await flush();
      }
    } finally {
      // Also when the line broke: what came before is kept.
      await flush();
    }
    return at;
  }

  override async remove(id: string): Promise<void> {
    await this.#db.deleteFrom('upload').where('id', '=', id).execute();
  }

  override getExpiration(): number {
    return EXPIRES_MS;
  }

  /** Drops unfinished uploads past their time; returns how many. */
  override async deleteExpired(): Promise<number> {
    const before = new Date(this.#now().getTime() - EXPIRES_MS);
    const { numDeletedRows } = await this.#db
      .deleteFrom('upload')
      .where('created_at', '<', before)
      .where('id', 'not in', this.#db.selectFrom('blob').select('upload'))
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  /** Makes a complete upload the blob of its hash; false, and the upload is gone, when its bytes are others. */
  async finish(id: string): Promise<boolean> {
    const upload = await this.#db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const sha256 = Sha256.parse(upload.sha256);
    if ((await this.#hashOf(id)) !== sha256) {
      await this.remove(id);
      return false;
    }
    await this.#db.transaction().execute(async (trx) => {
      const made = await trx
        .insertInto('blob')
        .values({ sha256, size: upload.size, upload: id, stored_at: this.#now() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      await trx.deleteFrom('awaited_blob').where('sha256', '=', sha256).execute();
      if (made.numInsertedOrUpdatedRows !== 1n) {
        const kept = await trx.selectFrom('blob').select('upload').where('sha256', '=', sha256).executeTakeFirst();
        if (kept?.upload !== id) await trx.deleteFrom('upload').where('id', '=', id).execute();
      }
    });
    return true;
  }

  async #append(id: string, { at, bytes }: { at: number; bytes: Buffer }): Promise<number> {
    return this.#db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('upload')
        .set({ received: at + bytes.length })
        .where('id', '=', id)
        .where('received', '=', at)
        .where('size', '>=', at + bytes.length)
        .executeTakeFirst();
      if (moved.numUpdatedRows !== 1n) throw ERRORS.INVALID_OFFSET;
      await trx.insertInto('upload_chunk').values({ upload: id, at, bytes }).execute();
      return at + bytes.length;
    });
  }

  async #hashOf(id: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const bytes of piecesOf(this.#db, id)) hash.update(bytes);
    return hash.digest('hex');
  }
}

/** The bytes of an upload in order, a piece at a time. */
export async function* piecesOf(db: CentralDatabase, upload: string): AsyncGenerator<Buffer> {
  let at = 0;
  for (;;) {
    const piece = await db
      .selectFrom('upload_chunk')
      .select('bytes')
      .where('upload', '=', upload)
      .where('at', '=', at)
      .executeTakeFirst();
    if (piece === undefined) return;
    at += piece.bytes.length;
    yield piece.bytes;
  }
}
