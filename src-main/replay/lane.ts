import { Fault } from '../../src-shared/errors.ts';
import { pausesLane } from './central-fault.ts';
import { LONGEST_MS, retryDelay, type Timers } from './timers.ts';

/** What a step left: more to do at once, or nothing until something wakes the lane. */
export type StepResult = 'more' | 'idle';

export interface LaneOptions {
  readonly name: string;
  readonly timers: Timers;
  /** One piece of work; a `Fault` is what went wrong. */
  readonly step: (signal: AbortSignal) => Promise<StepResult>;
  /** An idle lane looks again after this. */
  readonly idleMs: number;
  readonly onSuccess: (lane: Lane) => void;
  readonly onFault: (lane: Lane, fault: Fault) => void;
}

/**
 * Work that is done step by step and never given up: after a failure it waits and tries again, for
 * ever. Whatever happens a timer is armed, so no lane can fall asleep for good.
 */
export class Lane {
  readonly #options: LaneOptions;
  #abort = new AbortController();
  #disarm: () => void = () => undefined;
  #running: Promise<void> | undefined;
  #failures = 0;
  #fault: Fault | undefined;
  #woken = false;
  #started = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  /** What the last step failed with; undefined after a success. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#abort = new AbortController();
    this.#go();
  }

  /** There is something to do. A lane that waits after a failure goes on waiting. */
  wake(): void {
    if (this.#running !== undefined) this.#woken = true;
    else if (this.#fault === undefined) this.#go();
  }

  /** Try now, whatever the failure was: the link is back, or a person asks for it. */
  hurry(): void {
    this.#failures = 0;
    if (this.#running !== undefined) this.#woken = true;
    else this.#go();
  }

  async stop(): Promise<void> {
    this.#started = false;
    this.#disarm();
    this.#abort.abort();
    await this.#running;
  }

  #go(): void {
    if (!this.#started || this.#running !== undefined) return;
    this.#disarm();
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    const pause = await this.#work();
    this.#running = undefined;
    if (!this.#started) return;
    if (this.#woken && this.#fault === undefined) this.#go();
    else this.#disarm = this.#options.timers.after(pause, () => this.#go());
  }

  /** Steps until idle or failed; the answer is how long to wait. Never throws. */
  async #work(): Promise<number> {
    const { step, idleMs, onSuccess, onFault } = this.#options;
    try {
      for (;;) {
        this.#woken = false;
        const result = await step(this.#abort.signal);
        this.#failures = 0;
        this.#fault = undefined;
        onSuccess(this);
        if (this.#abort.signal.aborted || (result === 'idle' && !this.#woken)) return idleMs;
      }
    } catch (error) {
      if (this.#abort.signal.aborted) return idleMs;
      const fault = error instanceof Fault ? error : new Fault('internal.fault', {}, { cause: error });
      this.#fault = fault;
      this.#failures += 1;
      onFault(this, fault);
      if (pausesLane(fault.code)) return LONGEST_MS;
      const retryAfter = Number(fault.detail['retryAfter'] ?? 0);
      return retryDelay(this.#failures, { random: this.#options.timers.random(), retryAfter });
    }
  }
}
