import { expect, test } from 'vitest';
import { stampede } from '../../scripts/torture/legs/stampede.ts';
import { freshDatabase } from '../support/test-central.ts';

test('sixty centres that come back at once are all received, none of them starved', async () => {
  const amounts = { centres: 60, entries: 60, databaseUrl: await freshDatabase() };
  const { figures, broken } = await stampede({ seed: 1, budgetMs: 0, say: () => undefined }, amounts);
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ received: 3_600, entries: 3_600 });
}, 90_000);
