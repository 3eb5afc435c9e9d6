import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import { toAct, type ActEntry, type EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import { moneyOf } from '../../src-shared/ledger/fold/till/day.ts';
import { expectedIn, varianceOf } from '../../src-shared/ledger/fold/till/shift.ts';
import type { TillState } from '../../src-shared/ledger/till-state.ts';
import { addDays } from '../../src-shared/licensing/calendar.ts';
import type { ActorRole } from '../../src-shared/roles.ts';

const streams = ['GLT-1-1', 'GLT-2-1'] as readonly StreamId[];
const staff = [
  ['op-1', 'operator'],
  ['op-2', 'operator'],
  ['su-1', 'supervisor'],
  ['su-2', 'supervisor'],
] as const;
const uuid = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** One thing somebody does or tries, right or wrong; numbers choose from whatever there is. */
interface Wish {
  readonly what: 'open' | 'take' | 'ask' | 'agree' | 'refuse' | 'pay' | 'count' | 'sign' | 'close' | 'reopen' | 'night';
  readonly who: number;
  readonly at: number;
  readonly pick: number;
  readonly amount: number;
  readonly slip: boolean;
  /** By somebody whose act it is, on something that is at this stage; otherwise by anybody, on anything. */
  readonly apt: boolean;
}

const wishes = fc.array(
  fc.record<Wish>({
    what: fc.constantFrom<Wish['what'][]>(
      ...(['open', 'open', 'take', 'take', 'take', 'take', 'ask', 'ask', 'ask', 'agree', 'agree', 'agree'] as const),
      ...(['pay', 'pay', 'pay', 'pay', 'refuse', 'count', 'sign', 'sign', 'close', 'reopen', 'night'] as const),
    ),
    who: fc.integer({ min: 0, max: 3 }),
    at: fc.integer({ min: 0, max: 1 }),
    pick: fc.nat(12),
    // Paisa, odd ones too: half of anything is never whole rupees.
    amount: fc.integer({ min: 0, max: 400_001 }),
    slip: fc.boolean(),
    apt: fc.integer({ min: 0, max: 4 }).map((one) => one > 0),
  }),
  { minLength: 30, maxLength: 90, size: 'max' },
);

/** Two counters of a centre, every till of theirs, and what was accepted. */
class Centre {
  readonly tills = new Map<Subject, TillState>();
  day = '2026-11-21';
  accepted = 0;
  #made = 0;

  subject(at: number): Subject {
    return `till:${streams[at]!}:${this.day}` as Subject;
  }

  till(subject: Subject): TillState {
    return this.tills.get(subject) ?? { kind: 'till', receipts: [] };
  }

  get all(): readonly TillState[] {
    return [...this.tills.values()];
  }

  /** All of the acts, as one transaction, or none. */
  write(
    { who, at }: Pick<Wish, 'who' | 'at'>,
    ...acts: readonly { type: EntryType; subject: Subject; data: object }[]
  ): boolean {
    const [actor, role] = staff[who]! as readonly [string, ActorRole];
    const next = new Map(this.tills);
    for (const { type, subject, data } of acts) {
      const entry: ActEntry = {
        stream: streams[at]!,
        id: uuid((this.#made += 1)) as EntryId,
        subject,
        actor: actor as StaffId,
        role,
        at: `${this.day}T06:00:00.000Z`,
        offsetMs: 0,
      };
      const act = toAct(type, data, entry);
      if (!act.ok) throw new Error(`${type}: ${JSON.stringify(act)}`);
      const folded = fold(next.get(subject), act.value, firstRules);
      if (!folded.ok) return false;
      next.set(subject, folded.value as TillState);
    }
    for (const [subject, state] of next) this.tills.set(subject, state);
    this.accepted += 1;
    return true;
  }

  do(given: Wish): void {
    const { what, at, pick, amount, slip, apt } = given;
    const supervisors: readonly Wish['what'][] = ['agree', 'refuse', 'sign', 'close', 'reopen'];
    const who = apt ? (given.who % 2) + (supervisors.includes(what) ? 2 : 0) : given.who;
    const wish = { ...given, who };
    const subject = this.subject(at);
    const own = this.till(subject);
    const shifts = own.shifts ?? [];
    const shift = shifts[pick % (shifts.length || 1)]?.shift ?? uuid(0);
    const all = [...this.tills].flatMap(([of, each]) => each.receipts.map((receipt) => ({ of, receipt, till: each })));
    const stage = { agree: 'asked', refuse: 'asked', pay: 'agreed' }[what as string];
    const fitting = all.filter(({ receipt, till }) => {
      const last = till.refunds?.findLast((each) => each.receiptNumber === receipt.receiptNumber);
      return last?.stage === stage;
    });
    const receipts = apt && fitting.length > 0 ? fitting : all;
    const chosen = receipts[pick % (receipts.length || 1)];
    const receiptNumber = chosen?.receipt.receiptNumber ?? 'GLT-1-1-20261121-9999';
    const of = chosen?.of ?? subject;
    const total = chosen?.receipt.total ?? amount;
    switch (what) {
      case 'night':
        this.day = addDays(this.day, 1);
        return;
      case 'open':
        this.write(wish, {
          type: 'till.shiftOpened',
          subject,
          data: { shift: uuid(1000 + (this.#made += 1)), float: amount },
        });
        return;
      case 'take': {
        const number = String(own.receipts.length + 1).padStart(4, '0');
        const data = {
          receiptNumber: `${streams[at]!}-${this.day.replaceAll('-', '')}-${number}`,
          applicationId: uuid(500_000 + (this.#made += 1)),
          rules: 'sample-2025-02',
          lines: [{ code: 'licence', category: null, quantity: 1, unit: amount, amount }],
          total: amount,
          tendered: slip ? amount : amount + pick,
          method: slip ? 'psid' : 'cash',
          reference: slip ? `1234567890123${pick}` : null,
          shift: shifts.findLast((each) => each.opened.by === staff[who]![0])?.shift ?? shift,
        };
        this.write(wish, { type: 'till.took', subject, data });
        return;
      }
      case 'ask': {
        const data = {
          receiptNumber,
          kind: slip ? 'void' : 'refund',
          amount: pick === 0 ? amount : total,
          reason: 'went abroad',
        };
        this.write(wish, { type: 'till.refundAsked', subject: of, data });
        return;
      }
      case 'agree':
        this.write(wish, { type: 'till.refundAgreed', subject: of, data: { receiptNumber } });
        return;
      case 'refuse':
        this.write(wish, { type: 'till.refundRefused', subject: of, data: { receiptNumber, reason: 'work began' } });
        return;
      case 'pay': {
        const mine = shifts.findLast((each) => each.opened.by === staff[who]![0])?.shift ?? shift;
        const out = { receiptNumber, amount: total, method: chosen?.receipt.method ?? 'cash', shift: mine };
        this.write(
          wish,
          { type: 'till.refundPaid', subject: of, data: { receiptNumber, amount: total } },
          { type: 'till.paidOut', subject, data: out },
        );
        return;
      }
      case 'count': {
        const open = shifts.find((each) => each.shift === shift);
        const expected = open === undefined ? 0 : expectedIn(own, open);
        const other = Math.max(0, expected + (pick % 3) - 1);
        const reason = other === expected ? null : 'counted twice';
        this.write(wish, {
          type: 'till.shiftClosed',
          subject,
          data: { shift, count: { notes: [], other }, expected, reason },
        });
        return;
      }
      case 'sign':
        this.write(wish, { type: 'till.shiftSigned', subject, data: { shift, note: '' } });
        return;
      case 'close': {
        // Most days are open for most of it.
        if (pick > 2) return;
        const counts = [
          'opened',
          'decided',
          'undecided',
          'blanks',
          'cardsGood',
          'cardsSpoiled',
          'entries',
          'waiting',
          'exceptions',
        ];
        const figures = { ...Object.fromEntries(counts.map((name) => [name, 0])), ...moneyOf(own) };
        this.write(wish, { type: 'day.closed', subject, data: { day: this.day, figures } });
        return;
      }
      case 'reopen':
        this.write(wish, { type: 'day.reopened', subject, data: { day: this.day, reason: 'a fee came late' } });
    }
  }
}

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
    fc.assert(
      fc.property(wishes, (list) => {
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
  ] as const)('is not closed %s', (_how, who, more, other) => {
    const centre = new Centre();
    const data = { day: centre.day, figures: { ...none, ...money, ...more }, ...other };
    expect(centre.write({ who, at: 0 }, { type: 'day.closed', subject: centre.subject(0), data })).toBe(false);
  });
});
