import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { kill } from '../../scripts/torture/legs/kill.ts';

/** KILL_SEED: runs the choices of an earlier run again. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000_000);
const amounts = { counter: 8, central: 2, postgres: 2 };
const quiet = { seed, budgetMs: 30_000, say: () => undefined };

test(`counters, central and PostgreSQL killed in random order lose and double nothing (KILL_SEED=${seed})`, async ({
  signal,
}) => {
  // Before the test's own limit, so that the leg says what it was waiting for and ends its processes.
  const ended = kill({ ...quiet, signal: AbortSignal.any([signal, AbortSignal.timeout(150_000)]) }, amounts);
  onTestFinished(() => ended.then(Boolean, Boolean).then(() => undefined));
  const { figures, broken } = await ended;
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ lost: 0, duplicated: 0, gaps: 0, money: 0, tables: 0 });
  expect(figures['counter_kills']).toBeGreaterThanOrEqual(4);
  expect(figures['central_kills']).toBeGreaterThan(0);
  expect(figures['postgres_kills']).toBeGreaterThan(0);
  expect(figures['entries']).toBeGreaterThan(10);
}, 180_000);

test('kills that are broken off say what was waited for, and leave no process', async () => {
  await expect(kill({ ...quiet, signal: AbortSignal.abort() }, amounts)).rejects.toThrow(/broken off: .* to start/);
  expect(readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim()).toBe('');
}, 60_000);
