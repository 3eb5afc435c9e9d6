import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import type { ApplicationId, ReceiptNumber } from '../../../src-shared/ids.ts';
import type { TillState } from '../../../src-shared/ledger/till-state.ts';
import { findSubject } from '../../../src-main/store/subjects.ts';
import { tillToday } from '../../../src-main/features/till/shifts.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { apply, fromFile, type Milestone } from '../../support/flow.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';
import { closeEven, FLOAT, inShift } from '../../support/shift.ts';

let now = Date.parse('2026-11-21T09:00:00+05:00');
let counter: TestCounter;
let served = 0;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
});
afterAll(() => counter.stop());
beforeEach(async () => {
  now += 60_000;
  await counter.signIn('operator-1');
  await inShift(counter.client);
});

const till = () => counter.client.till;

interface Paid {
  readonly applicationId: ApplicationId;
  readonly receiptNumber: ReceiptNumber;
  readonly total: number;
}

const no = ({ receiptNumber }: Paid) => ({ receiptNumber });
const app = ({ applicationId }: Paid) => ({ applicationId });

async function paid(last: Milestone = 'fee'): Promise<Paid> {
  served += 1;
  const view = await apply(counter.client, { person: sampleApplicant(served), last, photo: fromFile(counter) });
  return { applicationId: view.id, receiptNumber: view.receiptNumber!, total: view.feeTotal! };
}

const ask = ({ receiptNumber }: Paid, kind: 'void' | 'refund' = 'refund') =>
  till().askRefund({ receiptNumber, kind, reason: 'applicant goes abroad' });
const agree = async ({ receiptNumber }: Paid, by: 'supervisor-1' | 'supervisor-2' = 'supervisor-1') => {
  await counter.signIn(by);
  return till().agreeRefund({ receiptNumber });
};
const pay = async ({ receiptNumber }: Paid) => {
  await counter.signIn('operator-1');
  return till().payRefund({ receiptNumber });
};
const state = (): TillState => findSubject(counter.core.counter.store, tillToday(counter.core.counter)) as TillState;

describe('a refund', () => {
  test('is asked with a reason, agreed by a supervisor, paid out of the drawer: and the application is at its end', async () => {
    const of = await paid();
    const asked = await ask(of);
    expect(asked).toMatchObject({ stage: 'asked', kind: 'refund', amount: of.total, askedBy: 'operator-1' });
    expect(await till().refunds({ filter: 'waiting' })).toEqual([asked]);
    expect(await agree(of)).toMatchObject({ stage: 'agreed', answeredBy: 'supervisor-1' });
    expect(await counter.client.applications.get(app(of))).toMatchObject({ stage: 'cancelled', receiptNumber: null });
    expect(await pay(of)).toMatchObject({ stage: 'paid', paidBy: 'operator-1' });
    expect(await till().refunds({ filter: 'waiting' })).toEqual([]);
    // Nobody goes on with what was paid back.
    const submit = counter.client.applications.submit({ applicationId: of.applicationId, proofread: true });
    expect(await problemOf(submit)).toMatchObject({ code: 'application.notOpen' });
    const again = till().takeFee({ applicationId: of.applicationId, tendered: of.total, method: 'cash' });
    expect(await problemOf(again)).toMatchObject({ code: 'application.notOpen' });
  });

  test('leaves the drawer with what is left in it, and the receipt is paid back once', async () => {
    const of = await paid();
    const stays = await paid();
    await ask(of);
    await agree(of);
    await pay(of);
    expect(await problemOf(till().payRefund(no(of)))).toMatchObject({ code: 'till.refundNotAgreed' });
    expect(await problemOf(ask(of))).toMatchObject({ code: 'till.refunded' });
    const shift = await inShift(counter.client);
    const [till1] = [state()];
    const taken = till1.receipts.reduce((sum, { total }) => sum + total, 0);
    const back = till1.payouts!.reduce((sum, { amount }) => sum + amount, 0);
    expect(back).toBeGreaterThanOrEqual(of.total);
    expect(stays.total).toBeGreaterThan(0);
    expect(await closeEven(counter.client, shift)).toMatchObject({ expected: FLOAT + taken - back, variance: 0 });
  });

  test('is not agreed by whoever asked, whoever took the money, or anyone but a supervisor', async () => {
    const of = await paid();
    await ask(of);
    expect(await problemOf(till().agreeRefund(no(of)))).toMatchObject({ kind: 'DENIED', code: 'session.forbidden' });
    const other = await paid();
    await counter.signIn('supervisor-1');
    const own = await ask(other);
    expect(own).toMatchObject({ askedBy: 'supervisor-1', barred: 'till.secondPersonNeeded' });
    expect(await problemOf(till().agreeRefund(no(other)))).toMatchObject({ code: 'till.secondPersonNeeded' });
    expect(await agree(other, 'supervisor-2')).toMatchObject({ stage: 'agreed' });
    await pay(other);
    await agree(of);
    await pay(of);
  });

  test('that is refused leaves everything as it was, and can be asked again', async () => {
    const of = await paid('submit');
    await ask(of);
    expect(await problemOf(ask(of))).toMatchObject({ code: 'till.refundWaits' });
    await counter.signIn('supervisor-1');
    const refused = await till().refuseRefund({ receiptNumber: of.receiptNumber, reason: 'the test was sat' });
    expect(refused).toMatchObject({ stage: 'refused', answer: 'the test was sat' });
    expect(await counter.client.applications.get(app(of))).toMatchObject({ stage: 'submitted', feeTotal: of.total });
    await counter.signIn('operator-1');
    expect(await problemOf(till().payRefund(no(of)))).toMatchObject({ code: 'till.refundNotAgreed' });
    expect(await ask(of)).toMatchObject({ stage: 'asked' });
    await agree(of);
    expect(await counter.client.applications.get(app(of))).toMatchObject({ stage: 'cancelled' });
    await pay(of);
  });

  test('is not given for what was issued, also when it was asked before', async () => {
    const of = await paid('submit');
    await ask(of);
    await counter.signIn('supervisor-1');
    await counter.client.approvals.approve(app(of));
    const before = journalOf(counter).length;
    expect(await problemOf(till().agreeRefund(no(of)))).toMatchObject({ code: 'fee.issued' });
    expect(journalOf(counter)).toHaveLength(before);
    await till().refuseRefund({ receiptNumber: of.receiptNumber, reason: 'it is issued' });
    expect(await problemOf(ask(of))).toMatchObject({ code: 'fee.issued' });
  });

  test('needs an open shift, a drawer that holds it, and a receipt that exists', async () => {
    const of = await paid();
    await ask(of);
    await agree(of);
    await counter.signIn('operator-2');
    expect(await problemOf(till().payRefund(no(of)))).toMatchObject({ code: 'till.noShift' });
    const { shift } = await till().openShift({ float: of.total - 1 });
    expect(await problemOf(till().payRefund(no(of)))).toMatchObject({ code: 'till.notEnoughCash' });
    await closeEven(counter.client, { shift });
    await pay(of);
    const receiptNumber = `${of.receiptNumber.slice(0, -4)}9999` as ReceiptNumber;
    expect(await problemOf(till().askRefund({ receiptNumber, kind: 'refund', reason: 'no such' }))).toMatchObject({
      code: 'till.receiptUnknown',
    });
  });

  test('of a day before comes out of today’s drawer, and stands on the receipt of its day', async () => {
    const of = await paid();
    await closeEven(counter.client, await inShift(counter.client));
    now += 24 * 3_600_000;
    await counter.signIn('operator-1');
    const shift = await till().openShift({ float: of.total });
    expect(await problemOf(ask(of, 'void'))).toMatchObject({ code: 'till.voidTooLate' });
    await ask(of);
    await agree(of);
    await pay(of);
    expect(await till().receipt(no(of))).toMatchObject({ refund: { kind: 'refund', stage: 'paid' } });
    expect(state().payouts).toMatchObject([{ receiptNumber: of.receiptNumber, amount: of.total, shift: shift.shift }]);
    expect(await closeEven(counter.client, shift)).toMatchObject({ expected: 0 });
  });
});

