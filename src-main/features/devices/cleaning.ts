import type { DevicesView } from '../../../src-shared/contract/counter/devices.ts';
import type { PrinterEventRow } from '../../../src-shared/ledger/device-tables.ts';
import type { Counter } from '../../counter.ts';
import { today } from '../applications/find-application.ts';
import { sumsOf } from '../stock/printer-account.ts';
import { printerInUse } from './device-in-use.ts';

type Cleaning = DevicesView['printer']['cleaning'];

/** A printer that is used this much longer than it should be wears its head: overdue. */
const OVERDUE = 1.25;

/** How many cards the printer in use printed since it was cleaned, and whether it is time. */
export function cleaningOf(counter: Counter): Cleaning {
  const { cleaning } = counter.printer.state;
  const policy = counter.rules.inForce(today(counter))?.cleanAfterCards ?? Number.MAX_SAFE_INTEGER;
  const serial = printerInUse(counter)?.serial;
  const last = serial === undefined ? undefined : lastEvent(counter, serial, 'cleaned');
  const cardsSince = cleaning?.cardsSince ?? (serial === undefined ? null : cardsSinceLast(counter, serial, last));
  const interval = cleaning?.interval ?? policy;
  return { cardsSince, interval, state: stateOf(cardsSince, interval), last: last?.happened_at ?? null };
}

export function stateOf(cardsSince: number | null, interval: number): Cleaning['state'] {
  if (cardsSince === null || cardsSince < interval) return 'ok';
  return cardsSince < interval * OVERDUE ? 'due' : 'overdue';
}

/** The newest event of a kind of a printer at this counter. */
export function lastEvent({ store, identity }: Counter, serial: string, what: string): PrinterEventRow | undefined {
  const stream = identity.enrolment?.stream;
  if (stream === undefined) return undefined;
  const events = store.sql
    .selectFrom('printer_event')
    .selectAll()
    .where('stream', '=', stream)
    .where('serial', '=', serial)
    .where('what', '=', what);
  return store.get(events.orderBy('number', 'desc').limit(1));
}

/** By the printer's counter of cards where it tells one, else by the jobs in the journal. */
function cardsSinceLast(counter: Counter, serial: string, last: PrinterEventRow | undefined): number | null {
  const now = counter.printer.state.cardsInserted;
  const then = last?.cards_inserted ?? (last === undefined ? sumsIfEnrolled(counter, serial)?.countedFrom : undefined);
  if (now !== undefined && then !== undefined && now >= then) return now - then;
  return last === undefined && now === undefined ? null : jobsSince(counter, last?.happened_at ?? '');
}

function sumsIfEnrolled(counter: Counter, serial: string) {
  return counter.identity.enrolment === undefined ? undefined : sumsOf(counter, serial);
}

function jobsSince({ store, identity }: Counter, since: string): number | null {
  const stream = identity.enrolment?.stream;
  if (stream === undefined) return null;
  const jobs = store.sql
    .selectFrom('card_job')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('stream', '=', stream)
    .where('stage', 'in', ['good', 'spoiled'])
    .where('started_at', '>=', since);
  return store.get(jobs)?.count ?? null;
}
