import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { CentralProcess } from '../support/central-process.ts';
import { freshDatabase, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, TestCounter } from '../support/test-counter.ts';

const ENTRIES = 900;
/** Moments after sending at which central dies, ms: before, in and after the transaction. */
const MOMENTS = [0, 4, 9, 18, 30];
const KILLS = MOMENTS.length;

let observer: RunningCentral;
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await freshDatabase();
  observer = await startTestCentral({ databaseUrl });
  // The observer looks on; receiving and settling is the other process's work.
  await observer.central.settler.stop();
});
afterAll(() => observer.stop());

it('central killed in the middle of batches loses nothing it acknowledged and does nothing twice', async () => {
  const { enrolment, key } = await enrolTestCounter(observer, 1);
  let acknowledged = 0;
  let process = await CentralProcess.start(databaseUrl);
  const counter = new TestCounter(process.url, enrolment, key);
  for (let count = 0; count < ENTRIES; count += 1) counter.write(newPerson().draft);
  let kills = 0;
  let url = process.url;
  const send = (from: number) => new TestCounterAt(url, counter).push(from);
  while (acknowledged < ENTRIES) {
    // Several deliveries at once, one of them a repetition, so that the kill hits some on their way.
    const deliveries = [send(acknowledged), send(Math.max(0, acknowledged - 40))];
    if (kills < KILLS && acknowledged >= kills * 120) {
      await setTimeout(MOMENTS[kills]);
      kills += 1;
      await process.kill();
      process = await CentralProcess.start(databaseUrl);
      url = process.url;
    }
    for (const ack of await Promise.all(deliveries)) acknowledged = Math.max(acknowledged, ack);
    const { rows } = await observer.central.pool.query('select ack_seq from stream_cursor where stream = $1', [
      counter.stream,
    ]);
    expect(rows[0].ack_seq).toBeGreaterThanOrEqual(acknowledged);
  }
  expect(kills).toBe(KILLS);
  const last = new TestCounter(url, enrolment, key);
  const receipts = await last.receiptsOf(counter.entries);
  expect(new Set(receipts.map((receipt) => receipt.status))).toEqual(new Set(['applied']));
  const count = async (sql: string) => (await observer.central.pool.query(sql)).rows[0].n as number;
  expect(await count("select count(*) as n from entry where stream <> 'CEN-0-1'")).toBe(ENTRIES);
  expect(await count('select count(*) as n from person')).toBe(ENTRIES);
  expect(await count("select count(*) as n from change where kind = 'receipt'")).toBe(ENTRIES);
  expect(await count('select max(change) - count(*) as n from change')).toBe(0);
  await process.kill();
}, 90_000);

/** Sends the next 60 entries from a place in another counter's journal; 0 when no answer came. */
class TestCounterAt {
  readonly #counter: TestCounter;

  constructor(url: string, { enrolment, key, entries }: TestCounter) {
    this.#counter = new TestCounter(url, enrolment, key);
    this.#counter.entries.push(...entries);
  }

  async push(after: number): Promise<number> {
    try {
      const response = await this.#counter.push(this.#counter.entries.slice(after, after + 60));
      return response.ok ? ((await response.json()) as { ackSeq: number }).ackSeq : 0;
    } catch {
      return 0;
    }
  }
}
