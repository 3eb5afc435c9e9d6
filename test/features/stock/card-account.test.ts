import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { PracticePrinter } from '../../../src-main/devices/practice/printer-model.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { license, printed } from '../../support/flow.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';

vi.setConfig({ testTimeout: 60_000 });

const SERIAL = 'PRACTICE1';
const now = Date.UTC(2026, 10, 21, 5);
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
  await statusIs(({ printer }) => printer.condition === 'ready');
});
afterAll(() => counter.stop());

const { signIn } = { signIn: (staff: Parameters<TestCounter['signIn']>[0]) => counter.signIn(staff) };
const types = (count: number) =>
  journalOf(counter)
    .slice(-count)
    .map(({ type }) => type);

async function statusIs(fits: (status: CounterStatus) => boolean): Promise<CounterStatus> {
  for await (const status of await counter.client.status.watch()) if (fits(status)) return status;
  throw new Error('the status ended');
}

/** Prints a service card and waits for its end, as a technician's screen does. */
async function serviceCard(card: 'alignment' | 'colours') {
  const progress = await counter.client.cards.progress();
  const { jobId } = await counter.client.devices.printServiceCard({ card });
  for await (const step of progress) {
    if (step.jobId === jobId && (step.step === 'done' || step.step === 'failed')) return step;
  }
  throw new Error('the print never ended');
}

let applicants = 20;
async function licensed(): Promise<string> {
  applicants += 1;
  const { licence } = await license(counter, { person: sampleApplicant(applicants) });
  return licence!.number;
}

async function goodCard(): Promise<void> {
  const { jobId } = await printed(counter.client, await licensed());
  await counter.client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
}

describe('a service card', () => {
  test('needs a blank like any other', async () => {
    await signIn('technician-1');
    const printing = counter.client.devices.printServiceCard({ card: 'alignment' });
    expect(await problemOf(printing)).toMatchObject({ code: 'stock.empty' });
  });

  test('takes one, which is booked as spoiled in the same act; its picture is where the settings put it', async () => {
    await signIn('supervisor-1');
    await counter.client.stock.receive({ quantity: 30, reference: 'box 1' });
    await signIn('technician-1');
    const end = await serviceCard('alignment');
    expect(end).toMatchObject({ step: 'done', fault: null });
    expect(types(4)).toEqual(['device.firstUsed', 'printer.counted', 'printer.serviceCardPrinted', 'stock.used']);
    const [printedCard, used] = journalOf(counter).slice(-2);
    expect(used!.deps).toEqual([printedCard!.id]);
    expect(JSON.parse(used!.body)).toMatchObject({ jobId: end.jobId, outcome: 'spoiled' });
    expect(await counter.client.stock.today()).toMatchObject({ spoiled: 1, closing: 29 });
  });

  test('is one print like any other: not while another is under way', async () => {
    const { devices } = counter.client;
    const progress = await counter.client.cards.progress();
    const first = devices.printServiceCard({ card: 'colours' });
    const second = devices.printServiceCard({ card: 'alignment' });
    expect(await problemOf(second)).toMatchObject({ code: 'printer.busy' });
    expect(await problemOf(devices.recordRibbonChange())).toMatchObject({ code: 'printer.busy' });
    const { jobId } = await first;
    for await (const { jobId: of, step } of progress) if (of === jobId && step === 'done') return;
  });

  test('that never left the feeder costs nothing; one that got stuck costs its blank', async () => {
    const before = journalOf(counter).length;
    await counter.client.practice.set({ feederCards: 0 });
    expect(await serviceCard('alignment')).toMatchObject({ step: 'failed', fault: 'printer.feederEmpty', look: false });
    expect(journalOf(counter)).toHaveLength(before);
    await counter.client.practice.set({ feederCards: 50, jamNext: true });
    expect(await serviceCard('alignment')).toMatchObject({ step: 'failed', fault: 'printer.jam', look: true });
    expect(types(2)).toEqual(['printer.serviceCardPrinted', 'stock.used']);
    await counter.client.practice.set({ coverOpen: true });
    await counter.client.practice.set({ coverOpen: false });
    expect(await serviceCard('alignment')).toMatchObject({ step: 'done' });
    expect((await counter.client.stock.cardAccount()).unexplained).toEqual([]);
  });
});

