import type { CardAccount, CardFigures, UnexplainedCards } from '../../../src-shared/contract/counter/stock.ts';
import type { Day, StreamId } from '../../../src-shared/ids.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import { boundsOf } from '../../../src-shared/licensing/calendar.ts';
import type { Counter } from '../../counter.ts';
import { lastReading } from './printer-account.ts';
import { stockOf } from './stock-day.ts';

/** This counter's cards of one day by printer, against the blanks it booked. */
export function cardAccount(counter: Counter, day: Day): CardAccount {
  const { stream } = counter.identity.place;
  const movements = [...jobsOf(counter, day), ...eventsOf(counter, day)];
  const serials = [...new Set(movements.map((each) => each.serial))].toSorted();
  const total = sumFigures(movements);
  return {
    day,
    blanks: stockOf(counter, day),
    printers: serials.map((serial) => ({
      serial,
      countedFrom: countedFrom(counter, serial),
      counted: lastReading(counter, { stream, serial }) ?? null,
      ...sumFigures(movements.filter((each) => each.serial === serial)),
    })),
    total,
    difference: booked(counter, day) - total.good - total.spoiled - total.service - explained(counter, day),
    unexplained: openAlerts(counter),
  };
}

/** Alerts that no supervisor has explained yet, oldest first, also of epochs before. */
export function openAlerts(counter: Counter): UnexplainedCards[] {
  const rows = counter.identity.streams.toReversed().flatMap((stream) => openRows(counter, stream));
  return rows.map((row) => ({
    serial: row.serial,
    cards: row.cards,
    expected: row.expected ?? 0,
    counted: row.cards_inserted ?? 0,
    backwards: row.backwards === 1,
    at: row.happened_at,
  }));
}

/** What is open of a printer in each epoch that has any: each is explained in its own account. */
export function openAccounts(counter: Counter, serial: string): { stream: StreamId; cards: number }[] {
  return counter.identity.streams.toReversed().flatMap((stream) => {
    const open = openRows(counter, stream).filter((row) => row.serial === serial);
    return open.length === 0 ? [] : [{ stream, cards: open.reduce((sum, { cards }) => sum + cards, 0) }];
  });
}

function openRows({ store }: Counter, stream: StreamId) {
  return store.all(
    store.sql
      .selectFrom('printer_event')
      .select(['serial', 'cards', 'expected', 'cards_inserted', 'backwards', 'happened_at'])
      .where('subject', '=', devicesSubject(stream))
      .where('what', '=', 'unexplained')
      .where('explained_at', 'is', null)
      .orderBy('number'),
  );
}

/** Cards that are open, either way: one too many and one too few are two, not none. */
export function cardsOf(alerts: readonly UnexplainedCards[]): number {
  return alerts.reduce((sum, { cards }) => sum + Math.abs(cards), 0);
}

interface Movement {
  readonly serial: string;
  readonly figure: keyof CardFigures;
  readonly count: number;
}

function sumFigures(movements: readonly Movement[]): CardFigures {
  const figures: CardFigures = { good: 0, spoiled: 0, service: 0, open: 0, unexplained: 0 };
  for (const { figure, count } of movements) figures[figure] += count;
  return figures;
}

/** Jobs that ended that day, and all that nobody has looked at yet. A printer without a serial number goes by its name. */
function jobsOf({ store, identity }: Counter, day: Day): Movement[] {
  const { from, until } = boundsOf(day);
  const rows = store.all(
    store.sql
      .selectFrom('card_job')
      .select(['printer_serial', 'printer', 'stage'])
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('stream', 'in', identity.streams)
      .where((eb) =>
        eb.or([
          eb.and([eb('stage', '=', 'printing'), eb('started_at', '<', until)]),
          eb.and([eb('stage', 'in', ['good', 'spoiled']), eb('ended_at', '>=', from), eb('ended_at', '<', until)]),
        ]),
      )
      .groupBy(['printer_serial', 'printer', 'stage']),
  );
  return rows.map(({ printer_serial: serial, printer, stage, count }) => ({
    serial: serial ?? printer,
    figure: stage === 'printing' ? 'open' : stage === 'good' ? 'good' : 'spoiled',
    count,
  }));
}

function eventsOf({ store, identity }: Counter, day: Day): Movement[] {
  const { from, until } = boundsOf(day);
  const rows = store.all(
    store.sql
      .selectFrom('printer_event')
      .select(['serial', 'what', 'cards'])
      .where('stream', 'in', identity.streams)
      .where('what', 'in', ['serviceCard', 'unexplained'])
      .where('happened_at', '>=', from)
      .where('happened_at', '<', until),
  );
  return rows.map(({ serial, what, cards }) => ({
    serial,
    figure: what === 'serviceCard' ? 'service' : 'unexplained',
    count: cards,
  }));
}

/** Blanks this counter booked as used that day. */
function booked({ store, identity }: Counter, day: Day): number {
  const used = store.sql
    .selectFrom('stock_movement')
    .select((eb) => eb.fn.sum<number | null>('quantity').as('quantity'))
    .where('stream', 'in', identity.streams)
    .where('day', '=', day)
    .where('what', 'in', ['printed', 'spoiled']);
  return 0 - (store.get(used)?.quantity ?? 0);
}

/** Blanks that explanations of that day booked. */
function explained({ store, identity }: Counter, day: Day): number {
  const { from, until } = boundsOf(day);
  const blanks = store.sql
    .selectFrom('printer_event')
    .select((eb) => eb.fn.sum<number | null>('blanks').as('blanks'))
    .where('stream', 'in', identity.streams)
    .where('happened_at', '>=', from)
    .where('happened_at', '<', until);
  return store.get(blanks)?.blanks ?? 0;
}

function countedFrom({ store, identity }: Counter, serial: string): number | null {
  const first = store.sql
    .selectFrom('printer_event')
    .select('cards_inserted')
    .where('subject', '=', devicesSubject(identity.place.stream))
    .where('serial', '=', serial)
    .where('what', '=', 'counted');
  return store.get(first)?.cards_inserted ?? null;
}
