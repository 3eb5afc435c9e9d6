import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { license, printed } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';

const at = (time: string) => Date.parse(`${time.replace(' ', 'T')}:00+05:00`);
let now = at('2026-11-21 10:00');
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
});
beforeEach(() => counter.signIn('supervisor-1'));
afterAll(() => counter.stop());

const today = () => counter.client.stock.today();

describe('card blanks', () => {
  test('none are there at first, and the status bar stops', async () => {
    expect(await today()).toEqual({
      day: '2026-11-21',
      opening: 0,
      received: 0,
      printed: 0,
      spoiled: 0,
      closing: 0,
    });
    expect(await counter.client.status.now()).toMatchObject({ stock: { blanks: 0, band: 'stop' } });
  });

  test('without a blank no card is printed, and the journal knows of no attempt', async () => {
    const { licence } = await license(counter, { person: sampleApplicant(1) });
    const before = journalOf(counter).length;
    const print = counter.client.cards.print({ licenceNumber: licence!.number, reason: null });
    expect(await problemOf(print)).toEqual({ kind: 'REFUSED', code: 'stock.empty', detail: { centre: 'GLT' } });
    expect(journalOf(counter)).toHaveLength(before);
  });

  test('that came are counted on the day they came, and are the next opening', async () => {
    expect(await counter.client.stock.receive({ quantity: 60, reference: 'box 1' })).toMatchObject({ received: 60 });
    await counter.client.stock.receive({ quantity: 2, reference: 'box 2' });
    now = at('2026-11-22 00:00');
    expect(await today()).toMatchObject({ day: '2026-11-22', opening: 62, received: 0, closing: 62 });
    expect(await counter.client.status.now()).toMatchObject({ stock: { blanks: 62, band: 'ok' } });
  });

  test('that were printed well or spoiled are gone, one that never left the feeder is not', async () => {
    const numbers: string[] = [];
    for (const number of [2, 3, 4]) {
      const { licence } = await license(counter, { person: sampleApplicant(number) });
      numbers.push(licence!.number);
    }
    const outcomes = ['good', 'spoiled', 'notPrinted'] as const;
    for (const [index, outcome] of outcomes.entries()) {
      const { jobId } = await printed(counter.client, numbers[index]!);
      await counter.client.cards.recordOutcome({ jobId, outcome, reason: outcome === 'good' ? null : 'smeared' });
    }
    const day = { day: '2026-11-22', opening: 62, received: 0, printed: 1, spoiled: 1, closing: 60 };
    expect(await today()).toEqual(day);
    await counter.restart();
    await counter.signIn('operator-1');
    expect(await today()).toEqual(day);
    now = at('2026-11-23 08:00');
    expect(await today()).toMatchObject({ opening: 60, printed: 0, spoiled: 0, closing: 60 });
  });

  test.each([
    ['no cards', { quantity: 0, reference: 'box 3' }],
    ['minus one card', { quantity: -1, reference: 'box 3' }],
    ['half a card', { quantity: 0.5, reference: 'box 3' }],
    ['cards from nowhere', { quantity: 5, reference: ' ' }],
  ])('%s cannot be received', async (_what, delivery) => {
    expect(await problemOf(counter.client.stock.receive(delivery))).toMatchObject({ kind: 'MALFORMED' });
  });
});
