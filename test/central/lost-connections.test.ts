import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { CentralProcess } from '../support/central-process.ts';
import { freshDatabase, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, TestCounter } from '../support/test-counter.ts';

let observer: RunningCentral;
let beside: Client;
let central: CentralProcess;
beforeAll(async () => {
  const databaseUrl = await freshDatabase();
  observer = await startTestCentral({ databaseUrl });
  await observer.central.settler.stop();
  beside = new Client({ connectionString: databaseUrl });
  await beside.connect();
  central = await CentralProcess.start(databaseUrl);
});
afterAll(async () => {
  await central.kill();
  await beside.end();
  await observer.stop();
});

it('central outlives a database that goes away in the middle of its transactions', async () => {
  const { enrolment, key } = await enrolTestCounter(observer, 1);
  const counter = new TestCounter(central.url, enrolment, key);
  const written = [1, 2, 3].map(() => counter.write(newPerson().draft));

  await beside.query('begin; lock table entry in access exclusive mode');
  const sent = counter.push(written);
  const waiting = () =>
    beside.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
  await expect.poll(async () => (await waiting()).rowCount, { interval: 5, timeout: 10_000 }).toBeGreaterThan(0);
  for (const { pid } of (await waiting()).rows) await beside.query('select pg_terminate_backend($1)', [pid]);
  await beside.query('rollback');
  expect((await sent).status).toBeGreaterThanOrEqual(500);

  // A connection that is still held may be one of those that went: it is found out once, and replaced.
  await expect.poll(async () => (await fetch(`${central.url}/healthz`)).status).toBe(200);
  await expect.poll(async () => (await counter.push(written)).status).toBe(200);
  expect((await counter.receiptsOf(written)).map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
});
