/** Time and chance as replay uses them; a simulator brings its own. */
export interface Timers {
  /** Calls once after `ms`; the answer takes it back. */
  after(ms: number, call: () => void): () => void;
  /** From 0 up to, not including, 1. */
  random(): number;
}

export const realTimers: Timers = {
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

const FIRST_MS = 1_000;
/** The longest pause; a lane that rests for a person's sake looks again this often too. */
export const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait after so many failures in a row: full jitter under a doubling ceiling from 1 s to
 * 5 min, so that counters cut off together do not come back together; never before the server asks.
 */
export function retryDelay(failures: number, { random, retryAfter }: { random: number; retryAfter: number }): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.max(Math.round(random * ceiling), retryAfter * 1000);
}
