import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { act } from '../../../src-main/features/act.ts';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { fromFile, license, printed } from '../../support/flow.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';

vi.setConfig({ testTimeout: 60_000 });

const DAY = 86_400_000;
const start = Date.UTC(2026, 10, 21, 5);
let now = start;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: 50, reference: 'box 1' });
});
beforeEach(() => counter.signIn('technician-1'));
afterAll(() => counter.stop());

const reason = 'yearly check';
const settings = { offset: { x: 4, y: -3 }, contrast: {} };
const devices = () => counter.client.devices;
const status = () => counter.client.status.now();

async function printerIsReady(): Promise<void> {
  for await (const { printer } of await counter.client.status.watch()) if (printer.condition === 'ready') return;
}

describe('a printer', () => {
  test('is calibrated within what it can do, and every card is printed with it', async () => {
    const before = { offsetX: 3, offsetY: -2 };
    const after = { offsetX: 0, offsetY: 0 };
    await printerIsReady();
    const { printer } = await devices().calibratePrinter({ before, after, settings, reason });
    expect(printer).toMatchObject({ settings, calibration: { state: 'valid', current: { by: 'technician-1' } } });
    expect(printer.calibration.current!.result).toEqual({ kind: 'printer', settings, before, after });
    const again = await devices().calibratePrinter({ before: null, after: null, settings, reason });
    expect(again.printer.calibration.current!.result).toMatchObject({ before: null, after: null });
    expect(again.history.filter(({ device }) => device.kind === 'printer')).toHaveLength(2);
    const { licence } = await license(counter, { person: sampleApplicant(14) });
    const { jobId } = await printed(counter.client, licence!.number);
    const face = await counter.client.cards.preview({ licenceNumber: licence!.number, side: 'front' });
    const wanted = await dotsOf(await face.bytes());
    const card = await dotsOf(counter.practice.printer.lastCard!.frontPng);
    expect(sameShare(card, wanted, settings.offset)).toBeGreaterThan(0.97);
    expect(sameShare(card, wanted, { x: 0, y: 0 })).toBeLessThan(0.9);
    const { id } = again.printer.calibration.current!;
    const { store } = counter.core.counter;
    const row = store.get(store.sql.selectFrom('card').select('calibration').where('job_id', '=', jobId));
    expect(row).toEqual({ calibration: id });
    await counter.client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
  });

  test('that is calibrated while a card is drawn prints the card with what it then says', async () => {
    const { licence } = await license(counter, { person: sampleApplicant(16), photo: fromFile(counter) });
    await counter.signIn('operator-1');
    const { counter: core } = counter.core;
    const printing = counter.client.cards.print({ licenceNumber: licence!.number, reason: null });
    while (!core.prints.isBusy) await new Promise((resolve) => void setImmediate(resolve));
    // In turn: when this is answered, so is what the print may have asked before it draws.
    await core.printer.refresh();
    await counter.signIn('technician-1');
    const made = { before: null, after: null, settings: { offset: { x: 9, y: 9 }, contrast: {} }, reason };
    const { printer } = await devices().calibratePrinter(made);
    expect(journalOf(counter).at(-1)).toMatchObject({ type: 'device.calibrated' });
    const { jobId } = await printing;
    await core.prints.settled();
    const started = journalOf(counter).findLast(({ type }) => type === 'card.started');
    expect(JSON.parse(started!.body)).toMatchObject({ jobId, calibration: printer.calibration.current!.id });
    await devices().calibratePrinter({ before: null, after: null, settings, reason });
    await counter.signIn('operator-1');
    await counter.client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
  });

  test('prints no card once its calibration is long over; the supervisor and the technician see why', async () => {
    const { licence } = await license(counter, { person: sampleApplicant(15), photo: fromFile(counter) });
    const before = journalOf(counter).length;
    now = start + 195 * DAY;
    await counter.signIn('operator-1');
    const printing = counter.client.cards.print({ licenceNumber: licence!.number, reason: null });
    expect(await problemOf(printing)).toMatchObject({ kind: 'REFUSED', code: 'printer.calibrationNeeded' });
    expect(journalOf(counter)).toHaveLength(before);
    expect((await status()).printer.calibration).toMatchObject({ state: 'blocked', band: 'stop' });
    await counter.signIn('supervisor-1');
    expect((await devices().overview()).printer.calibration.state).toBe('blocked');
    await counter.signIn('technician-1');
    await devices().calibratePrinter({ before: null, after: null, settings, reason });
    expect((await status()).printer.calibration).toMatchObject({ state: 'valid', band: 'ok' });
    now = start;
  });

  test('that is a queue goes by its name, is calibrated by it, and stays chosen over a restart', async () => {
    const { counter: core } = counter.core;
    const chosen = { kind: 'printer' as const, source: 'queue' as const, name: 'Zebra', reason: 'USB is broken' };
    act(core, { type: 'device.chosen', subject: devicesSubject(core.identity.place.stream), data: chosen });
    await counter.restart();
    await counter.signIn('technician-1');
    const { printer } = await devices().overview();
    expect(printer).toMatchObject({ choice: { source: 'queue', queue: 'Zebra' }, calibration: { state: 'missing' } });
    expect((await status()).printer.source).toBe('queue');
    const back = { kind: 'printer', source: 'usbPrinter' } as const;
    const again = await devices().choose({ choice: back, reason: 'USB is mended' });
    expect(again.printer.choice).toEqual(back);
  });

  test('is a queue of the system only if there is such a queue', async () => {
    const choice = { kind: 'printer', source: 'queue', queue: 'Zebra' } as const;
    const choosing = devices().choose({ choice, reason: 'USB printer is broken' });
    expect(await problemOf(choosing)).toMatchObject({ code: 'printer.queueUnknown', detail: { queue: 'Zebra' } });
  });
});

async function dotsOf(png: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(png).removeAlpha().raw().toBuffer();
}

/** Share of dots of a card that are those of its face, moved; but for the rounding of the dyes. */
function sameShare(card: Buffer, face: Buffer, { x, y }: { x: number; y: number }): number {
  let [same, all] = [0, 0];
  for (let row = 20; row < 628; row += 3) {
    for (let column = 20; column < 996; column += 3) {
      const [here, there] = [(row * 1016 + column) * 3, ((row - y) * 1016 + column - x) * 3];
      all += 1;
      if ([0, 1, 2].every((channel) => Math.abs(card[here + channel]! - face[there + channel]!) <= 4)) same += 1;
    }
  }
  return same / all;
}
