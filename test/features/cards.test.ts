import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { license, printed } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';

let served = 0;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter();
  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: 100, reference: 'opening' });
});
beforeEach(async () => {
  await counter.signIn('operator-1');
  await counter.client.practice.set({ printerPlugged: true, coverOpen: true });
  await counter.client.practice.set({ coverOpen: false, ribbonLeft: 200, feederCards: 100, jamNext: false });
});
afterAll(() => counter.stop());

/** Another approved licence, without a card yet. */
async function licensed(): Promise<string> {
  served += 1;
  const { licence } = await license(counter, { person: sampleApplicant(served) });
  return licence!.number;
}

const print = (licenceNumber: string, reason: string | null = null) =>
  counter.client.cards.print({ licenceNumber, reason });
const record = (jobId: string, outcome: 'good' | 'spoiled' | 'notPrinted', reason: string | null = null) =>
  counter.client.cards.recordOutcome({ jobId, outcome, reason });

/** Cards that came out of the practice printer so far. */
const cardsOut = () => {
  const names = readdirSync(join(counter.dataDir, 'printed-cards'));
  return names.filter((name) => name.endsWith('-front.png')).length;
};

/** The list of the queue in which a licence stands, and the card it shows. */
async function standing(licenceNumber: string) {
  for (const [list, views] of Object.entries(await counter.client.cards.queue())) {
    const view = views.find(({ licence }) => licence.number === licenceNumber);
    if (view !== undefined) return { list, view };
  }
  return undefined;
}

