import { Readable } from 'node:stream';
import { Upload } from '@tus/utils';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { MAX_BLOB_BYTES } from '../../src-shared/contract/central/blobs.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import { openerFor } from '../../src-shared/stick/hpke.ts';
import {
  ByteReader,
  openRecords,
  readHeader,
  SealedHeader,
  sealedInfo,
  sealedStatement,
  type StickRecord,
} from '../../src-shared/stick/sealed-file.ts';
import { BlobRecord, UnsentClosing, UnsentOpening } from '../../src-shared/stick/stick-records.ts';
import { ed25519PublicKey, isSigned } from '../auth/signatures.ts';
import { findMissing } from '../blobs/presence.ts';
import { UploadStore } from '../blobs/upload-store.ts';
import type { Central } from '../central.ts';
import { readBatch } from '../ingest/batch-body.ts';
import { checkBatch } from '../ingest/check-batch.ts';
import { receive } from '../ingest/receive.ts';

/** What a file brought; the reply is made from it. */
export interface Imported {
  readonly stream: StreamId;
  readonly opening: UnsentOpening;
  /** New at central. */
  readonly entries: number;
  readonly blobs: number;
  /** Blobs of the file that central holds whole now. */
  readonly held: readonly Sha256[];
}

/** The parts of a central that take a file in. */
export type ImportParts = Pick<Central, 'db' | 'keys' | 'now'>;

/**
 * Takes in a counter's sealed file as if its batches and blobs had come over the line: the same checks, the same
 * transactions, a piece at a time. What came before a break stays, and coming again is harmless. Errors: `export.*`,
 * `central.staleEpoch` when the counter was enrolled anew since, `central.gap` when an earlier file is missing,
 * `central.badChain`, `central.badSignature`.
 */
export async function importFile(parts: ImportParts, source: AsyncIterable<Uint8Array>, by: string): Promise<Imported> {
  const reader = new ByteReader(source);
  const header = parse(SealedHeader, await readHeader(reader));
  if (header.kind !== 'unsent' || header.to !== parts.keys.sealKey) throw new Fault('export.foreign');
  const key = await signerOf(parts, header);
  const privateKey = Buffer.from(parts.keys.sealing.export({ format: 'jwk' }).d ?? '', 'base64url');
  const info = Buffer.from(sealedInfo('unsent'));
  const opener = await openerFor(privateKey, { enc: Buffer.from(header.enc, 'base64'), info });
  const inbox = new Inbox(parts, { stream: header.stream, key });
  for await (const record of openRecords(opener, reader)) await inbox.take(record);
  const { stream, madeAt } = header;
  const imported = inbox.imported;
  const { entries, blobs } = imported;
  await parts.db
    .insertInto('stick_import')
    .values({ stream, made_at: madeAt, imported_at: parts.now(), imported_by: by, entries, blobs })
    .execute();
  return imported;
}

/** The key of the counter that made the file, whose signature it must bear. */
async function signerOf({ db }: ImportParts, header: SealedHeader): Promise<ReturnType<typeof ed25519PublicKey>> {
  const known = db.selectFrom('stream').select(['public_key', 'retired']).where('stream', '=', header.stream);
  const row = await known.executeTakeFirst();
  if (row === undefined) throw new Fault('export.foreign', { stream: header.stream });
  if (row.retired) throw new Fault('central.staleEpoch', { stream: header.stream });
  const key = ed25519PublicKey(row.public_key);
  if (!isSigned(sealedStatement(header), { key, signature: header.signature })) throw new Fault('central.badSignature');
  return key;
}

/** Takes a file's records one by one. */
class Inbox {
  readonly #parts: ImportParts;
  readonly #from: { readonly stream: StreamId; readonly key: ReturnType<typeof ed25519PublicKey> };
  readonly #uploads: UploadStore;
  readonly #held: Sha256[] = [];
  #opening: UnsentOpening | undefined;
  #entries = 0;
  #blobs = 0;
  /** The blob whose pieces are coming. */
  #blob: { readonly record: BlobRecord; pieces: Uint8Array[]; size: number } | undefined;

  constructor(parts: ImportParts, from: { stream: StreamId; key: ReturnType<typeof ed25519PublicKey> }) {
    this.#parts = parts;
    this.#from = from;
    this.#uploads = new UploadStore(parts.db, parts.now);
  }

  get imported(): Imported {
    if (this.#opening === undefined) throw new Fault('export.damaged');
    const { stream } = this.#from;
    return { stream, opening: this.#opening, entries: this.#entries, blobs: this.#blobs, held: this.#held };
  }

  async take({ kind, bytes }: StickRecord): Promise<void> {
    if ((this.#opening === undefined) !== (kind === 'opening')) throw new Fault('export.damaged');
    if ((this.#blob === undefined) === (kind === 'piece')) throw new Fault('export.damaged');
    switch (kind) {
      case 'opening':
        this.#opening = parse(UnsentOpening, bytes);
        return;
      case 'batch':
        return this.#takeBatch(bytes);
      case 'blob': {
        const record = parse(BlobRecord, bytes);
        if (record.size > MAX_BLOB_BYTES) throw new Fault('central.tooLarge', { limit: MAX_BLOB_BYTES });
        this.#blob = { record, pieces: [], size: 0 };
        return;
      }
      case 'piece':
        return this.#takePiece(bytes);
      case 'closing':
        return void parse(UnsentClosing, bytes);
      default:
        throw new Fault('export.damaged');
    }
  }

  async #takeBatch(bytes: Uint8Array): Promise<void> {
    const { stream, key } = this.#from;
    const batch = await readBatch(bytes);
    checkBatch(batch, { id: stream, key });
    const { added } = await receive(this.#parts.db, stream, { batch, at: this.#parts.now() });
    this.#entries += added;
  }

  async #takePiece(bytes: Uint8Array): Promise<void> {
    const blob = this.#blob;
    if (blob === undefined || blob.size + bytes.length > blob.record.size) throw new Fault('export.damaged');
    blob.pieces.push(bytes);
    blob.size += bytes.length;
    if (blob.size < blob.record.size) return;
    this.#blob = undefined;
    await this.#keep(blob.record, blob.pieces);
  }

  /** A blob whose bytes are not what its name says was damaged at the counter: it is left out, the others are not. */
  async #keep({ sha256, size }: BlobRecord, pieces: readonly Uint8Array[]): Promise<void> {
    const missing = await findMissing(this.#parts.db, [sha256]);
    if (missing.length > 0) {
      const id = randomBytes(16).toString('hex');
      const upload = new Upload({ id, size, offset: 0, metadata: { sha256, stream: this.#from.stream } });
      await this.#uploads.create(upload);
      await this.#uploads.write(Readable.from(pieces), id, 0);
      if (!(await this.#uploads.finish(id))) return;
      this.#blobs += 1;
    }
    this.#held.push(sha256);
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new Fault('export.damaged', {}, { cause });
  }
}
