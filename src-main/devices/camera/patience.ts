import type { DeviceClock } from '../device-clock.ts';

const FIRST_PAUSE_MS = 5;
const STEP_MS = 5;
const LONGEST_PAUSE_MS = 100;

/**
 * Growing pauses between questions that a camera answers with "not yet". How long it lasts is counted by
 * the pauses asked for, so by answers, not by the clock: on a machine under load answers come late, and
 * that is no reason to give a camera up.
 */
export class Patience {
  readonly #clock: DeviceClock;
  #leftMs: number;
  #pauseMs = FIRST_PAUSE_MS;

  constructor(clock: DeviceClock, patienceMs: number) {
    this.#clock = clock;
    this.#leftMs = patienceMs;
  }

  /** Waits until it is time to ask again; `false` at once when the patience is used up. */
  async again(): Promise<boolean> {
    if (this.#leftMs < this.#pauseMs) return false;
    this.#leftMs -= this.#pauseMs;
    await this.#clock.wait(this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs + STEP_MS, LONGEST_PAUSE_MS);
    return true;
  }
}
