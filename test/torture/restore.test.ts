import { expect, test } from 'vitest';
import { restore } from '../../scripts/torture/legs/restore.ts';
import { freshDatabase } from '../support/test-central.ts';

test("yesterday's backup of a counter stops its numbers, yesterday's backup of central is filled again", async () => {
  const choice = { databaseUrl: await freshDatabase(), pieces: 9 };
  const { figures, broken } = await restore({ seed: 1, budgetMs: 0, say: () => undefined }, choice);
  expect(broken).toEqual([]);
  expect(figures['counter_refused']).toBeGreaterThan(0);
  expect(figures['central_lost_by_backup']).toBeGreaterThan(0);
  expect(figures).toMatchObject({ lost: 0, duplicated: 0, gaps: 0, blobs_lost: 0, money: 0 });
}, 150_000);
