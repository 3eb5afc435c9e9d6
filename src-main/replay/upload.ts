import { Upload, type DetailedError } from 'tus-js-client';
import { CHECKSUM_MISMATCH, UPLOADS_PATH } from '../../src-shared/contract/central/blobs.ts';
import { Fault } from '../../src-shared/errors.ts';
import { faultOfAnswer, toCentralFault } from './central-fault.ts';
import type { CentralAddress } from './central-client.ts';
import { FetchStack } from './fetch-stack.ts';
import { checkSecure } from './guarded-fetch.ts';

/** Bytes of one request: what a broken line costs at most. */
const PIECE = 512 * 1024;

export interface UploadAsk {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** Where an earlier, broken upload of these bytes goes on. */
  readonly resumeAt: string | undefined;
  /** Called once central has opened the upload. */
  readonly onOpened: (url: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends one blob by tus 1.0, going on where an earlier try broke off. Ends when central has checked
 * the hash. Throws `central.*`; retrying is the lane's part, for it knows the whole line.
 */
export function uploadBlob(central: CentralAddress, ask: UploadAsk): Promise<void> {
  checkSecure(central.url);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const upload = new Upload(Buffer.from(ask.bytes), {
    endpoint: new URL(UPLOADS_PATH, central.url).href,
    uploadUrl: ask.resumeAt ?? null,
    metadata: { sha256: ask.sha256 },
    headers: { authorization: `Bearer ${central.apiKey}` },
    chunkSize: PIECE,
    retryDelays: [],
    uploadDataDuringCreation: true,
    storeFingerprintForResuming: false,
    httpStack: new FetchStack(central.fetch, ask.signal),
    onUploadUrlAvailable: () => {
      if (upload.url !== null) ask.onOpened(upload.url);
    },
    onSuccess: () => resolve(),
    onError: (error) => reject(faultOf(error)),
  });
  upload.start();
  return promise;
}

function faultOf(error: Error | DetailedError): Fault {
  const cause = 'causingError' in error ? error.causingError : null;
  if (cause instanceof Fault) return cause;
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (response === null) return toCentralFault(cause ?? error);
  const status = response.getStatus();
  // The bytes changed on the way, or here: begun anew, checked here first.
  if (status === CHECKSUM_MISMATCH) return new Fault('central.fault', { status });
  return faultOfAnswer({ status, body: response.getBody(), retryAfter: response.getHeader('retry-after') ?? null });
}
