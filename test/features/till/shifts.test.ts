import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import type { PaymentMethod } from '../../../src-shared/catalogue/house-file.ts';
import type { Day, ShiftId } from '../../../src-shared/ids.ts';
import { addDays } from '../../../src-shared/licensing/calendar.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { apply } from '../../support/flow.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';
import { closeEven } from '../../support/shift.ts';

let day: Day = '2026-11-20';
let now = 0;
/** The next morning at nine. */
function nextDay(): void {
  day = addDays(day, 1);
  now = Date.parse(`${day}T09:00:00+05:00`);
}
nextDay();
let counter: TestCounter;
let served = 0;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
});
afterAll(() => counter.stop());
beforeEach(async () => {
  // Every test has a day of its own, and begins it as an operator does.
  nextDay();
  await counter.signIn('operator-1');
});

const till = () => counter.client.till;
const cash = (other: number) => ({ notes: [], other });

/** An application with nothing paid. */
async function unpaid(): Promise<{ applicationId: Awaited<ReturnType<typeof apply>>['id']; total: number }> {
  served += 1;
  const { id: applicationId } = await apply(counter.client, { person: sampleApplicant(served), last: 'open' });
  return { applicationId, total: (await till().quote({ applicationId })).total };
}

async function pay(method: PaymentMethod = 'cash', reference: string | null = null) {
  const { applicationId, total } = await unpaid();
  return till().takeFee({ applicationId, tendered: total, method, reference });
}

describe('a shift', () => {
  test('has to be open before money is taken, and its opening is one figure', async () => {
    const { applicationId, total } = await unpaid();
    const take = () => till().takeFee({ applicationId, tendered: total, method: 'cash' });
    const before = journalOf(counter).length;
    expect(await problemOf(take())).toMatchObject({ kind: 'REFUSED', code: 'till.noShift' });
    expect(journalOf(counter)).toHaveLength(before);
    expect(await till().drawer()).toMatchObject({ day: day, dayClosed: false, shift: null, left: [] });
    const shift = await till().openShift({ float: 250_000 });
    expect(shift).toMatchObject({ operator: 'operator-1', float: 250_000, stage: 'open', expected: null });
    expect(await take()).toMatchObject({ total });
    expect((await till().drawer()).shift).toMatchObject({ shift: shift.shift, receipts: 1 });
    await closeEven(counter.client, shift);
  });

  test('is one for each operator at a counter: a second is refused, another person has their own', async () => {
    const mine = await till().openShift({ float: 100 });
    expect(await problemOf(till().openShift({ float: 100 }))).toMatchObject({ code: 'till.shiftOpen' });
    await counter.signIn('operator-2');
    const { applicationId, total } = await unpaid();
    const take = () => till().takeFee({ applicationId, tendered: total, method: 'cash' });
    expect(await problemOf(take())).toMatchObject({ code: 'till.noShift' });
    expect((await till().drawer()).others).toMatchObject([{ shift: mine.shift, operator: 'operator-1' }]);
    const theirs = await till().openShift({ float: 0 });
    await take();
    expect(await problemOf(closeEven(counter.client, mine))).toMatchObject({ code: 'till.othersShift' });
    await closeEven(counter.client, theirs);
    await counter.signIn('operator-1');
    expect(await closeEven(counter.client, mine)).toMatchObject({ receipts: 0, expected: 100, variance: 0 });
  });

  test('is counted note by note, and what should be there is told only after the count', async () => {
    const { shift } = await till().openShift({ float: 200_000 });
    const { total, tendered } = await pay();
    await pay('bank', 'nbp 2026/17');
    expect(tendered).toBe(total);
    const expected = 200_000 + total;
    const notes = [
      { value: 500_000, count: Math.floor(expected / 500_000) },
      { value: 100, count: (expected % 500_000) / 100 },
    ];
    const closed = await till().closeShift({ shift, count: { notes, other: 0 }, reason: null });
    expect(closed).toMatchObject({ stage: 'closed', expected, counted: expected, variance: 0, receipts: 2 });
    expect(await problemOf(closeEven(counter.client, { shift }))).toMatchObject({ code: 'till.shiftUnknown' });
  });

  test('with a difference asks for a reason, then for a second person who is a supervisor', async () => {
    const { shift } = await till().openShift({ float: 200_000 });
    const count = cash(199_950);
    const asked = await problemOf(till().closeShift({ shift, count, reason: null }));
    expect(asked).toMatchObject({
      code: 'till.varianceUnexplained',
      detail: { counted: 199_950, expected: 200_000, variance: -50 },
    });
    expect((await till().drawer()).shift?.stage).toBe('open');
    const closed = await till().closeShift({ shift, count, reason: 'a coin is torn' });
    expect(closed).toMatchObject({ stage: 'unsigned', variance: -50, reason: 'a coin is torn' });
    expect(await problemOf(till().signShift({ shift, note: '' }))).toMatchObject({ code: 'session.forbidden' });
    await counter.signIn('supervisor-1');
    const signed = await till().signShift({ shift, note: 'seen' });
    expect(signed).toMatchObject({ stage: 'closed', signedBy: 'supervisor-1', note: 'seen', variance: -50 });
    expect(await problemOf(till().signShift({ shift, note: '' }))).toMatchObject({ code: 'till.nothingToSign' });
  });

  test('that a supervisor counts in the operator’s place is signed by another supervisor', async () => {
    const { shift } = await till().openShift({ float: 5_000 });
    await counter.signIn('supervisor-1');
    await till().closeShift({ shift, count: cash(4_000), reason: 'operator fell ill' });
    expect(await problemOf(till().signShift({ shift, note: '' }))).toMatchObject({ code: 'till.secondPersonNeeded' });
    await counter.signIn('supervisor-2');
    expect(await till().signShift({ shift, note: '' })).toMatchObject({ stage: 'closed', closedBy: 'supervisor-1' });
  });

  test('left open over midnight takes no money of the next day, and is closed first', async () => {
    const old = await till().openShift({ float: 1_000 });
    nextDay();
    const { applicationId, total } = await unpaid();
    const take = () => till().takeFee({ applicationId, tendered: total, method: 'cash' });
    expect(await problemOf(take())).toMatchObject({ code: 'till.noShift' });
    expect(await problemOf(till().openShift({ float: 0 }))).toMatchObject({ code: 'till.shiftOpen' });
    expect((await till().drawer()).left).toMatchObject([{ shift: old.shift }]);
    await closeEven(counter.client, old);
    const fresh = await till().openShift({ float: 0 });
    await take();
    await closeEven(counter.client, fresh);
  });

  test('survives the core ending between the float and the first fee', async () => {
    const { shift } = await till().openShift({ float: 3_000 });
    await counter.restart();
    await counter.signIn('operator-1');
    expect((await till().drawer()).shift).toMatchObject({ shift, float: 3_000 });
    await pay();
    await counter.restart();
    await counter.signIn('operator-1');
    expect((await till().drawer()).shift).toMatchObject({ shift, receipts: 1 });
    await closeEven(counter.client, { shift });
  });

  test.each([
    ['half a paisa', { float: 0.5 }],
    ['less than nothing', { float: -1 }],
    ['no figure', { float: '100' }],
  ])('is not opened with %s', async (_what, input) => {
    expect(await problemOf(till().openShift(input as never))).toMatchObject({ kind: 'MALFORMED' });
  });

  test.each([
    [
      'the same note twice',
      {
        notes: [
          { value: 100, count: 1 },
          { value: 100, count: 2 },
        ],
        other: 0,
      },
    ],
    ['a note of nothing', { notes: [{ value: 0, count: 1 }], other: 0 }],
    ['minus one note', { notes: [{ value: 100, count: -1 }], other: 0 }],
  ])('is not counted with %s', async (_what, count) => {
    const shift = '01900000-0000-7000-8000-000000000001' as ShiftId;
    expect(await problemOf(till().closeShift({ shift, count, reason: null }))).toMatchObject({ kind: 'MALFORMED' });
  });
});

