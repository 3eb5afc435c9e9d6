/** How often what ends by itself is started again: a few times in a while, then a person decides. */
export class RestartLimit {
  readonly #most: number;
  readonly #withinMs: number;
  #times: readonly number[] = [];

  constructor({ most = 3, withinMs = 5 * 60_000 }: { most?: number; withinMs?: number } = {}) {
    this.#most = most;
    this.#withinMs = withinMs;
  }

  /** May it start again at this time, ms on any clock that does not jump? Counts the start if so. */
  allow(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < this.#withinMs);
    if (this.#times.length >= this.#most) return false;
    this.#times = [...this.#times, now];
    return true;
  }

  /** A person said to go on. */
  forget(): void {
    this.#times = [];
  }
}
