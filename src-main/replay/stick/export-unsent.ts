import { sign, type KeyObject } from 'node:crypto';
import { MAX_BATCH_BYTES, MAX_BATCH_ENTRIES } from '../../../src-shared/contract/central/batch.ts';
import type { ExportPlace } from '../../../src-shared/contract/counter/replay.ts';
import { Fault } from '../../../src-shared/errors.ts';
import type { StreamId } from '../../../src-shared/ids.ts';
import { sealerTo } from '../../../src-shared/stick/hpke.ts';
import { sealedInfo, sealedStatement, sealRecords, type StickRecord } from '../../../src-shared/stick/sealed-file.ts';
import { PIECE_BYTES, type UnsentOpening } from '../../../src-shared/stick/stick-records.ts';
import type { Clock } from '../../ports.ts';
import { findBlob } from '../../store/blobs.ts';
import type { Store } from '../../store/store.ts';
import { packBatch } from '../batch.ts';
import { remainingNumbers } from '../numbers.ts';
import { findSealKey, readCursor, unsentEntries } from '../replay-store.ts';
import { replyKeyPair } from './reply-key.ts';

/** About how many bytes one file takes: bounds the memory of either end, and fits the smallest stick. */
const FILE_BYTES = 64 * 1024 * 1024;
/** Bytes of entries before compression in one batch, as `push` has it. */
const RAW_BYTES = 8 * 1024 * 1024;

export interface ExportParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly stream: StreamId;
  /** Signs batches and files. */
  readonly key: KeyObject;
  /** About how many bytes one file takes; a test needs less. */
  readonly fileBytes?: number;
}

/** What is in a file, known once it is written. */
export interface ExportedUnsent {
  entries: number;
  blobs: number;
  next: ExportPlace | null;
}

/**
 * Writes one sealed file of what waits: the same signed batches that `push` would send, then blobs. A piece at a
 * time, so that the backlog is never in memory. Errors: `export.notYet` before central's key is known.
 */
export async function exportUnsent(
  parts: ExportParts,
  after: ExportPlace | null,
): Promise<{ readonly chunks: AsyncIterable<Uint8Array>; readonly done: ExportedUnsent; readonly madeAt: string }> {
  const { store, clock, stream, key } = parts;
  const sealKey = findSealKey(store);
  if (sealKey === undefined) throw new Fault('export.notYet');
  const madeAt = new Date(clock.now()).toISOString();
  const sealer = await sealerTo(Buffer.from(sealKey, 'base64'), Buffer.from(sealedInfo('unsent')));
  const enc = Buffer.from(sealer.enc).toString('base64');
  const claims = { kind: 'unsent' as const, stream, to: sealKey, enc, madeAt };
  const signature = sign(null, Buffer.from(sealedStatement(claims)), key).toString('base64');
  const done: ExportedUnsent = { entries: 0, blobs: 0, next: null };
  const header = Buffer.from(JSON.stringify({ ...claims, signature }));
  return { chunks: sealRecords(header, sealer, recordsOf(parts, { after, done })), done, madeAt };
}

async function* recordsOf(
  parts: ExportParts,
  { after, done }: { after: ExportPlace | null; done: ExportedUnsent },
): AsyncGenerator<StickRecord> {
  const { store, clock, stream } = parts;
  const { acked, feed } = readCursor(store);
  const opening: UnsentOpening = {
    replyKey: replyKeyPair(store).publicKey.toString('base64'),
    feed,
    remaining: remainingNumbers(store, stream, clock),
  };
  yield record('opening', opening);
  const room = { left: parts.fileBytes ?? FILE_BYTES };
  let seq = Math.max(acked, after?.seq ?? 0);
  for await (const batch of batchesOf(parts, seq)) {
    yield { kind: 'batch', bytes: batch.bytes };
    done.entries += batch.to - seq;
    seq = batch.to;
    room.left -= batch.bytes.length;
    if (room.left <= 0) {
      done.next = { seq, blob: '' };
      break;
    }
  }
  if (done.next === null) {
    for (const { sha256, size, bytes } of waitingBlobs(store, after?.blob ?? '')) {
      yield record('blob', { sha256, size });
      for (let at = 0; at < size; at += PIECE_BYTES)
        yield { kind: 'piece', bytes: bytes.subarray(at, at + PIECE_BYTES) };
      done.blobs += 1;
      room.left -= size;
      if (room.left <= 0) {
        done.next = { seq, blob: sha256 };
        break;
      }
    }
  }
  yield record('closing', { entries: done.entries, blobs: done.blobs });
}

/** Batches as `push` would make them on a good line. */
async function* batchesOf(parts: ExportParts, after: number): AsyncGenerator<{ bytes: Uint8Array; to: number }> {
  let seq = after;
  let most = MAX_BATCH_ENTRIES;
  for (;;) {
    const entries = unsentEntries(parts.store, parts.stream, { after: seq, most, bytes: RAW_BYTES });
    const last = entries.at(-1);
    if (last === undefined) return;
    const bytes = await (await packBatch(entries, parts)).bytes();
    if (bytes.length > MAX_BATCH_BYTES && entries.length > 1) {
      most = Math.max(1, Math.floor(entries.length / 2));
      continue;
    }
    yield { bytes, to: last.seq };
    seq = last.seq;
  }
}

/** Blobs that central has not confirmed, one at a time, in the order of their hashes; one that is gone is left out. */
function* waitingBlobs(store: Store, after: string): Generator<{ sha256: string; size: number; bytes: Uint8Array }> {
  let last = after;
  for (;;) {
    const waiting = store.sql.selectFrom('blob_delivery').select('sha256').where('confirmed_at', 'is', null);
    const row = store.get(waiting.where('sha256', '>', last).orderBy('sha256').limit(1));
    if (row === undefined) return;
    last = row.sha256;
    const blob = findBlob(store, row.sha256);
    if (blob !== undefined) yield { sha256: row.sha256, size: blob.bytes.length, bytes: blob.bytes };
  }
}

function record(kind: StickRecord['kind'], value: unknown): StickRecord {
  return { kind, bytes: Buffer.from(JSON.stringify(value)) };
}