describe('a payment outside the drawer', () => {
  let shift: ShiftId;
  beforeEach(async () => {
    ({ shift } = await till().openShift({ float: 0 }));
  });
  const close = () => closeEven(counter.client, { shift });

  test('names its challan or slip, kept in capitals without spaces', async () => {
    expect(await pay('bank', ' nbp-71 / 2026 ')).toMatchObject({ method: 'bank', reference: 'NBP-71/2026', change: 0 });
    expect(await pay('psid', '۱۲۳۴۵ 67890 1234567')).toMatchObject({ reference: '12345678901234567' });
    expect(await close()).toMatchObject({ expected: 0 });
  });

  test.each([
    ['cash with a reference', 'cash', '12345678901234567'],
    ['a bank without one', 'bank', null],
    ['a slip of twelve digits', 'psid', '123456789012'],
    ['a slip with a letter', 'psid', '1234567890123A'],
  ] as const)('is refused for %s', async (_what, method, reference) => {
    expect(await problemOf(pay(method, reference))).toMatchObject({ code: 'fee.referenceWrong' });
    await close();
  });

  test('gives no change: only a drawer does', async () => {
    const { applicationId, total } = await unpaid();
    const take = till().takeFee({ applicationId, tendered: total + 100, method: 'bank', reference: 'CH-1' });
    expect(await problemOf(take)).toMatchObject({ code: 'till.amountDiffers' });
    await close();
  });

  test('pays one application: the same slip is refused for another, also on another day', async () => {
    const slip = '99912345678901234';
    await pay('psid', slip);
    expect(await problemOf(pay('psid', slip))).toMatchObject({ code: 'fee.slipUsed' });
    expect(await problemOf(pay('psid', ` 999 1234 5678901234`))).toMatchObject({ code: 'fee.slipUsed' });
    await close();
    nextDay();
    ({ shift } = await till().openShift({ float: 0 }));
    expect(await problemOf(pay('psid', slip))).toMatchObject({ code: 'fee.slipUsed' });
    await close();
  });
});
