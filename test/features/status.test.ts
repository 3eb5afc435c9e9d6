import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { clockBand, diskBand, numbersBand, stockBand } from '../../src-main/features/status/bands.ts';
import { fieldPolicy } from '../../src-main/policy/field-policy.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
beforeAll(async () => {
  // Nobody looks again by the clock: what the bar is told, it is told by the change itself.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  counter = await startTestCounter();
  await counter.signIn('operator-1');
  const ready = ({ camera, printer }: CounterStatus) => camera.condition === 'ready' && printer.condition === 'ready';
  for await (const status of await counter.client.status.watch()) if (ready(status)) break;
});
afterAll(async () => {
  await counter.stop();
  vi.useRealTimers();
});

/** Listens, does something, and gives the first status told that fits; fails when none comes. */
async function toldOf(work: () => Promise<unknown>, fits: (status: CounterStatus) => boolean): Promise<CounterStatus> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 10_000);
  try {
    const watch = await counter.client.status.watch(undefined, { signal: limit.signal });
    const first = await watch.next();
    expect(fits(first.value as CounterStatus)).toBe(false);
    await work();
    for await (const status of watch) if (fits(status)) return status;
    throw new Error('the watch ended');
  } finally {
    clearTimeout(timer);
  }
}

describe('the status bar', () => {
  test('shows a fresh counter as it is', async () => {
    const status = await counter.client.status.now();
    expect(status).toMatchObject({
      practice: true,
      replay: { unsent: 0, oldestUnsentAt: null, unsettled: 0, blobsWaiting: 0, exceptions: 0 },
      stock: { blanks: 0, band: 'stop' },
      clock: { offsetMs: null, band: 'ok' },
      numbers: { left: 20, band: 'warn' },
    });
    expect(status.link.state).not.toBe('up');
    expect(status.disk.freeBytes).toBeGreaterThan(0);
  });

  test('is told at once, and again at every change', async () => {
    const { cnic } = sampleApplicant(1);
    const status = await toldOf(
      () => counter.client.people.record({ person: sampleApplicant(1) }),
      ({ replay }) => replay.unsent > 0,
    );
    expect(status.replay).toMatchObject({ unsent: 1 });
    expect(Date.parse(status.replay.oldestUnsentAt!)).toBeLessThanOrEqual(Date.now());
    expect(JSON.stringify(status)).not.toContain(cnic);
  });

  test('follows the camera', async () => {
    await counter.client.studio.start();
    await toldOf(
      () => counter.client.practice.set({ cameraPlugged: false }),
      ({ camera }) => camera.condition === 'absent' && camera.fault !== null,
    );
    const back = await toldOf(
      () => counter.client.practice.set({ cameraPlugged: true }),
      ({ camera }) => camera.condition === 'ready',
    );
    expect(back.camera).toMatchObject({ fault: null, model: expect.stringContaining('Canon') as string });
  });

  test('follows the printer', async () => {
    const gone = await toldOf(
      () => counter.client.practice.set({ printerPlugged: false }),
      ({ printer }) => printer.condition === 'absent',
    );
    expect(gone.printer).toMatchObject({ model: null, ribbon: null, cardsLeft: null });
    expect(gone.printer.fault).toMatch(/^(usb|printer)\./);
    const back = await toldOf(
      () => counter.client.practice.set({ printerPlugged: true }),
      ({ printer }) => printer.condition === 'ready',
    );
    expect(back.printer).toMatchObject({ ribbon: 'YMCKO', cardsLeft: 200, fault: null });
  });

  test('follows the stock', async () => {
    await counter.signIn('supervisor-1');
    const status = await toldOf(
      () => counter.client.stock.receive({ quantity: 40, reference: 'box 1' }),
      ({ stock }) => stock.blanks > 0,
    );
    expect(status.stock).toEqual({ blanks: 40, band: 'warn' });
  });

  test('reaches every screen that watches, and none that left', async () => {
    const leaving = new AbortController();
    const [one, other] = await Promise.all([
      counter.client.status.watch(undefined, { signal: leaving.signal }),
      counter.client.status.watch(),
    ]);
    await Promise.all([one.next(), other.next()]);
    const ended = one.next();
    leaving.abort();
    await expect(ended).rejects.toThrow();
    await counter.client.stock.receive({ quantity: 20, reference: 'box 2' });
    expect((await other.next()).value).toMatchObject({ stock: { blanks: 60, band: 'ok' } });
    await other.return?.();
    // Nobody watches any more: nothing is kept for anybody.
    expect(counter.core.counter.status.changes.size).toBe(0);
  });
});

describe('the bands', () => {
  const MB = 1024 * 1024;
  const disk = (free: number) => diskBand(free, fieldPolicy.freeDiskBytes);
  test.each([
    [disk, 2048 * MB, 'ok'],
    [disk, 2048 * MB - 1, 'warn'],
    [disk, 200 * MB - 1, 'stop'],
    [stockBand, 50, 'ok'],
    [stockBand, 49, 'warn'],
    [stockBand, 0, 'stop'],
    [stockBand, -1, 'stop'],
    [numbersBand, 50, 'ok'],
    [numbersBand, 1, 'warn'],
    [numbersBand, 0, 'stop'],
    [clockBand, 300_000, 'ok'],
    [clockBand, -300_001, 'warn'],
  ] as const)('%o of %i is %s', (band, value, expected) => {
    expect(band(value)).toBe(expected);
  });
});
