import { Fault } from '../../src-shared/errors.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { Caller } from '../auth/api-key.ts';
import { FairQueue } from './fair-queue.ts';

/** Bytes of bodies in memory at once: hundreds of centres with a backlog, on a small server. */
const MOST_BYTES = 128 * 1024 * 1024;
/** Of these, bodies of blobs: entries find room whatever photos come. */
const MOST_BLOB_BYTES = MOST_BYTES / 2;
/** Work that would wait longer than this is sent away: its counter would give up before it is done. */
const LONGEST_WAIT_MS = 2_500;
/** What work is taken to last before any was measured, and how much the last one counts. */
const FIRST_GUESS_MS = 20;
const WEIGHT = 0.1;
/**
 * Of one stream. A counter sends one batch, three blobs and one poll at a time; the others are those of lines
 * that went dead without a word, which hold their places until they time out.
 */
const MOST_OF_STREAM = { batch: 12, blobs: 12, poll: 6 } as const;
const MOST_POLLS = 5_000;
const MOST_UPLOADS = 400;

export type Lane = keyof typeof MOST_OF_STREAM;
export type BusyWhy = 'stream' | 'bytes' | 'queue' | 'polls' | 'uploads';

export interface AdmissionOptions {
  /** Pieces of work at once; fewer than connections to the database, so that the rest of central goes on. */
  readonly atOnce: number;
  readonly random?: () => number;
  readonly onWait?: (seconds: number) => void;
  readonly onBusy?: (why: BusyWhy) => void;
}

/** What an admitted request holds until it leaves. */
export interface Place {
  /** Does the work when its turn comes: streams one at a time, centres in turn. */
  turn<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Gives back what was held; harmless when called twice. */
  leave(): void;
}

/** Lanes whose requests wait for their turn to work. */
type WorkLane = Exclude<Lane, 'poll'>;

interface Waiting {
  readonly stream: StreamId;
  readonly go: () => void;
}

/**
 * Who may be served now. When all centres come back at once after an outage, central does a few things at a
 * time, keeps a queue as long as it can work off in seconds, and asks everybody else to come again, each at
 * another moment: a bound for memory and for the wait of those it took. Throws `central.busy {retryAfter}`.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #held = new Map<string, number>();
  readonly #queues = { batch: new FairQueue<Waiting>(), blobs: new FairQueue<Waiting>() };
  readonly #working = { batch: new Set<StreamId>(), blobs: 0 };
  #bytes = 0;
  #blobBytes = 0;
  #workMs = FIRST_GUESS_MS;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#queues.batch.length + this.#queues.blobs.length;
  }

  get working(): number {
    return this.#working.batch.size + this.#working.blobs;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get polls(): number {
    return this.#count('poll');
  }

  /** Admits a request before a byte of its body is read; `bytes` is what the body may hold. */
  enter(lane: Lane, { stream, centre }: Pick<Caller, 'stream' | 'centre'>, bytes = 0): Place {
    this.#check(lane, stream, bytes);
    const keys = [lane, `${lane} ${stream}`];
    for (const key of keys) this.#held.set(key, this.#count(key) + 1);
    this.#hold(lane, bytes);
    let gone = false;
    return {
      turn: (work) => this.#turn(lane, { stream, centre }, work),
      leave: () => {
        if (gone) return;
        gone = true;
        this.#hold(lane, -bytes);
        for (const key of keys) {
          const left = this.#count(key) - 1;
          if (left > 0) this.#held.set(key, left);
          else this.#held.delete(key);
        }
      },
    };
  }

  #check(lane: Lane, stream: StreamId, bytes: number): void {
    if (this.#count(`${lane} ${stream}`) >= MOST_OF_STREAM[lane]) throw this.#busy('stream');
    if (this.#bytes + bytes > MOST_BYTES) throw this.#busy('bytes');
    if (lane === 'blobs' && this.#blobBytes + bytes > MOST_BLOB_BYTES) throw this.#busy('bytes');
    if (lane === 'poll' && this.#count('poll') >= MOST_POLLS) throw this.#busy('polls');
    if (lane === 'blobs' && this.#count('blobs') >= MOST_UPLOADS) throw this.#busy('uploads');
    if (lane === 'batch' && this.#expectedMs > LONGEST_WAIT_MS) throw this.#busy('queue');
  }

  #hold(lane: Lane, bytes: number): void {
    this.#bytes += bytes;
    if (lane === 'blobs') this.#blobBytes += bytes;
  }

  /** How long one more would wait. */
  get #expectedMs(): number {
    return (this.waiting * this.#workMs) / this.#options.atOnce;
  }

  /** Come again when about half of what waits now is done or later, each at another moment: by then there is room. */
  #busy(why: BusyWhy): Fault {
    this.#options.onBusy?.(why);
    const { random = Math.random } = this.#options;
    const seconds = Math.max(1_000, this.#expectedMs) / 1_000;
    return new Fault('central.busy', { retryAfter: Math.ceil(seconds * (0.5 + random())) });
  }

  async #turn<Value>(
    lane: Lane,
    { stream, centre }: Pick<Caller, 'stream' | 'centre'>,
    work: () => Promise<Value>,
  ): Promise<Value> {
    if (lane === 'poll') return work();
    const came = performance.now();
    await new Promise<void>((go) => {
      this.#queues[lane].add(centre, { stream, go });
      this.#next();
    });
    const started = performance.now();
    this.#options.onWait?.((started - came) / 1_000);
    try {
      return await work();
    } finally {
      this.#workMs += (performance.now() - started - this.#workMs) * WEIGHT;
      this.#done(lane, stream);
      this.#next();
    }
  }

  /** Entries before blobs; a stream's batches one after the other; blobs in no more than half of the places. */
  #next(): void {
    const { atOnce } = this.#options;
    while (this.working < atOnce) {
      const batch = this.#queues.batch.take(({ stream }) => !this.#working.batch.has(stream));
      if (batch !== undefined) {
        this.#working.batch.add(batch.stream);
        batch.go();
        continue;
      }
      const blobs = this.#working.blobs * 2 < atOnce ? this.#queues.blobs.take(() => true) : undefined;
      if (blobs === undefined) return;
      this.#working.blobs += 1;
      blobs.go();
    }
  }

  #done(lane: WorkLane, stream: StreamId): void {
    if (lane === 'batch') this.#working.batch.delete(stream);
    else this.#working.blobs -= 1;
  }

  #count(key: string): number {
    return this.#held.get(key) ?? 0;
  }
}
