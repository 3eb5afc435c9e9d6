import type { CloseOfDay } from '../../../src-shared/contract/counter/close-of-day.ts';
import { StaffId, StreamId, type Day } from '../../../src-shared/ids.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import { DayFigures } from '../../../src-shared/ledger/entries/till-entries.ts';
import { moneyOf } from '../../../src-shared/ledger/fold/till/day.ts';
import { tillSubject } from '../../../src-shared/ledger/subjects.ts';
import type { DayCloseRow, TillRefundRow } from '../../../src-shared/ledger/till-tables.ts';
import type { Counter } from '../../counter.ts';
import { dayReport } from '../reports/day-report.ts';
import { findTill } from '../till/shifts.ts';
import { closeLines, type DayFacts } from './close-lines.ts';

/** The day as the supervisor sees it before closing it, and after. Refuses with `report.badDay`. */
export function closeOfDayPage(counter: Counter, day: Day): CloseOfDay {
  const facts = factsOf(counter, day);
  const lines = [...closeLines(facts)];
  const close = findClose(counter, day);
  const isClosed = close?.stage === 'closed';
  return {
    day,
    stage: close === undefined ? 'open' : isClosed ? 'closed' : 'reopened',
    closedAt: close?.closed_at ?? null,
    closedBy: close === undefined ? null : StaffId.parse(close.closed_by),
    reason: close?.reason ?? null,
    lines,
    unknowns: lines.filter(({ standing }) => standing === 'unknown').length,
    figures:
      close !== undefined && isClosed ? DayFigures.parse(JSON.parse(close.figures)) : figuresOf(counter, facts, day),
    linkDown: counter.replay.link.state !== 'up',
  };
}

/** The tills this counter had that day: one, or one an epoch where its enrolment was renewed. */
export function tillsOf(counter: Counter, day: Day): readonly Subject[] {
  const { store, identity } = counter;
  const current = identity.place.stream;
  return identity.streams
    .map((stream) => tillSubject(StreamId.parse(stream), day))
    .filter((subject) => subject === tillSubject(current, day) || findTill({ store }, subject) !== undefined);
}

/** What a till is closed with: its own money, and the counter's day. */
export function figuresOfTill(counter: Counter, subject: Subject, day: Day): DayFigures {
  const till = findTill(counter, subject) ?? { kind: 'till' as const, receipts: [] };
  return { ...dayFigures(factsOf(counter, day)), ...moneyOf(till) };
}

function figuresOf(counter: Counter, facts: DayFacts, day: Day): DayFigures {
  const sums = tillsOf(counter, day).map((subject) =>
    moneyOf(findTill(counter, subject) ?? { kind: 'till', receipts: [] }),
  );
  const sum = (name: keyof ReturnType<typeof moneyOf>) => sums.reduce((all, each) => all + each[name], 0);
  return {
    ...dayFigures(facts),
    shifts: sum('shifts'),
    receipts: sum('receipts'),
    taken: sum('taken'),
    cash: sum('cash'),
    paidOut: sum('paidOut'),
    variance: sum('variance'),
  };
}

function dayFigures({ report, undecided }: DayFacts): Omit<DayFigures, keyof ReturnType<typeof moneyOf>> {
  const { work, cards, cardAccount, replay } = report;
  return {
    opened: work.opened,
    decided: work.approved + work.returned,
    undecided: undecided.open + undecided.submitted,
    blanks: cards.closing,
    cardsGood: cardAccount.total.good,
    cardsSpoiled: cardAccount.total.spoiled,
    entries: replay.entries,
    waiting: replay.waiting,
    exceptions: replay.exceptions,
  };
}

function factsOf(counter: Counter, day: Day): DayFacts {
  const { store, identity } = counter;
  const report = dayReport(counter, day);
  const own = store.sql.selectFrom('application').where('stream', 'in', identity.streams);
  const stages = store.all(
    own
      .select('stage')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('stage', 'in', ['open', 'returned', 'submitted'])
      .groupBy('stage'),
  );
  const at = (...wanted: readonly string[]) =>
    stages.filter(({ stage }) => wanted.includes(stage)).reduce((sum, { n }) => sum + n, 0);
  const shifts = store.sql.selectFrom('till_shift').selectAll().where('stream', 'in', identity.streams);
  const payouts = store.sql.selectFrom('till_payout').select('amount').where('stream', 'in', identity.streams);
  const outside = store.sql.selectFrom('till_receipt').select('receipt_number').where('shift', 'is', null);
  const cases = store.sql.selectFrom('exception_case').select((eb) => eb.fn.countAll<number>().as('n'));
  return {
    report,
    undecided: { open: at('open', 'returned'), submitted: at('submitted') },
    shifts: store.all(shifts.where('day', '=', day).orderBy('opened_at')),
    refunds: refundsOf(counter, day),
    paidOut: store.all(payouts.where('day', '=', day)).reduce((sum, { amount }) => sum + amount, 0),
    outside: store.all(outside.where('day', '=', day).where('stream', 'in', identity.streams)).length,
    cases: store.get(cases.where('stage', '<>', 'closed').where('stream', 'in', identity.streams))?.n ?? 0,
  };
}

/** Of this day's receipts, and those that this counter pays, while they wait. */
function refundsOf({ store, identity }: Counter, day: Day): readonly TillRefundRow[] {
  const subjects = identity.streams.map((stream) => tillSubject(StreamId.parse(stream), day) as string);
  return store.all(
    store.sql
      .selectFrom('till_refund')
      .selectAll()
      .where('stage', 'in', ['asked', 'agreed'])
      .where((eb) => eb.or([eb('subject', 'in', subjects), eb('stream', 'in', identity.streams)]))
      .orderBy('asked_at'),
  );
}

function findClose({ store, identity }: Counter, day: Day): DayCloseRow | undefined {
  return store.get(
    store.sql.selectFrom('day_close').selectAll().where('subject', '=', tillSubject(identity.place.stream, day)),
  );
}
