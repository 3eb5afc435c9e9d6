/**
 * How many seeds a whole run tries: a second of processor time each, so four minutes of two cores.
 * SIMULATOR_SEEDS=2000 takes twenty.
 */
const total = Number(process.env['SIMULATOR_SEEDS'] ?? 400);
/** Test files that share them, so that every core has work. */
const BLOCKS = 4;

export const LIMIT_MS = 60 * 60_000;

export function blockOf(number: number): { first: number; count: number } {
  const count = Math.ceil(total / BLOCKS);
  return { first: 1 + (number - 1) * count, count };
}
