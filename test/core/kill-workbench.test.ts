import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../scripts/rehearsal/random.ts';
import type { DevicesView } from '../../src-shared/contract/counter/devices.ts';
import { expectWholeStore } from '../support/aftermath.ts';
import { PoweredCounter, type Moment } from '../support/power.ts';

/** KILL_SEED runs the moments of an earlier run again. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000_000);
const random = new Random(seed);
const webcam = { kind: 'camera', source: 'webcam', label: 'Front camera' } as const;
const reason = 'before the power cut';

let counter: PoweredCounter;
beforeAll(async () => {
  counter = await PoweredCounter.enrolled();
  await counter.start();
  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: 100, reference: 'opening' });
}, 60_000);
afterAll(() => counter.destroy());

/** Pulls the plug during a call, within or just after it; tells whether the call had been answered. */
async function cut(call: Promise<unknown>, usualMs: number): Promise<boolean> {
  const from: Moment['from'] = random.next() < 0.7 ? 'call' : 'reply';
  const delayMs = random.next() * (from === 'call' ? 1.3 * usualMs : 5);
  let saved = false;
  await counter.killDuring(
    call.then(() => (saved = true)),
    { from, delayMs },
  );
  await expectWholeStore(counter.dataDir);
  await counter.start();
  return saved;
}

/** The printer is there again, and what its count says was looked at. */
async function looked(): Promise<DevicesView['printer']> {
  for await (const { printer } of await counter.client.status.watch()) if (printer.condition !== 'absent') break;
  await counter.signIn('technician-1');
  await counter.client.stock.cardAccount();
  return (await counter.client.devices.overview()).printer;
}

describe(`SIGKILL at the workbench (KILL_SEED=${seed})`, { timeout: 60_000 }, () => {
  test('a calibration is all there or not at all', async () => {
    const before = (await looked()).settings;
    const settings = { offset: { x: 7, y: -7 }, contrast: { y: 2 } };
    const calibrating = counter.client.devices.calibratePrinter({ before: null, after: null, settings, reason });
    const saved = await cut(calibrating, 15);
    const { settings: now, calibration } = await looked();
    if (saved || calibration.current !== null) expect(now).toEqual(settings);
    else expect(now).toEqual(before);
  });

  test('a choice that was answered holds', async () => {
    await counter.signIn('technician-1');
    const saved = await cut(counter.client.devices.choose({ choice: webcam, reason }), 15);
    await counter.signIn('technician-1');
    const { camera } = await counter.client.devices.overview();
    if (saved) expect(camera.choice).toEqual(webcam);
    const { camera: shown } = await counter.client.status.now();
    expect(shown.source).toBe(camera.choice.source);
  });

  test.each([1, 2, 3])('a service card is booked, or shown as one that nobody explained (%i)', async () => {
    await looked();
    // The first card of all begins the account: what it moved before is nobody's.
    await cut(counter.client.devices.printServiceCard({ card: 'colours' }).then(ended), 2_500);
    await expectAccounted();
  });

  test('a cleaning is recorded, or its card shown as one that nobody explained', async () => {
    await looked();
    await counter.client.practice.set({ ribbonIn: false, cleaningCard: true });
    const saved = await cut(counter.client.devices.clean(), 400);
    const { cleaning } = await looked();
    if (saved) expect(cleaning.last).not.toBeNull();
    await counter.client.practice.set({ ribbonIn: true, cleaningCard: false });
    await expectAccounted();
  });

  test('an explanation and its blanks are one', async () => {
    await looked();
    await counter.client.practice.set({ handFeed: 2 });
    // Asks the printer, and finds the two.
    await counter.client.devices.recordRibbonChange();
    await counter.signIn('supervisor-1');
    const { unexplained, blanks: before } = await counter.client.stock.cardAccount();
    const { serial } = unexplained[0]!;
    const saved = await cut(counter.client.stock.explainCards({ serial, blanks: 2, reason }), 20);
    await looked();
    const { unexplained: open, blanks } = await counter.client.stock.cardAccount();
    if (saved) expect(open).toEqual([]);
    expect(blanks.spoiled).toBe(before.spoiled + (open.length === 0 ? 2 : 0));
  });

  test('after all of it the next card is printed and booked as ever', async () => {
    // Whoever opens the cover takes out what the cuts left inside.
    await counter.client.practice.set({ coverOpen: true });
    await counter.client.practice.set({ coverOpen: false });
    await looked();
    const before = await counter.client.stock.today();
    await counter.client.devices.printServiceCard({ card: 'colours' }).then(ended);
    expect(await counter.client.stock.today()).toMatchObject({ spoiled: before.spoiled + 1 });
    await expectAccounted();
  });
});

/** Waits for the end of the card that was started. */
async function ended({ jobId }: { jobId: string }): Promise<void> {
  for await (const step of await counter.client.cards.progress()) {
    if (step.jobId === jobId && (step.step === 'done' || step.step === 'failed')) return;
  }
}

/** Every card the printer moved since its account began is in it. */
async function expectAccounted(): Promise<void> {
  const { cardsInserted, cleaning } = await looked();
  const { printers, difference } = await counter.client.stock.cardAccount();
  expect(difference).toBe(0);
  const [account] = printers;
  if (account === undefined) return;
  const moved = (cardsInserted ?? 0) - (account.countedFrom ?? 0) - account.service - account.unexplained;
  // A cleaning card that was recorded may have moved the count.
  expect(moved).toBeGreaterThanOrEqual(0);
  expect(moved).toBeLessThanOrEqual(cleaning.last === null ? 0 : 1);
}
