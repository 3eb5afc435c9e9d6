import { expect, test } from 'vitest';
import { hostile } from '../../scripts/torture/legs/hostile.ts';
import { freshDatabase } from '../support/test-central.ts';

test('a lying central is believed in nothing, an attacked one takes nothing and serves the others', async () => {
  const choice = { databaseUrl: await freshDatabase(), halfOpen: 100 };
  const { figures, broken } = await hostile({ seed: 1, budgetMs: 0, say: () => undefined }, choice);
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, duplicated: 0, errors_5xx: 0 });
  expect(figures['lies']).toBeGreaterThan(12);
  expect(figures['attacks']).toBeGreaterThan(40);
}, 170_000);