describe('a receipt given by mistake', () => {
  test('is void: the money goes back and the fee is paid anew, by a receipt of its own', async () => {
    const of = await paid('submit');
    await ask(of, 'void');
    await agree(of);
    const open = await counter.client.applications.get(app(of));
    expect(open).toMatchObject({ stage: 'open', step: 'fee', receiptNumber: null, submittedAt: null });
    await pay(of);
    const second = await till().takeFee({ applicationId: of.applicationId, tendered: of.total, method: 'cash' });
    expect(second.receiptNumber).not.toBe(of.receiptNumber);
    const submitted = await counter.client.applications.submit({ applicationId: of.applicationId, proofread: true });
    expect(submitted).toMatchObject({ stage: 'submitted', receiptNumber: second.receiptNumber });
  });

  test('holds its shift open until it is answered and paid, for the count would not be true', async () => {
    const of = await paid();
    await ask(of, 'void');
    const shift = await inShift(counter.client);
    const close = () => till().closeShift({ shift: shift.shift, count: { notes: [], other: 0 }, reason: 'counted' });
    expect(await problemOf(close())).toMatchObject({ code: 'till.refundWaits' });
    await agree(of);
    await counter.signIn('operator-1');
    expect(await problemOf(close())).toMatchObject({ code: 'till.refundWaits' });
    await pay(of);
    expect(await closeEven(counter.client, shift)).toMatchObject({ variance: 0 });
  });

  test('frees its payment slip for the application it was meant for', async () => {
    const reference = '88812345678901234';
    served += 2;
    const open = async (number: number) =>
      (await apply(counter.client, { person: sampleApplicant(number), last: 'open' })).id;
    const [wrong, right] = [await open(served - 1), await open(served)];
    const take = async (applicationId: ApplicationId) => {
      const { total } = await till().quote({ applicationId });
      return till().takeFee({ applicationId, tendered: total, method: 'psid', reference });
    };
    const { receiptNumber, total } = await take(wrong);
    const of = { applicationId: wrong, receiptNumber, total };
    expect(await problemOf(take(right))).toMatchObject({ code: 'fee.slipUsed' });
    await ask(of, 'void');
    await agree(of);
    await counter.signIn('operator-1');
    // The slip is free when the matter is settled, not when it is promised.
    expect(await problemOf(take(right))).toMatchObject({ code: 'fee.slipUsed' });
    await pay(of);
    expect(await take(right)).toMatchObject({ reference });
    // Nothing of it went through the drawer.
    const shift = await inShift(counter.client);
    expect(await closeEven(counter.client, shift)).toMatchObject({ variance: 0 });
  });
});

test('what one transaction writes of a repayment is written together: the receipt and the drawer', async () => {
  const of = await paid();
  await ask(of);
  await agree(of);
  await pay(of);
  const [back, out] = journalOf(counter).slice(-2);
  expect([back!.type, out!.type]).toEqual(['till.refundPaid', 'till.paidOut']);
  expect(out!.deps).toEqual([back!.id]);
  const agreed = journalOf(counter).findLast(({ type }) => type === 'till.refundAgreed')!;
  const returned = journalOf(counter).findLast(({ type }) => type === 'application.feeReturned')!;
  expect(agreed.deps).toEqual([returned.id]);
});