describe('a card', () => {
  test('waits, is looked at, and ends in the hand of a named person', async () => {
    const number = await licensed();
    expect(await standing(number)).toMatchObject({ list: 'toPrint', view: { stage: 'waiting', reasonNeeded: false } });
    const steps: string[] = [];
    const progress = await counter.client.cards.progress();
    const { jobId } = await print(number);
    for await (const { step } of progress) {
      steps.push(step);
      if (step === 'done') break;
    }
    expect(steps).toEqual(
      ['checking', 'feeding', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done'].slice(-steps.length),
    );
    expect(steps.length).toBeGreaterThan(3);
    expect(await standing(number)).toMatchObject({ list: 'toLookAt', view: { stage: 'printing', jobId } });
    await record(jobId, 'good');
    expect(await standing(number)).toMatchObject({ list: 'toHandOver', view: { stage: 'good' } });
    const receiver = { name: 'Somebody Else', relation: 'family' as const, cnic: sampleApplicant(99).cnic };
    await counter.client.cards.handOver({ jobId, receiver });
    expect(await standing(number)).toMatchObject({
      list: 'handedOverToday',
      view: { handedOver: { receiver, by: 'operator-1' } },
    });
  });

  test('is told of in the name of whoever pressed print, also when the PC changed hands meanwhile', async () => {
    const number = await licensed();
    const pressed = print(number);
    await counter.signIn('operator-2');
    const { jobId } = await pressed;
    const started = journalOf(counter).findLast(({ type }) => type === 'card.started');
    expect(started).toMatchObject({ actor: 'operator-1', body: expect.stringContaining(jobId) as string });
    await counter.core.counter.prints.settled();
    await record(jobId, 'good');
  });

  test.each([
    ['an outcome nobody waits for', () => record('01900000-0000-7000-8000-000000000001', 'good'), 'card.notPrinting'],
    [
      'a hand-over of no card',
      () =>
        counter.client.cards.handOver({
          jobId: '01900000-0000-7000-8000-000000000001',
          receiver: { name: 'Somebody', relation: 'self', cnic: null },
        }),
      'card.notPrinted',
    ],
    ['a licence nobody has', () => print('GLT-9999999-0'), 'card.noLicence'],
    [
      'a preview of none',
      () => counter.client.cards.preview({ licenceNumber: 'GLT-9999999-0', side: 'back' }),
      'card.noLicence',
    ],
  ])('%s is refused', async (_what, call, code) => {
    expect(await problemOf(call())).toMatchObject({ kind: 'REFUSED', code });
  });
});

describe('the same licence is not printed twice', () => {
  test('by two clicks at once', async () => {
    const number = await licensed();
    const before = cardsOut();
    const clicks = await Promise.allSettled([print(number), print(number), print(number)]);
    expect(clicks.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await problemOf(print(number))).toMatchObject({ code: 'printer.busy' });
    await counter.core.counter.prints.settled();
    expect(await problemOf(print(number))).toEqual({ kind: 'REFUSED', code: 'card.lookFirst', detail: {} });
    expect(cardsOut()).toBe(before + 1);
    const [first] = clicks;
    if (first.status === 'fulfilled') await record(first.value.jobId, 'good');
  });

  test('by saying that nothing came out while it is still coming', async () => {
    const number = await licensed();
    const before = cardsOut();
    const { jobId } = await print(number);
    expect(await problemOf(record(jobId, 'notPrinted', 'looked too early'))).toMatchObject({ code: 'printer.busy' });
    await counter.core.counter.prints.settled();
    expect(cardsOut()).toBe(before + 1);
    expect(await standing(number)).toMatchObject({ list: 'toLookAt' });
    await record(jobId, 'good');
  });

  test('unless somebody says why, and the journal keeps it', async () => {
    const number = await licensed();
    const { jobId } = await printed(counter.client, number);
    await record(jobId, 'good');
    expect(await standing(number)).toMatchObject({ view: { reasonNeeded: true } });
    const before = cardsOut();
    expect(await problemOf(print(number))).toEqual({ kind: 'REFUSED', code: 'card.reasonNeeded', detail: {} });
    expect(await problemOf(print(number, '  '))).toMatchObject({ kind: 'MALFORMED' });
    expect(cardsOut()).toBe(before);
    const again = await printed(counter.client, number, 'lost by the applicant');
    expect(again).toMatchObject({ step: 'done' });
    const started = journalOf(counter).findLast(({ type }) => type === 'card.started');
    expect(JSON.parse(started!.body)).toMatchObject({ reason: 'lost by the applicant', jobId: again.jobId });
    await record(again.jobId, 'good');
  });

  test('after a restart with a card possibly in the printer: look first', async () => {
    const number = await licensed();
    await counter.client.practice.set({ jamNext: true });
    const { jobId } = await printed(counter.client, number);
    await counter.restart();
    await counter.signIn('operator-1');
    expect(await standing(number)).toMatchObject({ list: 'toLookAt', view: { jobId, stage: 'printing' } });
    expect(await problemOf(print(number))).toEqual({ kind: 'REFUSED', code: 'card.lookFirst', detail: {} });
    expect(await problemOf(print(number, 'in a hurry'))).toMatchObject({ code: 'card.lookFirst' });
    await record(jobId, 'notPrinted', 'nothing there');
    expect(await standing(number)).toMatchObject({ list: 'toPrint', view: { reasonNeeded: false } });
  });
});

describe('an outcome', () => {
  test('is said once, a spoiled card with its reason, and the next card needs one', async () => {
    const number = await licensed();
    const { jobId } = await printed(counter.client, number);
    const before = await counter.client.stock.today();
    expect(await problemOf(record(jobId, 'spoiled'))).toMatchObject({ code: 'application.reasonMissing' });
    await record(jobId, 'spoiled', 'streaks across the face');
    expect(await problemOf(record(jobId, 'good'))).toMatchObject({ kind: 'REFUSED', code: 'card.notPrinting' });
    expect(await standing(number)).toMatchObject({
      list: 'toPrint',
      view: { stage: 'spoiled', reasonNeeded: true, outcomeReason: 'streaks across the face' },
    });
    const { spoiled, printed: good, closing } = await counter.client.stock.today();
    expect({ spoiled, good, closing }).toEqual({
      spoiled: before.spoiled + 1,
      good: before.printed,
      closing: before.closing - 1,
    });
    expect(await problemOf(print(number))).toMatchObject({ code: 'card.reasonNeeded' });
  });

  test('of a card that is not good hands nothing over; a good one is handed over once', async () => {
    const number = await licensed();
    const { jobId } = await printed(counter.client, number);
    const hand = (cnic: string | null, relation: 'self' | 'representative' = 'self') =>
      counter.client.cards.handOver({ jobId, receiver: { name: 'Somebody', relation, cnic } });
    expect(await problemOf(hand(null))).toMatchObject({ code: 'card.notPrinted' });
    await record(jobId, 'good');
    expect(await problemOf(hand(null, 'representative'))).toMatchObject({ code: 'card.receiverMissing' });
    await hand(null);
    expect(await problemOf(hand(null))).toMatchObject({ code: 'card.handedOver' });
  });
});

describe('bad luck before a card moves', () => {
  test.each([
    ['no ribbon', { ribbonLeft: 0 }, /^printer.ribbonOut$/],
    ['no printer', { printerPlugged: false }, /^(usb|printer)\.(unplugged|absent)$/],
  ])('%s is found before the job is recorded', async (_what, state, code) => {
    const number = await licensed();
    await counter.client.practice.set(state);
    const before = journalOf(counter).length;
    const problem = await problemOf(print(number));
    expect(problem).toMatchObject({ kind: 'FAULT', code: expect.stringMatching(code) as string });
    expect(journalOf(counter)).toHaveLength(before);
    expect(await standing(number)).toMatchObject({ list: 'toPrint', view: { stage: 'waiting' } });
  });

  test.each([
    ['a ribbon too short for both sides', { ribbonLeft: 1 }, 'printer.ribbonOut'],
    ['an empty feeder', { feederCards: 0 }, 'printer.feederEmpty'],
    ['an open cover', { coverOpen: true }, 'printer.coverOpen'],
  ] as const)(
    '%s ends the job as not printed, costs no blank, and the next print needs no reason',
    async (_what, state, code) => {
      const number = await licensed();
      const stock = await counter.client.stock.today();
      const before = cardsOut();
      await counter.client.practice.set(state);
      expect(await printed(counter.client, number)).toMatchObject({ step: 'failed', fault: code, look: false });
      expect(await standing(number)).toMatchObject({
        list: 'toPrint',
        view: { stage: 'notPrinted', reasonNeeded: false, outcomeReason: code },
      });
      expect(await counter.client.stock.today()).toEqual(stock);
      expect(cardsOut()).toBe(before);
      await counter.client.practice.set({ coverOpen: false, feederCards: 100, ribbonLeft: 200 });
      const { step, jobId } = await printed(counter.client, number);
      expect(step).toBe('done');
      await record(jobId, 'good');
    },
  );
});

describe('bad luck with a card under way', () => {
  test('a jam asks for a look; a card that is stuck is a spoiled one', async () => {
    const number = await licensed();
    const stock = await counter.client.stock.today();
    await counter.client.practice.set({ jamNext: true });
    const end = await printed(counter.client, number);
    expect(end).toMatchObject({ step: 'failed', fault: 'printer.jam', look: true });
    expect(await standing(number)).toMatchObject({ list: 'toLookAt', view: { stage: 'printing' } });
    expect(await problemOf(print(number))).toMatchObject({ code: 'card.lookFirst' });
    await record(end.jobId, 'spoiled', 'stuck in the printer');
    expect(await counter.client.stock.today()).toMatchObject({
      spoiled: stock.spoiled + 1,
      closing: stock.closing - 1,
    });
    // Whoever opens the cover takes the card out, and the next one prints.
    await counter.client.practice.set({ coverOpen: true });
    await counter.client.practice.set({ coverOpen: false });
    const second = await printed(counter.client, number, 'first card stuck');
    expect(second).toMatchObject({ step: 'done' });
    await record(second.jobId, 'good');
  });

  test('the cable out during a panel asks for a look, and the printer comes back with the cable', async () => {
    const number = await licensed();
    const before = cardsOut();
    counter.practice.printer.pullAfterPanelBytes(700_000);
    const end = await printed(counter.client, number);
    expect(end).toMatchObject({ step: 'failed', fault: 'usb.unplugged', look: true });
    expect(await standing(number)).toMatchObject({ list: 'toLookAt' });
    expect((await counter.client.status.now()).printer).toMatchObject({ condition: 'absent' });
    await record(end.jobId, 'notPrinted', 'blank card taken out and put back');
    await counter.client.practice.set({ printerPlugged: true });
    const second = await printed(counter.client, number);
    expect(second).toMatchObject({ step: 'done' });
    expect(cardsOut()).toBe(before + 1);
    await record(second.jobId, 'good');
  });
});