describe('cards that nobody explained', () => {
  test('are found before the next card, once, and work goes on', async () => {
    await goodCard();
    await counter.client.practice.set({ handFeed: 2 });
    await goodCard();
    expect(types(4)).toEqual(['printer.cardsUnexplained', 'card.started', 'card.ended', 'stock.used']);
    const [alert] = journalOf(counter).slice(-4);
    expect(JSON.parse(alert!.body)).toMatchObject({ cards: 2, backwards: false, reading: { serial: SERIAL } });
    await goodCard();
    const all = journalOf(counter).filter(({ type }) => type === 'printer.cardsUnexplained');
    expect(all).toHaveLength(1);
    expect(await counter.client.status.now()).toMatchObject({ cardAccount: { alerts: 1, cards: 2, band: 'warn' } });
  });

  test('are found when the printer tells its counter while it is idle', async () => {
    await counter.client.practice.set({ handFeed: 1 });
    expect((await statusIs(({ cardAccount }) => cardAccount.alerts === 2)).cardAccount.cards).toBe(3);
  });

  test('are found when somebody signs in, if nobody was there', async () => {
    await counter.client.session.signOut();
    await counter.client.practice.set({ handFeed: 1 });
    const { printer } = counter.core.counter;
    await printer.refresh();
    expect((await counter.client.status.now()).cardAccount.alerts).toBe(2);
    await signIn('supervisor-2');
    expect((await counter.client.status.now()).cardAccount).toMatchObject({ alerts: 3, cards: 4 });
    expect(journalOf(counter).at(-1)).toMatchObject({ type: 'printer.cardsUnexplained', actor: 'supervisor-2' });
  });

  test('are a card that was fed and is said not to have been printed', async () => {
    await signIn('operator-1');
    const { jobId } = await printed(counter.client, await licensed());
    await counter.client.cards.recordOutcome({ jobId, outcome: 'notPrinted', reason: null });
    expect((await counter.client.status.now()).cardAccount).toMatchObject({ alerts: 4, cards: 5 });
  });

  test('are no open job, also after a restart: who has to look first is no thief', async () => {
    const number = await licensed();
    const { jobId } = await printed(counter.client, number);
    await counter.restart();
    await signIn('supervisor-1');
    await statusIs(({ printer }) => printer.condition === 'ready');
    const account = await counter.client.stock.cardAccount();
    expect(account.unexplained).toHaveLength(4);
    expect(account.total.open).toBe(1);
    await signIn('operator-1');
    await counter.client.cards.recordOutcome({ jobId, outcome: 'spoiled', reason: 'smeared' });
    expect((await counter.client.status.now()).cardAccount.alerts).toBe(4);
  });

  test('stay until a supervisor explains them, who books blanks for them', async () => {
    await signIn('supervisor-1');
    const { stock } = counter.client;
    const nothing = stock.explainCards({ serial: 'other', blanks: 0, reason: 'test cards' });
    expect(await problemOf(nothing)).toMatchObject({ kind: 'REFUSED', code: 'stock.nothingUnexplained' });
    const tooMany = stock.explainCards({ serial: SERIAL, blanks: 6, reason: 'test cards' });
    expect(await problemOf(tooMany)).toMatchObject({ code: 'stock.tooManyBlanks' });
    const before = await stock.today();
    const after = await stock.explainCards({ serial: SERIAL, blanks: 3, reason: 'two were cleaning cards' });
    expect(after.unexplained).toEqual([]);
    expect(after.blanks.spoiled).toBe(before.spoiled + 3);
    expect(types(4)).toEqual(['printer.cardsExplained', 'stock.used', 'stock.used', 'stock.used']);
    expect(await problemOf(stock.explainCards({ serial: SERIAL, blanks: 0, reason: 'again' }))).toMatchObject({
      code: 'stock.nothingUnexplained',
    });
    expect((await counter.client.status.now()).cardAccount).toEqual({ alerts: 0, cards: 0, band: 'ok' });
  });

  test('are in the figures of the day, by printer, against the blanks', async () => {
    const account = await counter.client.stock.cardAccount();
    const figures = { good: 3, spoiled: 1, service: 4, open: 0, unexplained: 5 };
    expect(account.printers).toEqual([expect.objectContaining({ serial: SERIAL, ...figures })]);
    expect(account).toMatchObject({ total: figures, difference: 0, blanks: { received: 30, printed: 3, spoiled: 8 } });
    const { cardAccount } = await counter.client.reports.day({ day: '2026-11-21' });
    expect(cardAccount).toMatchObject({ total: figures, difference: 0, stillUnexplained: 0 });
    const { file } = await counter.client.reports.export({ day: '2026-11-21', format: 'csv', language: 'en' });
    expect(await file.text()).toContain(`${SERIAL},3,1,4,0,5`);
  });
});

