import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import type { CloseLine } from '../../../src-shared/contract/counter/close-of-day.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { addDays } from '../../../src-shared/licensing/calendar.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { apply, fromFile, license, printed } from '../../support/flow.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';
import { closeEven, inShift } from '../../support/shift.ts';

let day: Day = '2026-11-20';
let now = 0;
let counter: TestCounter;
let served = 0;
beforeAll(async () => {
  nextDay();
  counter = await startTestCounter({ now: () => now });
});
afterAll(() => counter.stop());
beforeEach(async () => {
  nextDay();
  await as('operator-1');
});

/** Signs in, unless that person is at the PC already: a PIN takes its time. */
let who = '';
async function as(staff: Parameters<TestCounter['signIn']>[0]): Promise<void> {
  if (who !== staff) await counter.signIn(staff);
  who = staff;
}

function nextDay(): void {
  day = addDays(day, 1);
  now = Date.parse(`${day}T09:00:00+05:00`);
}

const till = () => counter.client.till;
const closeOfDay = () => counter.client.closeOfDay;

async function line(name: CloseLine['line']): Promise<CloseLine> {
  await as('supervisor-1');
  const { lines } = await closeOfDay().page({ day });
  return lines.find((each) => each.line === name)!;
}

async function figures(name: CloseLine['line']): Promise<Record<string, number>> {
  return Object.fromEntries((await line(name)).figures.map(({ name: figure, value }) => [figure, value]));
}

async function paid() {
  served += 1;
  const person = sampleApplicant(served);
  return apply(counter.client, { person, last: 'fee', photo: fromFile(counter) });
}

/** Closes as a supervisor would who sees nothing in the way. */
async function close() {
  await as('supervisor-1');
  return closeOfDay().close({ day });
}

async function unknowns(): Promise<string[]> {
  await as('supervisor-1');
  const { lines } = await closeOfDay().page({ day });
  return lines.filter(({ standing }) => standing === 'unknown').map((each) => each.line);
}

describe('a day without an unknown', () => {
  test('closes with its figures in an entry, though nothing was sent while the link is down', async () => {
    const view = await paid();
    await closeEven(counter.client, await inShift(counter.client));
    const page = await (async () => {
      await as('supervisor-1');
      return closeOfDay().page({ day });
    })();
    expect(page).toMatchObject({ stage: 'open', unknowns: 0, linkDown: true });
    expect(page.figures.waiting).toBeGreaterThan(0);
    const closed = await close();
    expect(closed).toMatchObject({ stage: 'closed', closedBy: 'supervisor-1' });
    expect(closed.figures).toMatchObject({
      receipts: 1,
      taken: view.feeTotal,
      cash: view.feeTotal,
      shifts: 1,
      variance: 0,
    });
    const entry = journalOf(counter).at(-1)!;
    expect(entry).toMatchObject({ type: 'day.closed', role: 'supervisor', subject: `till:GLT-1-1:${day}` });
    expect(JSON.parse(entry.body)).toMatchObject({ day, figures: { taken: view.feeTotal, undecided: 1 } });
  });

  test('of which nothing happened closes too, and only once', async () => {
    expect(await close()).toMatchObject({ stage: 'closed', figures: { receipts: 0, taken: 0, shifts: 0 } });
    expect(await problemOf(closeOfDay().close({ day }))).toMatchObject({ code: 'till.dayClosed' });
  });

  test('that has not begun is not a day to close', async () => {
    await as('supervisor-1');
    const tomorrow = addDays(day, 1);
    expect(await problemOf(closeOfDay().page({ day: tomorrow }))).toMatchObject({ code: 'report.badDay' });
    expect(await problemOf(closeOfDay().close({ day: tomorrow }))).toMatchObject({ code: 'report.badDay' });
  });
});

