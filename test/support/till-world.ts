import { array, boolean, constantFrom, integer, nat, record } from 'fast-check';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { StreamId, type EntryId, type StaffId } from '../../src-shared/ids.ts';
import { toAct, type ActEntry, type EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import { moneyOf } from '../../src-shared/ledger/fold/till/day.ts';
import { expectedIn } from '../../src-shared/ledger/fold/till/shift.ts';
import type { TillState } from '../../src-shared/ledger/till-state.ts';
import { addDays } from '../../src-shared/licensing/calendar.ts';
import type { ActorRole } from '../../src-shared/roles.ts';

const streams = ['GLT-1-1', 'GLT-2-1'].map((each) => StreamId.parse(each));
const staff = [
  ['op-1', 'operator'],
  ['op-2', 'operator'],
  ['su-1', 'supervisor'],
  ['su-2', 'supervisor'],
] as const;
export const uuid = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** One thing somebody does or tries, right or wrong; numbers choose from whatever there is. */
export interface Wish {
  readonly what: 'open' | 'take' | 'ask' | 'agree' | 'refuse' | 'pay' | 'count' | 'sign' | 'close' | 'reopen' | 'night';
  readonly who: number;
  readonly at: number;
  readonly pick: number;
  readonly amount: number;
  readonly slip: boolean;
  /** By somebody whose act it is, on something that is at this stage; otherwise by anybody, on anything. */
  readonly apt: boolean;
}

export const wishes = array(
  record<Wish>({
    what: constantFrom<Wish['what'][]>(
      ...(['open', 'open', 'take', 'take', 'take', 'take', 'ask', 'ask', 'ask', 'agree', 'agree', 'agree'] as const),
      ...(['pay', 'pay', 'pay', 'pay', 'refuse', 'count', 'sign', 'sign', 'close', 'reopen', 'night'] as const),
    ),
    who: integer({ min: 0, max: 3 }),
    at: integer({ min: 0, max: 1 }),
    pick: nat(12),
    // Paisa, odd ones too: half of anything is never whole rupees.
    amount: integer({ min: 0, max: 400_001 }),
    slip: boolean(),
    apt: integer({ min: 0, max: 4 }).map((one) => one > 0),
  }),
  { minLength: 30, maxLength: 90, size: 'max' },
);

/** Two counters of a centre, every till of theirs, and what was accepted. */
export class Centre {
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