describe('another printer in the middle of the day', () => {
  test('has an account of its own, and the first one goes on where it was', async () => {
    const { bus, printer } = counter.practice;
    const second = new PracticePrinter({ serialNumber: 'PRACTICE2' });
    second.mechanics.cardsInserted = 5_000;
    await signIn('operator-1');
    bus.unplug(printer);
    await statusIs(({ printer: { condition } }) => condition === 'absent');
    bus.plug(second);
    await statusIs(({ printer: { condition, serial } }) => condition === 'ready' && serial === 'PRACTICE2');
    await goodCard();
    expect(journalOf(counter).filter(({ type }) => type === 'printer.counted')).toHaveLength(2);
    // Somebody uses the first one at its button while it stands aside.
    printer.mechanics.cardsInserted += 1;
    bus.unplug(second);
    await statusIs(({ printer: { condition } }) => condition === 'absent');
    bus.plug(printer);
    await statusIs(({ printer: { serial } }) => serial === SERIAL);
    const { cardAccount } = await statusIs(({ cardAccount: { alerts } }) => alerts === 1);
    expect(cardAccount.cards).toBe(1);
    await signIn('supervisor-1');
    const { printers, unexplained } = await counter.client.stock.cardAccount();
    expect(printers.map(({ serial, good }) => [serial, good])).toEqual([
      [SERIAL, 3],
      ['PRACTICE2', 1],
    ]);
    expect(unexplained).toMatchObject([{ serial: SERIAL, cards: 1 }]);
  });
});

describe('care of the printer', () => {
  test('a ribbon change is recorded with what the printer says of it, also by the operator', async () => {
    await signIn('operator-1');
    const { printer } = await counter.client.devices.recordRibbonChange().catch(() => ({ printer: undefined }));
    // The overview is for technicians; what it answers here is the operator's own act.
    expect(printer?.ribbonChanged).toBe(new Date(now).toISOString());
    expect(journalOf(counter).at(-1)).toMatchObject({ type: 'printer.ribbonChanged', actor: 'operator-1' });
    expect(JSON.parse(journalOf(counter).at(-1)!.body)).toMatchObject({ ribbon: 'YMCKO', reading: { serial: SERIAL } });
  });

  test('cleaning is due by count, refused with the ribbon in the way, and no card that nobody explained', async () => {
    await signIn('technician-1');
    const before = await counter.client.devices.overview();
    expect(before.printer).toMatchObject({ canClean: true, cleaning: { state: 'ok', last: null } });
    expect(await problemOf(counter.client.devices.clean())).toMatchObject({ kind: 'FAULT', code: 'printer.ribbonIn' });
    await counter.client.practice.set({ ribbonIn: false, cleaningCard: true });
    const { printer } = await counter.client.devices.clean();
    expect(printer.cleaning).toMatchObject({ state: 'ok', cardsSince: 0, last: new Date(now).toISOString() });
    await counter.client.practice.set({ ribbonIn: true });
    expect((await counter.client.status.now()).cardAccount.alerts).toBe(1);
  });

  test('whoever wanted to print finds them, also where the printer is not ready to', async () => {
    await signIn('operator-1');
    const licenceNumber = await licensed();
    await counter.client.practice.set({ handFeed: 1, ribbonIn: false });
    const printing = counter.client.cards.print({ licenceNumber, reason: null });
    expect(await problemOf(printing)).toMatchObject({ code: 'printer.ribbonOut' });
    expect((await counter.client.status.now()).cardAccount).toMatchObject({ alerts: 2, cards: 2 });
    await counter.client.practice.set({ ribbonIn: true });
  });

  test('two too many and two too few are four that nobody explained', async () => {
    counter.practice.printer.mechanics.cardsInserted -= 2;
    await counter.core.counter.printer.refresh();
    expect((await counter.client.status.now()).cardAccount).toMatchObject({ alerts: 3, cards: 4 });
    await signIn('supervisor-1');
    const { cardAccount } = await counter.client.reports.day({ day: '2026-11-21' });
    expect(cardAccount.stillUnexplained).toBe(4);
  });
});
