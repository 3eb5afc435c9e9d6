import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BLOBS_PATH } from '../../src-shared/contract/central/blobs.ts';
import { FILES_PATH } from '../../src-shared/contract/central/snapshot.ts';
import { STATUS_PATH } from '../../src-shared/contract/central/trust.ts';
import { Fault } from '../../src-shared/errors.ts';
import { Sha256 } from '../../src-shared/ids.ts';
import { findCaller } from '../auth/api-key.ts';
import { findPhotoFor, readBlob } from '../blobs/read-blob.ts';
import type { Central } from '../central.ts';
import { findFileFor, readFile } from '../snapshots/read-file.ts';
import { readStatusFile } from '../trust/status-lists.ts';
import { toApiError } from './api-error.ts';
import { readRange } from './byte-range.ts';
import { sendError, type Handle } from './reply.ts';

const photoPath = new RegExp(`^${BLOBS_PATH}/([0-9a-f]{64})/bytes$`);
const filePath = new RegExp(`^${FILES_PATH}/([0-9a-f]{64})$`);
const statusPath = new RegExp(`^${STATUS_PATH}/([0-9a-f]{64})$`);

export function isDownload(path: string): boolean {
  return photoPath.test(path) || filePath.test(path) || statusPath.test(path);
}

/** Bytes that never change, named by their hash. */
interface Download {
  readonly size: number;
  readonly read: (from: number) => AsyncGenerator<Buffer>;
}

/**
 * Photos, snapshot files and status lists, whole or from a byte on. A photo goes only to a centre that follows a person
 * whose application names it (`photo.notHere` else), a file only to the centre of its snapshot
 * (`central.snapshotNeeded` else, also when a newer snapshot took its place).
 */
export function createDownloads(central: Central): Handle {
  return async (request, response) => {
    try {
      if (request.method !== 'GET') throw new Fault('input.unknownProcedure');
      const { centre } = await findCaller(central.db, request.headers.authorization, central.now());
      await sendDownload(request, response, await find(central, centre, request.url ?? ''));
    } catch (error) {
      sendError(response, toApiError(error, central.log));
      request.resume();
    }
  };
}

async function find({ db }: Central, centre: string, url: string): Promise<Download> {
  const path = new URL(url, 'http://central').pathname;
  const photo = photoPath.exec(path)?.[1];
  if (photo !== undefined) {
    const found = await findPhotoFor(db, centre, Sha256.parse(photo));
    if (found === undefined) throw new Fault('photo.notHere');
    return { size: found.size, read: (from) => readBlob(db, found, from) };
  }
  const status = statusPath.exec(path)?.[1];
  if (status !== undefined) {
    const bytes = await readStatusFile(db, Sha256.parse(status));
    if (bytes === undefined) throw new Fault('central.snapshotNeeded');
    return { size: bytes.length, read: (from) => whole(bytes.subarray(from)) };
  }
  const sha256 = Sha256.parse(filePath.exec(path)?.[1]);
  const file = await findFileFor(db, centre, sha256);
  if (file === undefined) throw new Fault('central.snapshotNeeded');
  return { size: file.size, read: (from) => readFile(db, sha256, from) };
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function sendDownload(
  request: IncomingMessage,
  response: ServerResponse,
  { size, read }: Download,
): Promise<void> {
  const range = readRange(request.headers.range, size);
  response.setHeader('accept-ranges', 'bytes');
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: size };
  response.writeHead(range === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': to - from,
    'cache-control': 'private, no-store',
    ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${to - 1}/${size}` }),
  });
  // A line that breaks is the client's to mend: it comes back for the rest.
  await pipeline(Readable.from(cut(read(from), to - from)), response).catch(() => response.destroy());
}

async function* cut(pieces: AsyncGenerator<Buffer>, most: number): AsyncGenerator<Buffer> {
  let left = most;
  for await (const piece of pieces) {
    yield piece.subarray(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}
