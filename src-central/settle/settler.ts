import { Fault } from '../../src-shared/errors.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import type { CentralDatabase } from '../database/database.ts';
import type { Logger } from '../log.ts';
import { settleRound, type RoundResult } from './round.ts';

/** Looks for work by itself as well: another central may have received it, or died before it woke us. */
const LOOK_EVERY_MS = 2_000;
const PAUSE_AFTER_FAULT_MS = 1_000;
/** A stream that sends batch after batch has paused when none came for this long. */
const LULL_MS = 150;
/** While counters wait to be received, settling rests for so many times as long as it worked. */
const PAUSE_WHEN_BUSY = 2;
/** Longest a backlog that keeps coming waits to be settled. */
const LONGEST_WAIT_MS = 3_000;

export interface SettlerOptions {
  readonly db: CentralDatabase;
  readonly books: Catalogues;
  readonly keys: CentralKeys;
  readonly now: () => Date;
  readonly log: Logger;
  /** Are there counters waiting to be received? Then settling leaves them most of the time. */
  readonly isBusy?: () => boolean;
  /** Is a body coming in, or worked at? Then what is held back is not yet at its pause. */
  readonly isReceiving?: () => boolean;
  readonly onRound?: (round: RoundResult, seconds: number) => void;
}

/** Settles received entries, round after round, whenever there are some. */
export class Settler {
  readonly #options: SettlerOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  /** When what is held back is settled at the latest. */
  #dueBy: number | undefined;

  constructor(options: SettlerOptions) {
    this.#options = options;
    this.#arm(0);
  }

  /**
   * Part of a backlog came, and more is likely on its way. Receiving goes first, for a counter whose
   * entries are received may burn: they are settled in larger rounds once it pauses.
   */
  wakeInLull(): void {
    this.#dueBy ??= performance.now() + LONGEST_WAIT_MS;
    if (this.#running === undefined) this.#arm(this.#lull());
  }

  /** There may be something to settle. With a backlog held back, at its pause: the end of one is often a small batch. */
  wake(): void {
    if (this.#dueBy === undefined) this.#go();
    else this.wakeInLull();
  }

  #go(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again) this.#go();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #work(): Promise<void> {
    let pause: number | undefined;
    const overdue = this.#dueBy !== undefined && performance.now() >= this.#dueBy;
    this.#dueBy = undefined;
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        const started = performance.now();
        const round = await settleRound(this.#options.db, this.#options);
        if (round.settled > 0) {
          this.#again = true;
          if (round.doubtful.length > 0)
            this.#options.log.info({ entries: round.doubtful.slice(0, 20) }, 'taken, though staff may have changed');
          this.#options.onRound?.(round, (performance.now() - started) / 1000);
        }
        const tookMs = performance.now() - started;
        const busy = round.settled > 0 && this.#options.isBusy?.() === true;
        if (busy || (this.#dueBy !== undefined && !overdue)) {
          this.#again = false;
          pause = busy ? tookMs * PAUSE_WHEN_BUSY : this.#lull();
        }
      }
    } catch (error) {
      pause = PAUSE_AFTER_FAULT_MS;
      this.#again = false;
      this.#options.log.error({ error, code: error instanceof Fault ? error.code : 'internal.fault' }, 'settle');
    }
    this.#arm(pause ?? (this.#dueBy === undefined ? LOOK_EVERY_MS : this.#lull()));
  }

  /** Photos often follow the entries that name them: no pause yet. */
  #look(): void {
    if (this.#lull() > 0 && this.#options.isReceiving?.() === true) this.#arm(this.#lull());
    else this.#go();
  }

  /** How long to wait for a pause in what is coming. */
  #lull(): number {
    const left = (this.#dueBy ?? 0) - performance.now();
    return Math.max(0, Math.min(LULL_MS, left));
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#look(), ms);
    this.#timer.unref();
  }
}
