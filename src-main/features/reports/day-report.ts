import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { StaffId, streamParts, type Day } from '../../../src-shared/ids.ts';
import type { ServiceCode } from '../../../src-shared/catalogue/service-file.ts';
import { boundsOf } from '../../../src-shared/licensing/calendar.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import type { Counter } from '../../counter.ts';
import { findCentre } from '../../store/reference.ts';
import { today } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';
import { cardAccount, cardsOf } from '../stock/card-account.ts';
import { stockOf } from '../stock/stock-day.ts';
import { dayActs, sumWork, type DayActs } from './day-acts.ts';
import { dayTill } from './day-till.ts';
import { dayReceipts, sumMoney, sumTotals, type DayReceipt } from './day-money.ts';

/**
 * This counter's day in figures, as its journal and tables have them now. Refuses with `report.badDay` for
 * a day that has not begun at the centre. Errors: `enrolment.needed`.
 */
export function dayReport(counter: Counter, day: Day): DayReport {
  if (day > today(counter)) deny('report.badDay', { day });
  const { store, identity } = counter;
  const { stream } = identity.place;
  const centre = findCentre(store) ?? deny('enrolment.needed');
  const acts = dayActs(counter, day);
  const receipts = dayReceipts(counter, day);
  return {
    day,
    madeAt: new Date(counter.clock.now()).toISOString(),
    stream,
    centre: { code: centre.code, nameEn: centre.nameEn, nameUr: centre.nameUr },
    counter: streamParts(stream).counter,
    practice: counter.practice !== undefined,
    work: sumWork(acts),
    byService: servicesOf(counter, { day, acts }).map((service) => ({
      service,
      title: counter.rules.headOf(service),
      ...sumWork(acts.filter((each) => each.service === service)),
    })),
    byCategory: byCategory(acts),
    byOperator: byOperator(counter, acts, receipts),
    money: sumMoney(receipts, counter.rules),
    till: dayTill(counter, day),
    cards: stockOf(counter, day),
    cardAccount: dayAccount(counter, day),
    replay: dayReplay(counter, day),
  };
}

/** The services offered that day, in their order, and those somebody worked on though they are offered no more. */
function servicesOf({ rules }: Counter, { day, acts }: { day: Day; acts: readonly DayActs[] }): readonly ServiceCode[] {
  const offered = rules.inForce(day)?.services.map(({ service }) => service) ?? [];
  return [...new Set([...offered, ...acts.map(({ service }) => service as ServiceCode)])];
}

function byCategory(acts: readonly DayActs[]): DayReport['byCategory'] {
  return Category.options
    .map((category) => {
      const { opened, approved } = sumWork(acts.filter((each) => each.categories.includes(category)));
      return { category, opened, approved };
    })
    .filter((each) => each.opened > 0 || each.approved > 0);
}

/** Everybody who did something that day, by staff number; who has left the centre keeps the number as a name. */
function byOperator(
  { store }: Counter,
  acts: readonly DayActs[],
  receipts: readonly DayReceipt[],
): DayReport['byOperator'] {
  const ids = new Set([...acts.map((each) => each.actor), ...receipts.map((each) => each.takenBy)]);
  const names = new Map(
    store.all(store.sql.selectFrom('staff').select(['id', 'name_en', 'name_ur'])).map((row) => [row.id, row]),
  );
  return [...ids].toSorted().map((id) => ({
    staffId: StaffId.parse(id),
    nameEn: names.get(id)?.name_en ?? id,
    nameUr: names.get(id)?.name_ur ?? id,
    ...sumWork(acts.filter((each) => each.actor === id)),
    taken: sumTotals(receipts.filter((each) => each.takenBy === id)),
  }));
}

/** The printers' cards of the day; alerts of any day that still stand. */
function dayAccount(counter: Counter, day: Day): DayReport['cardAccount'] {
  const { printers, total, difference, unexplained } = cardAccount(counter, day);
  return {
    printers: printers.map(({ serial, good, spoiled, service, open, unexplained: found }) => ({
      serial,
      good,
      spoiled,
      service,
      open,
      unexplained: found,
    })),
    total,
    difference,
    stillUnexplained: cardsOf(unexplained),
  };
}

/** What became of the day's own entries at central; parked ones wait like those not yet sent. */
function dayReplay({ store, identity }: Counter, day: Day): DayReport['replay'] {
  const { from, until } = boundsOf(day);
  const rows = store.all(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .select(['receipt.status'])
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('journal.stream', 'in', identity.streams)
      .where('journal.at', '>=', from)
      .where('journal.at', '<', until)
      .groupBy('receipt.status'),
  );
  const entries = rows.reduce((sum, row) => sum + row.count, 0);
  const count = (status: string) => rows.find((row) => row.status === status)?.count ?? 0;
  const confirmed = count('applied');
  // What was rejected counts no more than what is not decided yet.
  const exceptions = count('exception') + count('rejected');
  return { entries, confirmed, waiting: entries - confirmed - exceptions, exceptions };
}
