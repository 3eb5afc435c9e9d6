import { setImmediate as turn } from 'node:timers/promises';

/** How long each took, ms, one after the other. */
export async function spread<Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    const began = performance.now();
    await work(item);
    times.push(performance.now() - began);
    await turn();
  }
  return times;
}

export function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/**
 * The longest that this thread, in which commands run, was busy with one thing while the work went on, ms:
 * what a command that came at the worst moment would have waited.
 */
export async function longestGap(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  const over = new AbortController();
  const watch = (async () => {
    for (let last = performance.now(); !over.signal.aborted; last = performance.now()) {
      await turn();
      longest = Math.max(longest, performance.now() - last);
    }
  })();
  await work();
  over.abort();
  await watch;
  return longest;
}
