/** Between two questions that brought a frame, ms. Photo booths found 20 ms to flood bodies and 40 ms to be stable on them. */
const FIRST_MS = 40;
const SHORTEST_MS = 30;
const LONGEST_MS = 120;
/** What one frame that came at the first asking earns. */
const EARNED_MS = 0.5;
/** Left after a frame that was not ready, so that the next is. */
const MARGIN_MS = 4;
/** Most that one frame slows the pace: a frame may also be late because a picture was taken before it. */
const MOST_SLOWED_MS = 15;

/**
 * How often an EOS body is asked for a frame. A body that is asked before its next frame is ready answers
 * "not ready", and one that is asked so again and again stops giving frames; so the pace follows the body:
 * a frame that had to be asked for twice sets it to what that frame took, frames that come at the first
 * asking quicken it by little.
 */
export class FramePace {
  #intervalMs = FIRST_MS;
  #lastAt = -Infinity;

  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** Milliseconds to wait at `now` before the next frame is asked for; 0 or less for none. */
  waitMs(now: number): number {
    return this.#lastAt + this.#intervalMs - now;
  }

  /** A frame came to the question put at `askedAt`, after `refusals` answers of "not ready". */
  came(askedAt: number, refusals: number): void {
    const tookMs = askedAt - this.#lastAt;
    this.#lastAt = askedAt;
    // A viewfinder that is only being switched on says nothing of how fast it is.
    if (tookMs === Infinity) return;
    const slowedMs = Math.min(Math.max(0, tookMs - this.#intervalMs), MOST_SLOWED_MS) + MARGIN_MS;
    const next = this.#intervalMs + (refusals === 0 ? -EARNED_MS : slowedMs);
    this.#intervalMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, next));
  }
}
