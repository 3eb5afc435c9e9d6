import { assert, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../src-shared/ledger/fold/till/day.ts';
import { expectedIn, varianceOf } from '../../src-shared/ledger/fold/till/shift.ts';
import { Centre, uuid, wishes } from '../support/till-world.ts';

/** Money is neither made nor lost: told from the entries' own facts, not from what the fold adds up. */
function checkMoney(centre: Centre): void {
  const receipts = centre.all.flatMap((till) => till.receipts);
  const refunds = centre.all.flatMap((till) => till.refunds ?? []);
  const payouts = centre.all.flatMap((till) => till.payouts ?? []);
  const paid = refunds.filter(({ stage }) => stage === 'paid');
  for (const { receiptNumber, total } of receipts) {
    const back = paid.filter((each) => each.receiptNumber === receiptNumber).map(({ amount }) => amount);
    expect([[], [total]]).toContainEqual(back);
    expect(payouts.filter((each) => each.receiptNumber === receiptNumber).map(({ amount }) => amount)).toEqual(back);
    expect(
      refunds.filter((each) => each.receiptNumber === receiptNumber && each.stage !== 'refused').length,
    ).toBeLessThan(2);
  }
  expect(payouts).toHaveLength(paid.length);
  for (const { asked, answered, receiptNumber, stage } of refunds) {
    if (stage === 'asked') continue;
    const taker = receipts.find((each) => each.receiptNumber === receiptNumber)!.deed.by;
    expect(answered!.by).toMatch(/^su-/);
    if (stage !== 'refused') expect([asked.by, taker]).not.toContain(answered!.by);
  }
  const drawers = centre.all.flatMap((till) => (till.shifts ?? []).map((shift) => ({ till, shift })));
  for (const { till, shift } of drawers) {
    const inIt = till.receipts.filter((each) => each.shift === shift.shift && each.method === 'cash');
    const out = (till.payouts ?? []).filter((each) => each.shift === shift.shift && each.method === 'cash');
    const sum = (list: readonly number[]) => list.reduce((all, each) => all + each, 0);
    const left = shift.float + sum(inIt.map(({ total }) => total)) - sum(out.map(({ amount }) => amount));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(expectedIn(till, shift)).toBe(left);
    expect(Number.isInteger(left)).toBe(true);
    if (shift.closed === null) continue;
    expect(shift.closed.expected).toBe(left);
    expect(varianceOf(shift)).toBe(shift.closed.counted - left);
    if (shift.closed.counted !== left) expect(shift.closed.reason).not.toBeNull();
    if (shift.signed !== null) expect(shift.signed.deed.by).not.toBe(shift.closed.deed.by);
  }
  for (const till of centre.all) {
    const slips = till.receipts.flatMap(({ method, reference, receiptNumber }) => {
      const free = paid.some((each) => each.receiptNumber === receiptNumber && each.kind === 'void');
      return method === 'psid' && !free ? [reference] : [];
    });
    expect(new Set(slips).size).toBe(slips.length);
    for (const { shift } of till.receipts) expect(till.shifts!.map((each) => each.shift)).toContain(shift);
    const live = (till.shifts ?? []).filter(({ closed }) => closed === null).map(({ opened }) => opened.by);
    expect(new Set(live).size).toBe(live.length);
    if (till.close?.stage !== 'closed') continue;
    expect(live).toEqual([]);
    expect((till.shifts ?? []).filter((each) => (varianceOf(each) ?? 0) !== 0 && each.signed === null)).toEqual([]);
    expect(till.close.figures).toMatchObject(moneyOf(till));
  }
}

describe('money', () => {
  test('is conserved for any sequence of payments, voids, refunds, shifts and closed days', () => {
    const seen = { accepted: 0, paid: 0, void: 0, closed: 0, unsigned: 0, slips: 0 };
    assert(
      property(wishes, (list) => {
        const centre = new Centre();
        for (const wish of list) {
          const before = centre.accepted;
          centre.do(wish);
          if (centre.accepted > before) checkMoney(centre);
        }
        seen.accepted += centre.accepted;
        for (const till of centre.all) {
          const paid = (till.refunds ?? []).filter(({ stage }) => stage === 'paid');
          seen.paid += paid.length;
          seen.void += paid.filter(({ kind }) => kind === 'void').length;
          seen.closed += till.close?.stage === 'closed' ? 1 : 0;
          seen.unsigned += (till.shifts ?? []).filter((each) => (varianceOf(each) ?? 0) !== 0).length;
          seen.slips += till.receipts.filter(({ method }) => method === 'psid').length;
        }
      }),
      { numRuns: 800 },
    );
    // It is not true of nothing: all that can happen to money happened.
    expect(seen.accepted).toBeGreaterThan(3000);
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(12);
  });
});

describe('a till of an older build', () => {
  const took = (shift?: string) => ({
    receiptNumber: `GLT-1-1-20261121-000${shift === undefined ? 1 : 2}`,
    applicationId: uuid(7),
    rules: 'sample-2025-02',
    lines: [],
    total: 0,
    tendered: 0,
    method: 'bank',
    ...(shift === undefined ? {} : { shift, reference: 'CH-1' }),
  });

  test('has its receipts without a shift, until there is one: from then on money is taken in shifts', () => {
    const centre = new Centre();
    const who = { who: 0, at: 0 };
    const subject = centre.subject(0);
    expect(centre.write(who, { type: 'till.took', subject, data: took() })).toBe(true);
    expect(centre.write(who, { type: 'till.took', subject, data: took(uuid(1)) })).toBe(false);
    expect(centre.write(who, { type: 'till.shiftOpened', subject, data: { shift: uuid(1), float: 0 } })).toBe(true);
    expect(
      centre.write(who, { type: 'till.took', subject, data: { ...took(), receiptNumber: 'GLT-1-1-20261121-0003' } }),
    ).toBe(false);
    expect(centre.write(who, { type: 'till.took', subject, data: took(uuid(1)) })).toBe(true);
    // What was taken before shifts were kept can be paid back, but is no mistake of this shift.
    const receiptNumber = 'GLT-1-1-20261121-0001';
    const ask = (kind: string) => ({ receiptNumber, kind, amount: 0, reason: 'went abroad' });
    expect(centre.write(who, { type: 'till.refundAsked', subject, data: ask('void') })).toBe(false);
    expect(centre.write(who, { type: 'till.refundAsked', subject, data: ask('refund') })).toBe(true);
  });
});

describe('a day', () => {
  const none = {
    opened: 0,
    decided: 0,
    undecided: 0,
    blanks: 0,
    cardsGood: 0,
    cardsSpoiled: 0,
    entries: 0,
    waiting: 0,
    exceptions: 0,
  };
  const money = { shifts: 0, receipts: 0, taken: 0, cash: 0, paidOut: 0, variance: 0 };

  test.each([
    ['by an operator', 0, {}, {}],
    ['under another day’s name', 2, {}, { day: '2026-11-20' }],
    ['with money that the till does not have', 2, { taken: 100 }, {}],
  ] as const)('is not closed %s', (...[, who, more, other]) => {
    const centre = new Centre();
    const data = { day: centre.day, figures: { ...none, ...money, ...more }, ...other };
    expect(centre.write({ who, at: 0 }, { type: 'day.closed', subject: centre.subject(0), data })).toBe(false);
  });
});
