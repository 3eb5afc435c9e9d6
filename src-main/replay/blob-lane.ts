import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { Clock, Log } from '../ports.ts';
import { confirmBlobs, findBlob, placeKey } from '../store/blobs.ts';
import { findMeta, putMeta } from '../store/meta.ts';
import type { Store } from '../store/store.ts';
import type { CentralAddress, CentralApi } from './central-client.ts';
import type { StepResult } from './lane.ts';
import { uploadBlob } from './upload.ts';

/** Hashes asked about in one call. */
const ASK = 100;
/** Uploads under way at once: enough to hide a slow line's delay, few enough to leave entries room. */
const AT_ONCE = 2;
/** From this size on an upload's place is kept on disk, to go on after a restart. */
const WORTH_RESUMING = 256 * 1024;

export interface BlobParts {
  readonly api: CentralApi;
  readonly central: CentralAddress;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Entries go first: blobs wait while there are some to send and the line takes them. */
  readonly mustWait: () => boolean;
}

/** Sends photos and reports by their hash: asks which are missing, sends those, confirms what central has. */
export class BlobLane {
  readonly #parts: BlobParts;
  readonly #places = new Map<string, string>();
  /** Blobs whose bytes here no longer match their hash: reported, not tried again until a restart. */
  readonly #broken = new Set<string>();

  constructor(parts: BlobParts) {
    this.#parts = parts;
  }

  async step(signal: AbortSignal): Promise<StepResult> {
    const { api, store, clock, mustWait } = this.#parts;
    if (mustWait()) return 'idle';
    const waiting = this.#waiting();
    if (waiting.length === 0) return 'idle';
    const { missing } = await api.missingBlobs({ sha256: waiting }, { signal });
    const lacking = new Set<string>(missing);
    confirmBlobs(
      store,
      waiting.filter((each) => !lacking.has(each)),
      clock,
    );
    const queue = missing.values();
    const worker = async () => {
      for (const sha256 of queue) {
        if (mustWait() || signal.aborted) return;
        await this.#send(sha256, signal);
      }
    };
    const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    const failed = results.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return mustWait() ? 'idle' : 'more';
  }

  /** Is there something to send that can be sent? */
  get hasWork(): boolean {
    return this.#waiting().length > 0;
  }

  #waiting(): Sha256[] {
    const { store } = this.#parts;
    const query = store.sql.selectFrom('blob_delivery').select('sha256').where('confirmed_at', 'is', null);
    const rows = store.all(query.limit(ASK + this.#broken.size));
    return rows.map((row) => row.sha256 as Sha256).filter((each) => !this.#broken.has(each));
  }

  async #send(sha256: Sha256, signal: AbortSignal): Promise<void> {
    const { store, clock, central, log } = this.#parts;
    const blob = findBlob(store, sha256);
    if (blob === undefined || createHash('sha256').update(blob.bytes).digest('hex') !== sha256) {
      this.#broken.add(sha256);
      log.error('blob is not what its name says', { sha256 });
      return;
    }
    const large = blob.bytes.length >= WORTH_RESUMING;
    const resumeAt = this.#places.get(sha256) ?? (large ? findMeta(store, placeKey(sha256), z.url()) : undefined);
    const onOpened = (url: string) => {
      this.#places.set(sha256, url);
      if (large) store.transact(() => putMeta(store, placeKey(sha256), url));
    };
    await uploadBlob(central, { sha256, bytes: blob.bytes, resumeAt, onOpened, signal });
    this.#places.delete(sha256);
    confirmBlobs(store, [sha256], clock);
  }
}
