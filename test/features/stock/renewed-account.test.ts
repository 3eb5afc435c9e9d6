import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { rebuild } from '../../../src-main/store/rebuild.ts';
import { findCentre } from '../../../src-main/store/reference.ts';
import { StaffMember } from '../../../src-shared/contract/central/feed.ts';
import { StreamId } from '../../../src-shared/ids.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { license, printed } from '../../support/flow.ts';
import { problemOf } from '../../support/problem.ts';

vi.setConfig({ testTimeout: 60_000 });

let counter: TestCounter;
const licences: string[] = [];
beforeAll(async () => {
  counter = await startTestCounter({ now: () => Date.UTC(2026, 10, 21, 5) });
  for await (const { printer } of await counter.client.status.watch()) if (printer.condition === 'ready') break;
  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: 30, reference: 'box 1' });
  for (const applicant of [70, 71, 72]) {
    const { licence } = await license(counter, { person: sampleApplicant(applicant) });
    licences.push(licence!.number);
  }
});
afterAll(() => counter.stop());

async function goodCard(licenceNumber: string): Promise<void> {
  await counter.signIn('operator-1');
  const { jobId } = await printed(counter.client, licenceNumber);
  await counter.client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
}

/** Somebody feeds cards by hand, and the printer tells. */
async function feedByHand(cards: number, alerts: number): Promise<void> {
  await counter.client.practice.set({ handFeed: cards });
  for await (const { cardAccount } of await counter.client.status.watch()) if (cardAccount.alerts === alerts) return;
}

/** Makes this PC the next epoch of its counter, as a new one-time code does; what was not sent moves with it. */
function renew(): void {
  const { identity, store } = counter.core.counter;
  const staff = store.all(store.sql.selectFrom('staff').selectAll()).map((row) =>
    StaffMember.parse({
      id: row.id,
      role: row.role,
      nameEn: row.name_en,
      nameUr: row.name_ur,
      pinHash: row.pin_hash,
      active: row.active === 1,
    }),
  );
  const stream = StreamId.parse(identity.place.stream.replace(/\d+$/, (epoch) => String(Number(epoch) + 1)));
  identity.renew({ ...identity.enrolment!, stream }, { ...findCentre(store)!, staff });
}

const status = async () => (await counter.client.status.now()).cardAccount;

test('cards nobody explained stay open when the enrolment is renewed, and are explained in the epoch they are of', async () => {
  await goodCard(licences[0]!);
  await feedByHand(2, 1);
  expect(await status()).toMatchObject({ alerts: 1, cards: 2 });
  renew();
  expect(await status()).toMatchObject({ alerts: 1, cards: 2, band: 'warn' });
  await goodCard(licences[1]!);
  await feedByHand(1, 2);
  await counter.signIn('supervisor-1');
  const { unexplained } = await counter.client.stock.cardAccount();
  expect(unexplained.map(({ cards }) => cards)).toEqual([2, 1]);
  const explain = (blanks: number) =>
    counter.client.stock.explainCards({ serial: 'PRACTICE1', blanks, reason: 'test cards of the service' });
  expect(await problemOf(explain(4))).toMatchObject({ code: 'stock.tooManyBlanks' });
  const { blanks: before } = await counter.client.stock.cardAccount();
  const after = await explain(3);
  expect(after).toMatchObject({ unexplained: [], difference: 0, blanks: { spoiled: before.spoiled + 3 } });
  expect(await status()).toEqual({ alerts: 0, cards: 0, band: 'ok' });
  const { store } = counter.core.counter;
  const written = store.sql.selectFrom('journal').select('body').where('type', '=', 'printer.cardsExplained');
  const explained = store.all(written.orderBy('seq'));
  expect(explained.map(({ body }) => JSON.parse(body) as object)).toEqual([
    expect.objectContaining({ cards: 2, blanks: 2 }),
    expect.objectContaining({ cards: 1, blanks: 1 }),
  ]);
});

test('an epoch’s account begins with its own first reading, whatever moved into its stream', async () => {
  const { store, rules } = counter.core.counter;
  renew();
  // Folded again, the entries that moved are of the new stream.
  rebuild(store, rules);
  await goodCard(licences[2]!);
  await counter.core.counter.printer.refresh();
  await counter.signIn('supervisor-1');
  expect(await status()).toEqual({ alerts: 0, cards: 0, band: 'ok' });
});
