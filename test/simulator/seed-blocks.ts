/**
 * SIMULATOR_SEEDS: how many seeds a whole run tries. A seed takes about 1.1 s of a core that is shared, so these are
 * seven minutes of two.
 */
const total = Number(process.env['SIMULATOR_SEEDS'] ?? 750);
/** Test files that share them, so that every core has work. */
const BLOCKS = 4;

export const LIMIT_MS = 60 * 60_000;

export function blockOf(number: number): { first: number; count: number } {
  const count = Math.ceil(total / BLOCKS);
  return { first: 1 + (number - 1) * count, count };
}
