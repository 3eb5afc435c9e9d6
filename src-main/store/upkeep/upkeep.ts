import { Fault } from '../../../src-shared/errors.ts';
import type { StreamId } from '../../../src-shared/ids.ts';
import type { RuleBooks } from '../../../src-shared/catalogue/rule-book.ts';
import type { FieldPolicy } from '../../policy/field-policy.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Journal } from '../journal.ts';
import { trustedNow } from '../server-clock.ts';
import type { Store } from '../store.ts';
import { Ballast } from './ballast.ts';
import { dropBlobs } from './drop-blobs.ts';
import { emptyBodies } from './empty-bodies.ts';
import { StampFile } from './stamp.ts';

/** How often the counter is looked at; when nothing was written between two looks it is idle. */
const LOOK_MS = 3_000;
/** Looks without anything to clear away before it is searched for again: about ten minutes. */
const REST_LOOKS = 200;
const DAY_MS = 86_400_000;
/** Rows and pages in one step: a few milliseconds, so that an act that comes now waits for no more. */
const STEP = { blobs: 50, bodies: 200, pages: 500 } as const;
/** Free pages not worth moving others for. */
const SPARE_PAGES = 2_000;

export interface UpkeepParts {
  readonly dataDir: string;
  readonly store: Store;
  readonly journal: Journal;
  readonly rules: RuleBooks;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: FieldPolicy;
  readonly freeBytes: () => number;
  readonly stream: () => StreamId | undefined;
  /** Something the status bar shows may have changed. */
  readonly changed: () => void;
}

/**
 * What a counter does for its store when nobody needs it: empties the log into the file, keeps the ballast and the
 * stamp, lets go what central has long confirmed, and gives free pages back to the disk. Little by little: work that
 * begins finds the store free. On a full disk it gives up the ballast, so that begun work can be finished.
 */
export class Upkeep {
  readonly #parts: UpkeepParts;
  readonly #ballast: Ballast;
  readonly #stamp: StampFile;
  #timer: NodeJS.Timeout | undefined;
  #seen = -1;
  #clean = 0;
  #rest = 0;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
    this.#ballast = new Ballast(parts.dataDir, parts.policy.ballastBytes);
    this.#stamp = new StampFile(parts.dataDir, parts.store);
  }

  /** Bytes free for new work: without those that a ballast given up will take again. */
  get room(): number {
    return Math.max(0, this.#parts.freeBytes() - this.#ballast.owed);
  }

  start(): void {
    const { store, journal, stream } = this.#parts;
    store.onFull(() => this.#relieve());
    const own = stream();
    if (own !== undefined) this.#stamp.check(own);
    this.#seen = journal.appended;
    this.#clean = store.writes;
    this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  /** One look, done by itself every few seconds; resolves when a ballast that it began to make is there. Never rejects. */
  async look(): Promise<void> {
    const { journal, store } = this.#parts;
    const idle = journal.appended === this.#seen;
    this.#seen = journal.appended;
    this.#writeStamp();
    if (!idle) return;
    if (store.writes !== this.#clean) {
      this.checkpoint();
      this.#clean = store.writes;
    }
    this.#rest -= 1;
    if (this.#rest <= 0 && !this.#tidy()) this.#rest = REST_LOOKS;
    await this.#holdBallast();
  }

  async stop(): Promise<void> {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#writeStamp();
    await this.#ballast.settled();
    this.checkpoint();
  }

  /** Empties the log into the file; where there is no room even for that, the ballast makes some. */
  checkpoint(): void {
    try {
      this.#parts.store.checkpoint();
    } catch (error) {
      if (isFull(error) && this.#ballast.release()) return this.checkpoint();
      // The log stays as long as it is needed: it is emptied another time.
      this.#parts.log.warn('the log was not emptied', { code: codeOf(error) });
    }
  }

  /** One step of clearing away; true when there is more to do. */
  #tidy(): boolean {
    const { store, policy, rules, log } = this.#parts;
    try {
      const blobs = store.transact(() => dropBlobs(store, { before: this.#ago(policy.blobDays), most: STEP.blobs }));
      const before = this.#ago(policy.bodyDays);
      const bodies = store.transact(() => emptyBodies(store, { before, most: STEP.bodies, rules }));
      return blobs > 0 || bodies > 0 || this.#giveBack();
    } catch (error) {
      log.warn('nothing was cleared away', { code: codeOf(error) });
      return false;
    }
  }

  /** Free pages leave the file; true when there are more. */
  #giveBack(): boolean {
    const { store } = this.#parts;
    if (Number(store.pragma('freelist_count')) <= SPARE_PAGES) return false;
    // By `exec`, which runs it to its end: read as a value it would free one page.
    store.exec(`pragma incremental_vacuum(${STEP.pages})`);
    this.checkpoint();
    return true;
  }

  #relieve(): void {
    if (!this.#ballast.release()) return;
    this.#parts.log.warn('the disk is full: the ballast was given up');
    this.checkpoint();
    this.#parts.changed();
  }

  async #holdBallast(): Promise<void> {
    const { freeBytes, policy } = this.#parts;
    await this.#ballast.hold({ freeBytes: freeBytes(), keepFree: policy.freeDiskBytes.stop });
  }

  #writeStamp(): void {
    const stream = this.#parts.stream();
    if (stream !== undefined) this.#stamp.write(stream);
  }

  #ago(days: number): string {
    return new Date(Date.parse(trustedNow(this.#parts)) - days * DAY_MS).toISOString();
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Fault && error.code === 'store.full';
}

function codeOf(error: unknown): string {
  return error instanceof Fault ? error.code : 'internal.fault';
}
