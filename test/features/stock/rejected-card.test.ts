import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { rebuild } from '../../../src-main/store/rebuild.ts';
import type { Entry } from '../../../src-shared/ledger/entry.ts';
import { CentralSays } from '../../support/central-says.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { license, printed } from '../../support/flow.ts';
import { journalOf } from '../../support/journal.ts';

const DAY = '2026-11-21';
let counter: TestCounter;
let central: CentralSays;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => Date.UTC(2026, 10, 21, 5) });
  central = new CentralSays(counter.core.counter);
  for await (const { printer } of await counter.client.status.watch()) if (printer.condition === 'ready') break;
  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: 30, reference: 'box 1' });
});
afterAll(() => counter.stop());

const last = (type: Entry['type']) => journalOf(counter).findLast((entry) => entry.type === type)!;
const alerts = () => journalOf(counter).filter(({ type }) => type === 'printer.cardsUnexplained');

async function printedCard(applicant: number) {
  const { licence } = await license(counter, { person: sampleApplicant(applicant) });
  return (await printed(counter.client, licence!.number)).jobId;
}

async function account() {
  await counter.signIn('supervisor-1');
  await counter.core.counter.printer.refresh();
  return counter.client.stock.cardAccount();
}

/** Central cannot apply the approval, and later rejects it with what rests on it. */
function reject(...cards: readonly Entry[]): void {
  const approved = last('application.approved');
  central.receipt(approved, 'exception', { code: 'lease.notTaken' });
  for (const card of cards) central.receipt(card, 'parked', { code: 'ledger.dependency', waitsFor: approved.id });
  central.receipt(approved, 'rejected', { code: 'lease.notTaken' });
  for (const card of cards)
    central.receipt(card, 'rejected', { code: 'ledger.restsOnRejected', waitsFor: approved.id });
}

describe('a card whose approval central rejects', () => {
  test('was printed all the same, and is no card without a job', async () => {
    const jobId = await printedCard(60);
    await counter.client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
    const before = await account();
    expect(before).toMatchObject({ total: { good: 1, unexplained: 0 }, difference: 0, unexplained: [] });
    reject(last('card.started'), last('card.ended'));
    expect(await account()).toEqual(before);
    expect(alerts()).toEqual([]);
    expect((await counter.client.status.now()).cardAccount).toEqual({ alerts: 0, cards: 0, band: 'ok' });
    const { cardAccount } = await counter.client.reports.day({ day: DAY });
    expect(cardAccount).toMatchObject({ total: { good: 1 }, difference: 0, stillUnexplained: 0 });
  });

  test('while nobody has looked at it yet may be there or not', async () => {
    await printedCard(61);
    reject(last('card.started'));
    expect(await account()).toMatchObject({ total: { good: 1, open: 1 }, unexplained: [] });
    expect(alerts()).toEqual([]);
  });

  test('hides no other: one fed by hand is found', async () => {
    const jobId = await printedCard(62);
    await counter.client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
    await counter.client.practice.set({ handFeed: 3 });
    const { unexplained } = await account();
    // The open job of before explains one card and no more.
    expect(unexplained.map(({ cards }) => cards)).toEqual([3]);
  });

  test('stays in the account when everything is folded again', async () => {
    const before = await account();
    const { store, rules } = counter.core.counter;
    expect(rebuild(store, rules).differing).toEqual([]);
    expect(await account()).toEqual(before);
  });
});