describe('an unknown keeps the day open:', () => {
  const refused = async (count = 1) => {
    const before = journalOf(counter).length;
    expect(await problemOf(close())).toMatchObject({ code: 'till.dayUnknowns', detail: { count } });
    expect(journalOf(counter)).toHaveLength(before);
  };

  test('a shift that is not counted', async () => {
    const shift = await inShift(counter.client);
    expect(await line('shifts')).toMatchObject({
      standing: 'unknown',
      next: { do: 'closeShift', shift: shift.shift },
    });
    await refused();
    await as('operator-1');
    await closeEven(counter.client, shift);
    expect(await unknowns()).toEqual([]);
    await close();
  });

  test('a difference that nobody signed', async () => {
    const { shift } = await inShift(counter.client);
    await till().closeShift({ shift, count: { notes: [], other: 1 }, reason: 'the purse was left' });
    expect(await line('drawers')).toMatchObject({ standing: 'unknown', next: { do: 'signShift', shift } });
    expect(await figures('drawers')).toMatchObject({ expected: 200_000, counted: 1, variance: -199_999 });
    await refused();
    await till().signShift({ shift, note: '' });
    expect(await close()).toMatchObject({ figures: { variance: -199_999 } });
  });

  test('money asked back that nobody answered; agreed and not fetched it is known', async () => {
    const { receiptNumber, feeTotal } = await paid();
    await till().askRefund({ receiptNumber: receiptNumber!, kind: 'refund', reason: 'goes abroad' });
    await closeEven(counter.client, await inShift(counter.client));
    expect(await line('refunds')).toMatchObject({ standing: 'unknown', next: { do: 'answerRefund', receiptNumber } });
    await refused();
    await till().agreeRefund({ receiptNumber: receiptNumber! });
    expect(await line('refunds')).toMatchObject({ standing: 'known', next: { do: 'payRefund', receiptNumber } });
    await close();
    // The applicant comes the next morning: that day's drawer pays, and that day is closed with it.
    nextDay();
    await as('operator-1');
    const shift = await till().openShift({ float: feeTotal! });
    await till().payRefund({ receiptNumber: receiptNumber! });
    await closeEven(counter.client, shift);
    expect(await close()).toMatchObject({ figures: { taken: 0, paidOut: feeTotal } });
  });

  test('a card whose outcome nobody has told', async () => {
    await as('supervisor-1');
    await counter.client.stock.receive({ quantity: 100, reference: 'box 9' });
    served += 1;
    const licence = await license(counter, { person: sampleApplicant(served) });
    who = 'operator-1';
    await closeEven(counter.client, await inShift(counter.client));
    await printed(counter.client, licence.licence!.number);
    expect(await unknowns()).toContain('prints');
    expect(await line('prints')).toMatchObject({ next: { do: 'lookAtCard' } });
    await refused();
    await as('operator-1');
    const { toLookAt } = await counter.client.cards.queue();
    for (const { jobId } of toLookAt) {
      await counter.client.cards.recordOutcome({ jobId: jobId!, outcome: 'good', reason: null });
    }
    expect(await unknowns()).toEqual([]);
    expect(await close()).toMatchObject({ figures: { blanks: 99, cardsGood: 1 } });
  });
});

describe('a closed day', () => {
  test('takes no more money, gives none back, opens no shift; tomorrow does', async () => {
    const waiting = await paid();
    const open = await apply(counter.client, { person: sampleApplicant((served += 1)), last: 'open' });
    await till().askRefund({ receiptNumber: waiting.receiptNumber!, kind: 'refund', reason: 'goes abroad' });
    await closeEven(counter.client, await inShift(counter.client));
    await as('supervisor-1');
    await till().agreeRefund({ receiptNumber: waiting.receiptNumber! });
    await close();
    await as('operator-1');
    expect(await till().drawer()).toMatchObject({ dayClosed: true, shift: null });
    const closed = { code: 'till.dayClosed' };
    const { total } = await till().quote({ applicationId: open.id });
    const take = () => till().takeFee({ applicationId: open.id, tendered: total, method: 'cash' });
    expect(await problemOf(till().openShift({ float: 0 }))).toMatchObject(closed);
    expect(await problemOf(take())).toMatchObject(closed);
    expect(await problemOf(till().payRefund({ receiptNumber: waiting.receiptNumber! }))).toMatchObject(closed);
    nextDay();
    await inShift(counter.client);
    expect(await take()).toMatchObject({ total });
  });

  test('is opened again by a supervisor with a reason, which stands in its figures’ place until it is closed anew', async () => {
    await close();
    expect(await problemOf(closeOfDay().reopen({ day, reason: '  ' }))).toMatchObject({ kind: 'MALFORMED' });
    const open = await closeOfDay().reopen({ day, reason: 'a fee came late' });
    expect(open).toMatchObject({ stage: 'reopened', reason: 'a fee came late' });
    expect(await problemOf(closeOfDay().reopen({ day, reason: 'once more' }))).toMatchObject({ code: 'till.dayOpen' });
    await as('operator-1');
    const { feeTotal } = await paid();
    await closeEven(counter.client, await inShift(counter.client));
    expect(await close()).toMatchObject({ stage: 'closed', figures: { taken: feeTotal } });
  });

  test('is not dodged by a clock that is set back to it', async () => {
    const closedDay = day;
    await close();
    nextDay();
    await as('operator-1');
    const shift = await inShift(counter.client);
    const { id: applicationId } = await apply(counter.client, { person: sampleApplicant((served += 1)), last: 'open' });
    const { total } = await till().quote({ applicationId });
    now = Date.parse(`${closedDay}T15:00:00+05:00`);
    const take = till().takeFee({ applicationId, tendered: total, method: 'cash' });
    expect(await problemOf(take)).toMatchObject({ code: 'till.dayClosed' });
    now = Date.parse(`${day}T15:00:00+05:00`);
    await closeEven(counter.client, shift);
  });

  test('stays closed over a restart of the core', async () => {
    await as('supervisor-1');
    await close();
    await counter.restart();
    who = '';
    await as('operator-1');
    expect(await problemOf(till().openShift({ float: 0 }))).toMatchObject({ code: 'till.dayClosed' });
  });
});
