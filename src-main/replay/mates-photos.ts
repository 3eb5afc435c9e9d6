import { BLOBS_PATH, MAX_BLOB_BYTES } from '../../src-shared/contract/central/blobs.ts';
import { Fault } from '../../src-shared/errors.ts';
import { streamParts, type Sha256, type StreamId } from '../../src-shared/ids.ts';
import type { Clock, Log } from '../ports.ts';
import { findBlob, storeFetched } from '../store/blobs.ts';
import { isStaging } from '../store/snapshot.ts';
import type { Store } from '../store/store.ts';
import { wantedFiles } from '../store/trust.ts';
import type { CentralAddress, CentralApi } from './central-client.ts';
import { download, forgetDownload, forgetOtherDownloads } from './download.ts';
import type { StepResult } from './lane.ts';
import { photosNeeded } from './photos-needed.ts';

/** Fetched at once: a slow line has entries to carry too. */
const AT_ONCE = 2;
/** A person who waits for a photo waits no longer than this. */
const IN_PERSON_MS = 8_000;

export interface MatesPhotosParts {
  readonly api: CentralApi;
  readonly central: CentralAddress;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly stream: StreamId;
  /** Own entries and own photos go first while the line takes them. */
  readonly mustWait: () => boolean;
  /** How long a person waits for a photo; eight seconds where it is not given. */
  readonly inPersonMs?: number;
}

/**
 * Brings down the photos that centre mates took and that this counter will need: of cases under way and of
 * licences still to be printed. Central may not have one yet, for entries travel before photos: then it is
 * looked for again.
 */
export class MatesPhotos {
  readonly #parts: MatesPhotosParts;
  readonly #fetching = new Map<Sha256, Promise<void>>();

  constructor(parts: MatesPhotosParts) {
    this.#parts = parts;
  }

  async step(signal: AbortSignal): Promise<StepResult> {
    const { api, store, clock, stream, mustWait } = this.#parts;
    if (mustWait()) return 'idle';
    const needed = photosNeeded(store, { centre: streamParts(stream).centre, now: clock.now() });
    // Of photos that came another way or are needed no more, and of files of a snapshot that another took the place of.
    if (!isStaging(store))
      forgetOtherDownloads(store, new Set([...needed, ...this.#fetching.keys(), ...wantedFiles(store)]));
    if (needed.length === 0) return 'idle';
    const { missing } = await api.missingBlobs({ sha256: needed }, { signal });
    const queue = needed.filter((each) => !missing.includes(each)).values();
    const worker = async () => {
      for (const sha256 of queue) {
        if (mustWait() || signal.aborted) return;
        await this.#fetchOne(sha256, signal);
      }
    };
    const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    const failed = results.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return 'idle';
  }

  /** Fetches a photo at once for somebody who waits for it; false when it cannot be had now. */
  async fetchNow(sha256: Sha256): Promise<boolean> {
    const limit = AbortSignal.timeout(this.#parts.inPersonMs ?? IN_PERSON_MS);
    try {
      // The lane may be at it already, and it has more patience.
      await Promise.race([this.#fetchOne(sha256, limit), ranOut(limit)]);
    } catch (error) {
      this.#parts.log.info('a photo did not come', { code: error instanceof Fault ? error.code : 'internal.fault' });
    }
    return findBlob(this.#parts.store, sha256) !== undefined;
  }

  /** One at a time a photo, whoever asks for it. */
  async #fetchOne(sha256: Sha256, signal: AbortSignal): Promise<void> {
    const running = this.#fetching.get(sha256) ?? this.#fetch(sha256, signal);
    this.#fetching.set(sha256, running);
    try {
      await running;
    } finally {
      this.#fetching.delete(sha256);
    }
  }

  async #fetch(sha256: Sha256, signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#parts;
    const path = `${BLOBS_PATH}/${sha256}/bytes`;
    try {
      const bytes = await download(this.#parts, { sha256, path, most: MAX_BLOB_BYTES, signal });
      const at = new Date(clock.now()).toISOString();
      store.transact(() => {
        storeFetched(store, { sha256, bytes, type: 'image/jpeg' }, at);
        forgetDownload(store, sha256);
      });
    } catch (error) {
      // Not this centre's to see, or gone: the line works, and the next one may come.
      if (!(error instanceof Fault) || error.code !== 'photo.notHere') throw error;
    }
  }
}

/** Rejects with `central.slow` when a limit of time is reached. */
function ranOut(limit: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    limit.addEventListener('abort', () => reject(new Fault('central.slow')), { once: true });
  });
}
