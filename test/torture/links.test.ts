import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { links } from '../../scripts/torture/legs/links.ts';
import { freshDatabase } from '../support/test-central.ts';

const seed = Number(process.env['LINKS_SEED'] ?? Date.now() % 1_000_000_000);
const faketime = spawnSync('faketime', ['--version']).status === 0;
if (!faketime)
  console.warn('SKIPPED: faketime is missing, so no day passes in an outage. On Debian: apt-get install faketime');

test(`a slow line drains: clean, reset, with answers lost, after a day without it (LINKS_SEED=${seed})`, async () => {
  const faults = ['clean', 'resets', 'lostAcks', ...(faketime ? (['outage'] as const) : [])] as const;
  const choice = { lines: ['512kbit'] as const, faults, databaseUrl: await freshDatabase(), part: 0.2 };
  const { figures, broken } = await links({ seed, budgetMs: 0, say: () => undefined }, choice);
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ drained: faults.length, lost: 0, duplicated: 0, gaps: 0 });
  expect(figures['512kbit_resets']).toBeGreaterThan(0);
}, 120_000);
