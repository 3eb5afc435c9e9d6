import type { CloseFigure, CloseLine, CloseStep } from '../../../src-shared/contract/counter/close-of-day.ts';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { ReceiptNumber, ShiftId } from '../../../src-shared/ids.ts';
import type { TillRefundRow, TillShiftRow } from '../../../src-shared/ledger/till-tables.ts';

/** What the lines are made of. */
export interface DayFacts {
  readonly report: Pick<DayReport, 'work' | 'money' | 'cards' | 'cardAccount' | 'replay'>;
  /** Applications of this counter that are neither decided nor ended; `submitted` of them wait for a supervisor. */
  readonly undecided: { readonly open: number; readonly submitted: number };
  readonly shifts: readonly TillShiftRow[];
  /** Of the day's receipts, and what is to be paid here. */
  readonly refunds: readonly TillRefundRow[];
  /** Paid back today, paisa. */
  readonly paidOut: number;
  /** Receipts of older builds, which knew no shifts. */
  readonly outside: number;
  readonly cases: number;
}

/** The day line by line: work, cash, cards, replay. */
export function closeLines(facts: DayFacts): readonly CloseLine[] {
  return [...workLines(facts), ...cashLines(facts), ...cardLines(facts), ...replayLines(facts)];
}

function workLines({ report: { work }, undecided }: DayFacts): readonly CloseLine[] {
  const left = undecided.open + undecided.submitted;
  return [
    {
      section: 'work',
      line: 'applications',
      // Work goes on tomorrow; nothing about it is unknown.
      standing: left === 0 ? 'ok' : 'known',
      figures: [
        count('opened', work.opened),
        count('approved', work.approved),
        count('returned', work.returned),
        count('open', undecided.open),
        count('submitted', undecided.submitted),
      ],
      next: undecided.submitted > 0 ? { do: 'decide' } : null,
    },
  ];
}

function cashLines({ report: { money }, shifts, refunds, paidOut, outside }: DayFacts): readonly CloseLine[] {
  const open = shifts.find(({ stage }) => stage === 'open');
  const unsigned = shifts.find(({ stage }) => stage === 'unsigned');
  const asked = refunds.find(({ stage }) => stage === 'asked');
  const agreed = refunds.find(({ stage }) => stage === 'agreed');
  const counted = shifts.filter((each) => each.counted !== null);
  const sum = (of: (row: TillShiftRow) => number) => counted.reduce((all, row) => all + of(row), 0);
  const by = (method: string) => money.byMethod.find((each) => each.method === method)?.amount ?? 0;
  return [
    {
      section: 'cash',
      line: 'shifts',
      standing: open === undefined ? 'ok' : 'unknown',
      figures: [count('shifts', shifts.length), count('open', shifts.filter(({ stage }) => stage === 'open').length)],
      next: open === undefined ? null : { do: 'closeShift', shift: ShiftId.parse(open.id) },
    },
    {
      section: 'cash',
      line: 'drawers',
      standing: unsigned === undefined ? 'ok' : 'unknown',
      figures: [
        rupees(
          'expected',
          sum((row) => row.expected),
        ),
        rupees(
          'counted',
          sum((row) => row.counted ?? 0),
        ),
        rupees(
          'variance',
          sum((row) => (row.counted ?? 0) - row.expected),
        ),
      ],
      next: unsigned === undefined ? null : { do: 'signShift', shift: ShiftId.parse(unsigned.id) },
    },
    {
      section: 'cash',
      line: 'receipts',
      standing: outside === 0 ? 'ok' : 'known',
      figures: [
        count('receipts', money.receipts),
        rupees('cash', by('cash')),
        rupees('bank', by('bank')),
        rupees('psid', by('psid')),
        ...(outside === 0 ? [] : [count('outside', outside)]),
      ],
      next: null,
    },
    {
      section: 'cash',
      line: 'refunds',
      standing: asked !== undefined ? 'unknown' : agreed !== undefined ? 'known' : 'ok',
      figures: [
        count('asked', refunds.filter(({ stage }) => stage === 'asked').length),
        count('agreed', refunds.filter(({ stage }) => stage === 'agreed').length),
        rupees('paidOut', paidOut),
      ],
      next: refundStep(asked, agreed),
    },
  ];
}

function refundStep(asked: TillRefundRow | undefined, agreed: TillRefundRow | undefined): CloseStep | null {
  if (asked !== undefined) return { do: 'answerRefund', receiptNumber: ReceiptNumber.parse(asked.receipt_number) };
  if (agreed !== undefined) return { do: 'payRefund', receiptNumber: ReceiptNumber.parse(agreed.receipt_number) };
  return null;
}

function cardLines({ report: { cards, cardAccount } }: DayFacts): readonly CloseLine[] {
  const { good, spoiled, open } = cardAccount.total;
  const wrong = cardAccount.stillUnexplained !== 0 || cardAccount.difference !== 0;
  return [
    {
      section: 'cards',
      line: 'blanks',
      // Fewer than none: blanks came that nobody booked.
      standing: cards.closing < 0 ? 'unknown' : 'ok',
      figures: [
        count('opening', cards.opening),
        count('received', cards.received),
        count('used', cards.printed + cards.spoiled),
        count('closing', cards.closing),
      ],
      next: cards.closing < 0 ? { do: 'countBlanks' } : null,
    },
    {
      section: 'cards',
      line: 'prints',
      standing: open > 0 ? 'unknown' : 'ok',
      figures: [count('good', good), count('spoiled', spoiled), count('noOutcome', open)],
      next: open > 0 ? { do: 'lookAtCard' } : null,
    },
    {
      section: 'cards',
      line: 'account',
      standing: wrong ? 'unknown' : 'ok',
      figures: [count('unexplained', cardAccount.stillUnexplained), count('difference', cardAccount.difference)],
      next: wrong ? { do: 'explainCards' } : null,
    },
  ];
}

function replayLines({ report: { replay }, cases }: DayFacts): readonly CloseLine[] {
  return [
    {
      section: 'replay',
      line: 'sent',
      standing: replay.waiting > 0 ? 'known' : 'ok',
      figures: [
        count('entries', replay.entries),
        count('confirmed', replay.confirmed),
        count('waiting', replay.waiting),
      ],
      next: replay.waiting > 0 ? { do: 'tryNow' } : null,
    },
    {
      section: 'replay',
      line: 'cases',
      standing: cases > 0 ? 'known' : 'ok',
      figures: [count('exceptions', replay.exceptions), count('cases', cases)],
      next: cases > 0 ? { do: 'openExceptions' } : null,
    },
  ];
}

function count(name: CloseFigure['name'], value: number): CloseFigure {
  return { name, value, is: 'count' };
}

function rupees(name: CloseFigure['name'], value: number): CloseFigure {
  return { name, value, is: 'rupees' };
}
