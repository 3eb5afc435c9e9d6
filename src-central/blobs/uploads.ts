import { randomBytes } from 'node:crypto';
import { MemoryLocker, Server } from '@tus/server';
import { CHECKSUM_MISMATCH, MAX_BLOB_BYTES, UPLOADS_PATH } from '../../src-shared/contract/central/blobs.ts';
import { centralStatus } from '../../src-shared/contract/central/faults.ts';
import { Sha256 } from '../../src-shared/ids.ts';
import { findCaller } from '../auth/api-key.ts';
import type { Central } from '../central.ts';
import type { Place } from '../http/admission.ts';
import { toApiError } from '../http/api-error.ts';
import { sendError, type Handle } from '../http/reply.ts';
import { UploadStore } from './upload-store.ts';

/** What an upload holds in memory: the piece that is being stored and the one that comes in. */
const UPLOAD_BYTES = 512 * 1024;
/** Uploads that nobody continued are looked for this often, when a new one begins. */
const TIDY_EVERY_MS = 3_600_000;

const BAD_METADATA = { status_code: 400, body: 'Upload-Metadata must hold sha256 in hex' };
const NOT_FOUND = { status_code: 404, body: 'No such upload' };
const MISMATCH = { status_code: CHECKSUM_MISMATCH, body: 'Checksum mismatch' };

/**
 * Uploads by tus 1.0 (https://tus.io/protocols/resumable-upload). The key is checked before tus sees
 * the request; an upload is known only to the stream that began it. The lock lives in this process:
 * behind several centrals a broken tie ends in 409 by the offset in the database, never in wrong bytes.
 */
export function createUploads(central: Central): Handle {
  const store = new UploadStore(central.db, central.now);
  const callers = new WeakMap<object, string>();
  const streamOf = (request: Request): string => callers.get(nodeRequestOf(request)) ?? '';
  let tidied = central.now().getTime();
  const tidy = () => {
    const now = central.now().getTime();
    if (now - tidied < TIDY_EVERY_MS) return;
    tidied = now;
    store.deleteExpired().catch((error: unknown) => central.log.warn({ error }, 'uploads'));
  };
  const server = new Server({
    path: UPLOADS_PATH,
    datastore: store,
    locker: new MemoryLocker(),
    maxSize: MAX_BLOB_BYTES,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: () => randomBytes(16).toString('hex'),
    onUploadCreate: async (request, upload) => {
      tidy();
      const sha256 = Sha256.safeParse(upload.metadata?.['sha256']);
      if (!sha256.success || upload.size === undefined || upload.size === 0) throw BAD_METADATA;
      return { metadata: { sha256: sha256.data, stream: streamOf(request) } };
    },
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST') return;
      const upload = await store.getUpload(id);
      if (upload.metadata?.['stream'] !== streamOf(request)) throw NOT_FOUND;
    },
    onUploadFinish: async (_request, upload) => {
      if (!(await store.finish(upload.id))) throw MISMATCH;
      return {};
    },
  });
  return async (request, response) => {
    let place: Place;
    try {
      const caller = await findCaller(central.db, request.headers.authorization, central.now());
      place = central.admission.enter('blobs', caller, UPLOAD_BYTES);
      callers.set(request, caller.stream);
    } catch (error) {
      sendError(response, toApiError(error, central.log));
      request.resume();
      return;
    }
    try {
      if (Number(request.headers['content-length'] ?? 0) > MAX_BLOB_BYTES) {
        response.writeHead(centralStatus['central.tooLarge'], { connection: 'close' }).end();
        return;
      }
      await server.handle(request, response);
    } finally {
      place.leave();
    }
  };
}

/** The Node request behind the web request that tus hands to its hooks. */
function nodeRequestOf(request: Request): object {
  return (request as { runtime?: { node?: { req?: object } } }).runtime?.node?.req ?? request;
}
