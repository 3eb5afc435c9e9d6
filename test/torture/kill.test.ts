import { expect, test } from 'vitest';
import { kill } from '../../scripts/torture/legs/kill.ts';

/** KILL_SEED: runs the choices of an earlier run again. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000_000);

test(`counters, central and PostgreSQL killed in random order lose and double nothing (KILL_SEED=${seed})`, async () => {
  const amounts = { counter: 8, central: 2, postgres: 2 };
  const { figures, broken } = await kill({ seed, budgetMs: 30_000, say: () => undefined }, amounts);
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, duplicated: 0, gaps: 0, money: 0, tables: 0 });
  expect(figures['counter_kills']).toBeGreaterThanOrEqual(4);
  expect(figures['central_kills']).toBeGreaterThan(0);
  expect(figures['postgres_kills']).toBeGreaterThan(0);
  expect(figures['entries']).toBeGreaterThan(10);
}, 120_000);
