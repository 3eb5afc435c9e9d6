import { expect, test } from 'vitest';
import { growth, quarters } from '../../scripts/torture/backlog/quarters.ts';
import { backlog, reach } from '../../scripts/torture/legs/backlog.ts';
import { freshDatabase } from '../support/test-central.ts';

test('a long backlog drains with memory that does not grow, every entry and photo once', async () => {
  const amounts = { entries: 1_500, blobs: 300, samples: 24, databaseUrl: await freshDatabase() };
  const { figures, broken } = await backlog({ seed: 1, budgetMs: 0, say: () => undefined }, amounts);
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ applied: 1_500, lost: 0, duplicated: 0, blobs_lost: 0 });
  expect(figures['samples']).toBeGreaterThan(12);
}, 60_000);

test('what grows with the backlog is found, what only warms up is not', () => {
  const row = (of: (sample: number) => number) => Array.from({ length: 40 }, (_, sample) => of(sample));
  expect(quarters(row((sample) => sample))).toEqual([5, 15, 25, 35]);
  expect(growth(row((sample) => 30 + sample))).toBeGreaterThan(reach.growth);
  expect(growth(row((sample) => (sample < 8 ? 20 : 30)))).toBe(1);
});
