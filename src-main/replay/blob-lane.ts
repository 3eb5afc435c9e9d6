import { hash } from 'node:crypto';
import { z } from 'zod';
import { MAX_BUNDLED, MAX_BUNDLED_BYTES } from '../../src-shared/contract/central/blobs.ts';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import type { Clock, Log } from '../ports.ts';
import { confirmBlobs, findBlob, placeKey } from '../store/blobs.ts';
import { findMeta, putMeta } from '../store/meta.ts';
import type { Store } from '../store/store.ts';
import { BundlePace, packBundle, type BlobBytes } from './bundle.ts';
import type { CentralAddress, CentralApi } from './central-client.ts';
import type { StepResult } from './lane.ts';
import { uploadBlob } from './upload.ts';

/** Hashes asked about in one call. */
const ASK = 500;
/** Bytes of a hash in such a call, quotes and comma with it. */
const HASH_BYTES = 67;
/** Uploads under way at once: enough to hide a slow line's delay, few enough to leave entries room. */
const AT_ONCE = 3;
/** From this size on an upload's place is kept on disk, to go on after a restart. */
const WORTH_RESUMING = 256 * 1024;

export interface BlobParts {
  readonly api: CentralApi;
  readonly central: CentralAddress;
  readonly store: Store;
  readonly stream: StreamId;
  readonly clock: Clock;
  readonly log: Log;
  /** Entries go first: blobs wait while there are some to send and the line takes them. */
  readonly mustWait: () => boolean;
}

/** Sends photos and reports by their hash: asks which are missing, sends those, confirms what central has. */
export class BlobLane {
  readonly #parts: BlobParts;
  readonly #pace = new BundlePace();
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
    const started = performance.now();
    const { missing } = await api.missingBlobs({ sha256: waiting }, { signal });
    this.#pace.asked(waiting.length * HASH_BYTES, performance.now() - started);
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
        await this.#send(this.#gather(sha256, queue), signal);
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

  /** The blob, with as many small ones behind it as the line takes at once. */
  #gather(first: Sha256, queue: Iterator<Sha256>): readonly BlobBytes[] {
    const group = this.#read(first);
    let bytes = group[0]?.bytes.length ?? 0;
    while (group.length < MAX_BUNDLED && bytes < Math.min(this.#pace.bytes, MAX_BUNDLED_BYTES * group.length)) {
      const next = queue.next();
      if (next.done === true) break;
      const more = this.#read(next.value);
      group.push(...more);
      bytes += more[0]?.bytes.length ?? 0;
    }
    return group;
  }

  async #send(group: readonly BlobBytes[], signal: AbortSignal): Promise<void> {
    const { api, store, clock, stream } = this.#parts;
    const large = group.filter(({ bytes }) => bytes.length > MAX_BUNDLED_BYTES);
    const small = group.filter(({ bytes }) => bytes.length <= MAX_BUNDLED_BYTES);
    const alone = small.length > 1 ? large : group;
    try {
      if (small.length > 1) {
        const started = performance.now();
        await api.bundle({ params: { stream }, body: packBundle(small) }, { signal });
        this.#pace.sentTogether(performance.now() - started);
        confirmBlobs(
          store,
          small.map(({ sha256 }) => sha256),
          clock,
        );
      }
      for (const blob of alone) await this.#upload(blob, signal);
    } catch (error) {
      this.#pace.failed();
      throw error;
    }
  }

  /** The bytes of a blob, once they are what its name says; else nothing, and it is reported. */
  #read(sha256: Sha256): BlobBytes[] {
    const { store, log } = this.#parts;
    const blob = findBlob(store, sha256);
    if (blob !== undefined && hash('sha256', blob.bytes) === sha256) return [{ sha256, bytes: blob.bytes }];
    this.#broken.add(sha256);
    log.error('blob is not what its name says', { sha256 });
    return [];
  }

  async #upload({ sha256, bytes }: BlobBytes, signal: AbortSignal): Promise<void> {
    const { store, clock, central } = this.#parts;
    const large = bytes.length >= WORTH_RESUMING;
    const resumeAt = this.#places.get(sha256) ?? (large ? findMeta(store, placeKey(sha256), z.url()) : undefined);
    const onOpened = (url: string) => {
      this.#places.set(sha256, url);
      if (large) store.transact(() => putMeta(store, placeKey(sha256), url));
    };
    const started = performance.now();
    await uploadBlob(central, { sha256, bytes, resumeAt, onOpened, signal });
    this.#pace.sentAlone(performance.now() - started);
    this.#places.delete(sha256);
    confirmBlobs(store, [sha256], clock);
  }
}
