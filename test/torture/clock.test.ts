import { expect, test } from 'vitest';
import { clock, clockMissing } from '../../scripts/torture/legs/clock.ts';
import { freshDatabase } from '../support/test-central.ts';

const seed = Number(process.env['CLOCK_SEED'] ?? Date.now() % 1_000_000_000);
const missing = clockMissing();
if (missing !== undefined) console.warn(`SKIPPED: ${missing}`);

test.skipIf(missing !== undefined)(
  `a clock that jumps stops no upload and issues nothing in the past (CLOCK_SEED=${seed})`,
  async () => {
    const names = ['minute', 'hourBack', 'threeDays', 'tenYears'] as const;
    const choice = { names, stormMs: 1_500, databaseUrl: await freshDatabase() };
    const { figures, broken } = await clock({ seed, budgetMs: 0, say: () => undefined }, choice);
    expect(broken).toEqual([]);
    expect(figures).toMatchObject({ lost: 0, duplicated: 0, gaps: 0, money: 0, minute_refused: 0 });
    expect(figures['hourBack_refused']).toBeGreaterThan(0);
    expect(figures['offsets_recorded']).toBeGreaterThan(4);
  },
  90_000,
);
