import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { journalOf } from '../../support/journal.ts';

const DAY = 86_400_000;
const start = Date.UTC(2026, 10, 21, 5);
const iso = (time: number) => new Date(time).toISOString();
let now = start;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
  await counter.signIn('technician-1');
  for await (const { printer } of await counter.client.status.watch()) if (printer.condition === 'ready') break;
});
afterAll(() => counter.stop());

/** What a contact with central leaves behind. */
function contact(serverTime: number): void {
  const { store } = counter.core.counter;
  const [server_time, offset_ms] = [iso(serverTime), now - serverTime];
  store.run(store.sql.updateTable('replay_cursor').set({ server_time, offset_ms }));
}

async function calibrate(): Promise<void> {
  const settings = { offset: { x: 0, y: 0 }, contrast: {} };
  await counter.client.devices.calibratePrinter({ before: null, after: null, settings, reason: 'yearly check' });
}

async function standing() {
  const { calibration } = (await counter.client.status.now()).printer;
  return calibration;
}

/** Of the printers in practice, by the rules of 2025. */
const LIFE = 180 * DAY;

describe('a calibration, by a clock that is wrong', () => {
  test('does not end because the clock ran ahead, once central has said so', async () => {
    contact(now);
    await calibrate();
    now = start + 3650 * DAY;
    contact(start + DAY);
    expect(await standing()).toMatchObject({ state: 'valid', until: iso(start + LIFE) });
  });

  test('that is made meanwhile lasts no longer than any other', async () => {
    now = start + 3650 * DAY + DAY;
    await calibrate();
    expect(journalOf(counter).at(-1)).toMatchObject({ at: iso(now) });
    expect(await standing()).toMatchObject({ state: 'valid', until: iso(start + 2 * DAY + LIFE) });
  });

  test.each([
    ['a year', start - 365 * DAY],
    ['to before all rules', Date.UTC(2000, 0, 1)],
  ])('ends although the clock is set back by %s', async (_what, back) => {
    now = start + 300 * DAY;
    contact(now);
    expect(await standing()).toMatchObject({ state: 'blocked' });
    now = back;
    expect(await standing()).toMatchObject({ state: 'blocked' });
  });

  test('that is made by a clock set back counts from the last time that central vouched for', async () => {
    now = start - 365 * DAY;
    await calibrate();
    expect(await standing()).toMatchObject({ state: 'valid', until: iso(start + 300 * DAY + LIFE) });
  });

  test('that is made with the clock years ahead, the cable out, is not believed once it is right again', async () => {
    now = start + 301 * DAY;
    contact(now);
    now += 3650 * DAY;
    await calibrate();
    expect(await standing()).toMatchObject({ state: 'valid' });
    now = start + 302 * DAY;
    expect(await standing()).toMatchObject({ state: 'missing' });
    await calibrate();
    expect(await standing()).toMatchObject({ state: 'valid', until: iso(now + LIFE) });
  });
});
