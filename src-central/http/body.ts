import type { IncomingMessage } from 'node:http';
import { BATCH_TYPE, MAX_BATCH_BYTES } from '../../src-shared/contract/central/batch.ts';
import { BUNDLE_TYPE, MAX_BUNDLE_BYTES } from '../../src-shared/contract/central/blobs.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Lane } from './admission.ts';

const JSON_LIMIT = 128 * 1024;
/** Read and thrown away after a refusal, so that the sender can finish and read the answer. */
const DRAIN_LIMIT = 8 * 1024 * 1024;

/**
 * The body of an API request: a blob for a batch or a bundle, in the lane that admitted it alone, and a JSON value for
 * all others. Throws `central.tooLarge` at the limit of its kind, whether or not the length was announced.
 */
export async function readBody(request: IncomingMessage, lane: Lane | undefined): Promise<unknown> {
  const type = request.headers['content-type']?.split(';')[0]?.trim() ?? '';
  if (lane === 'batch' && type === BATCH_TYPE) return fileOf(await readBytes(request, MAX_BATCH_BYTES), type);
  if (lane === 'blobs' && type === BUNDLE_TYPE) return fileOf(await readBytes(request, MAX_BUNDLE_BYTES), type);
  const bytes = await readBytes(request, JSON_LIMIT);
  if (bytes.length === 0) return undefined;
  if (type !== 'application/json') throw new Fault('input.malformed', { path: 'content-type' });
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Fault('input.malformed', { path: 'body' }, { cause: error });
  }
}

/**
 * The bytes that a file stands for. The contract wants a file; one that holds the bytes would cost a copy to make and two
 * more to read back, and with megabytes each the collector more than all the rest: so it is empty.
 */
const standsFor = new WeakMap<File, Buffer>();

function fileOf(bytes: Buffer<ArrayBuffer>, type: string): File {
  const file = new File([], 'body', { type });
  standsFor.set(file, bytes);
  return file;
}

/** The bytes of a file that came as a body. */
export async function bytesOf(file: File): Promise<Buffer> {
  return standsFor.get(file) ?? Buffer.from(await file.arrayBuffer());
}

/** All bytes of a request, at most `limit`. What is announced as more than anybody would wait for is not read at all. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer<ArrayBuffer>> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let size = 0;
  if (announced <= DRAIN_LIMIT) {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > DRAIN_LIMIT) break;
    }
  }
  if (announced <= limit && size <= limit) return Buffer.concat(chunks);
  throw new Fault('central.tooLarge', { limit });
}
