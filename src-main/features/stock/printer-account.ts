import type { CardSums } from '../../../src-shared/devices/card-account.ts';
import { unexplainedCards } from '../../../src-shared/devices/card-account.ts';
import type { StreamId } from '../../../src-shared/ids.ts';
import type { PrinterReading } from '../../../src-shared/ledger/entries/device-entries.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import type { PrinterState } from '../../devices/printer/printer-port.ts';
import type { NewAct } from '../../store/journal.ts';
import { prepareQuery } from '../../store/prepared-query.ts';
import { identityOf } from '../devices/device-in-use.ts';

interface OfPrinter {
  /** An epoch of this counter; each has an account of its own. */
  readonly stream: StreamId;
  readonly serial: string;
}

/** By subject: an entry that moved into the stream of a new epoch stays in the account it was written to. */
const events = prepareQuery((sql, { subject, serial }: { subject: string; serial: string }) =>
  sql
    .selectFrom('printer_event')
    .select(['what', 'cards', 'cards_inserted', 'number', 'happened_at'])
    .where('subject', '=', subject)
    .where('serial', '=', serial)
    .where('what', 'in', ['counted', 'serviceCard', 'cleaned', 'unexplained']),
);

const jobs = prepareQuery((sql, { stream, serial }: OfPrinter) =>
  sql
    .selectFrom('card_job')
    .select('stage')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('stream', '=', stream)
    .where('printer_serial', '=', serial)
    .groupBy('stage'),
);

const lastJob = prepareQuery((sql, { stream, serial }: OfPrinter) =>
  sql
    .selectFrom('card_job')
    .select(['started_at', 'cards_inserted'])
    .where('stream', '=', stream)
    .where('printer_serial', '=', serial)
    .where('cards_inserted', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(1),
);

/** The printer's counters as it told them; undefined while none is connected. */
export function readingOf(state: PrinterState): PrinterReading | undefined {
  if (state.condition === 'absent' || state.model === undefined) return undefined;
  const { serial } = identityOf('printer', state.model, state.serialNumber);
  return { serial, cardsInserted: state.cardsInserted ?? null, panelsPrinted: state.panelsPrinted ?? null };
}

/** What this counter knows of a printer's cards; undefined before its counter was first read here. */
export function sumsOf({ store, identity }: Counter, serial: string): CardSums | undefined {
  const of = { stream: identity.place.stream, serial };
  const all = store.all(events({ subject: devicesSubject(of.stream), serial }));
  const first = all.find((row) => row.what === 'counted');
  const countedFrom = first?.cards_inserted ?? undefined;
  if (first === undefined || countedFrom === undefined) return undefined;
  const stages = store.all(jobs(of));
  const count = (...wanted: readonly string[]) =>
    stages.filter((row) => wanted.includes(row.stage)).reduce((sum, row) => sum + row.count, 0);
  // What moved cards before the first reading is in that reading.
  const others = all.reduce((sum, row) => (row.number > first.number ? sum + row.cards : sum), 0);
  return { countedFrom, ended: count('good', 'spoiled'), open: count('printing'), others };
}

/**
 * The reading a job is started with, and what has to be written before it: that the printer's account begins,
 * or that cards moved which nobody explained. No reading for a printer that never told its counter.
 */
export function accountBeforeJob(
  counter: Counter,
  state: PrinterState,
): { readonly reading: PrinterReading | null; readonly acts: readonly NewAct[] } {
  const reading = readingOf(state);
  if (reading === undefined) return { reading: null, acts: [] };
  const sums = sumsOf(counter, reading.serial);
  if (sums !== undefined) return { reading, acts: alertOf(counter, reading) };
  const { cardsInserted } = reading;
  if (cardsInserted === null) return { reading: null, acts: [] };
  const subject = devicesSubject(counter.identity.place.stream);
  return { reading, acts: [{ type: 'printer.counted', subject, data: { reading: { ...reading, cardsInserted } } }] };
}

/** The alert that a reading gives; none when it can be explained, or when the printer has no account yet. */
export function alertOf(counter: Counter, { cardsInserted, ...reading }: PrinterReading): readonly NewAct[] {
  const sums = cardsInserted === null ? undefined : sumsOf(counter, reading.serial);
  if (cardsInserted === null || sums === undefined) return [];
  const { expected, cards } = unexplainedCards(sums, cardsInserted);
  if (cards === 0) return [];
  const { stream } = counter.identity.place;
  const before = lastReading(counter, { stream, serial: reading.serial });
  const data = {
    reading: { ...reading, cardsInserted },
    expected,
    cards,
    backwards: before !== undefined && cardsInserted < before,
  };
  return [{ type: 'printer.cardsUnexplained', subject: devicesSubject(stream), data }];
}

/** What the counter was read as last, by a job or by anything else. */
export function lastReading({ store }: Pick<Counter, 'store'>, of: OfPrinter): number | undefined {
  const job = store.get(lastJob(of));
  const event = store
    .all(events({ subject: devicesSubject(of.stream), serial: of.serial }))
    .filter((row) => row.cards_inserted !== null)
    .toSorted((a, b) => b.number - a.number)[0];
  const jobIsLater = event === undefined || (job !== undefined && job.started_at >= event.happened_at);
  return (jobIsLater ? job?.cards_inserted : event.cards_inserted) ?? undefined;
}
