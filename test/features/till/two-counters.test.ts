import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningCentral } from '../../../src-central/server.ts';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { signIn, startMate, until } from '../../support/centre-mates.ts';
import { rowsOfSubjects } from '../../support/compare-tables.ts';
import type { TestCounter } from '../../support/counter.ts';
import { apply, fromFile } from '../../support/flow.ts';
import { problemOf } from '../../support/problem.ts';
import { closeEven, inShift } from '../../support/shift.ts';
import { settleAll, startTestCentral } from '../../support/test-central.ts';

/** Two counters of one centre, each with a drawer of its own, and a real central. */
let running: RunningCentral;
let hall: TestCounter;
let office: TestCounter;
let served = 40;
beforeAll(async () => {
  running = await startTestCentral();
  hall = await startMate(running, 5);
  office = await startMate(running, 6);
  await signIn(hall, 'operator-1');
  await signIn(office, 'supervisor-1');
}, 60_000);
afterAll(async () => {
  for (const counter of [hall, office]) await counter.stop();
  await running.stop();
});

async function paidIn(counter: TestCounter) {
  served += 1;
  return apply(counter.client, { person: sampleApplicant(served), last: 'fee', photo: fromFile(counter) });
}

test('money asked back at one counter is agreed at another, and paid where it was asked', async () => {
  const view = await paidIn(hall);
  const receiptNumber = view.receiptNumber!;
  // The case stays open on the screen of whoever waits for the answer.
  await hall.client.claims.take({ cnic: view.cnic });
  await hall.client.till.askRefund({ receiptNumber, kind: 'refund', reason: 'goes abroad' });
  const seen = await until(office, async () =>
    (await office.client.till.refunds({ filter: 'waiting' })).find((each) => each.receiptNumber === receiptNumber),
  );
  expect(seen).toMatchObject({ stage: 'asked', amount: view.feeTotal, barred: null });
  await office.client.till.agreeRefund({ receiptNumber });
  // The other drawer cannot pay it as well, whatever its operator believes.
  await signIn(office, 'operator-2');
  await inShift(office.client);
  expect(await problemOf(office.client.till.payRefund({ receiptNumber }))).toMatchObject({
    code: 'till.paidElsewhere',
  });
  await until(hall, async () => {
    const [own] = await hall.client.till.refunds({ filter: 'waiting' });
    return own?.stage === 'agreed' ? own : undefined;
  });
  const shift = await inShift(hall.client);
  expect(await hall.client.till.payRefund({ receiptNumber })).toMatchObject({ stage: 'paid' });
  expect(await hall.client.applications.get({ applicationId: view.id })).toMatchObject({ stage: 'cancelled' });
  await closeEven(hall.client, shift);
  await until(office, async () => {
    const [last] = await office.client.till.refunds({ filter: 'all' });
    return last?.stage === 'paid' ? last : undefined;
  });
  await settleAll(running);
  const { rows } = await running.central.pool.query('select stage, amount from till_refund');
  expect(rows).toEqual([{ stage: 'paid', amount: view.feeTotal }]);
});

test('one payment slip shown at two counters that do not see each other pays once: the later one is a case', async () => {
  const reference = '77712345678901234';
  await signIn(hall, 'operator-1');
  await signIn(office, 'operator-2');
  for (const counter of [hall, office]) {
    await inShift(counter.client);
    await counter.client.practice.set({ linkUp: false });
  }
  const take = async ({ client }: TestCounter) => {
    served += 1;
    const { id: applicationId } = await apply(client, { person: sampleApplicant(served), last: 'open' });
    const { total } = await client.till.quote({ applicationId });
    await client.till.takeFee({ applicationId, tendered: total, method: 'psid', reference });
    return applicationId;
  };
  const first = await take(hall);
  const second = await take(office);
  for (const counter of [hall, office]) {
    await counter.client.practice.set({ linkUp: true });
    await until(counter, async () => ((await counter.client.status.now()).replay.unsent === 0 ? true : undefined));
    await settleAll(running);
  }
  const { db } = running.central;
  const slips = await db.selectFrom('payment_slip').selectAll().execute();
  expect(slips).toMatchObject([{ slip: reference }]);
  const open = await db.selectFrom('exception_case').select(['code', 'type']).where('stage', '<>', 'closed').execute();
  expect(open).toEqual([{ code: 'fee.slipUsed', type: 'till.took' }]);
  const paid = await db
    .selectFrom('application')
    .select(['id', 'receipt_number'])
    .where('id', 'in', [first, second])
    .execute();
  expect(paid.filter((each) => each.receipt_number !== null)).toHaveLength(1);
  const kept = (id: ApplicationId) => paid.find((each) => each.id === id)?.receipt_number ?? null;
  // It is the one that central heard of first.
  expect(kept(first)).not.toBeNull();
  expect(kept(second)).toBeNull();
});

test('both ends show the same of every till', async () => {
  const { db } = running.central;
  for (const counter of [hall, office]) {
    await settleAll(running);
    const { store } = counter.core.counter;
    const tills = store.all(store.sql.selectFrom('subject').select('subject').where('subject', 'like', 'till:%'));
    const subjects = tills.map(({ subject }) => subject);
    expect(subjects).toHaveLength(2);
    const same = await until(counter, async () => {
      const [here, there] = await rowsOfSubjects(store, db, subjects);
      return JSON.stringify(here) === JSON.stringify(there) ? here : undefined;
    });
    expect(same['till_refund']).toHaveLength(1);
    expect(same['till_payout']).toHaveLength(1);
    expect(same['payment_slip']).toHaveLength(1);
    expect(same['till_shift']!.length).toBeGreaterThanOrEqual(3);
  }
});
