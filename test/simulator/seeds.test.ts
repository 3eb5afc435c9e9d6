import { describe, it } from 'vitest';
import { runSeeds } from './run-seeds.ts';

/** For those at work on replay; `npm test` leaves this file out and tries many more beside everything else. */
const seeds = Number(process.env['SIMULATOR_SEEDS'] ?? 40);
const LIMIT_MS = 60 * 60_000;

describe('counters and central, whatever happens between them', () => {
  it(`agree in the end: seeds 1 to ${seeds}`, () => runSeeds(1, seeds), LIMIT_MS);
});
