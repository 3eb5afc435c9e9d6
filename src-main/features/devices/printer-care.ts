import { Fault } from '../../../src-shared/errors.ts';
import type { PrinterReading } from '../../../src-shared/ledger/entries/device-entries.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import type { PrinterState } from '../../devices/printer/printer-port.ts';
import type { NewAct } from '../../store/journal.ts';
import { actAs } from '../act.ts';
import { alertOf, readingOf } from '../stock/printer-account.ts';
import { getPrinterInUse } from './device-in-use.ts';
import { deviceText } from './device-text.ts';

/** Most cards that cleaning by hand is believed to have moved: the cleaning card itself. */
const BY_HAND = 1;
/** Most that the entry may say. */
const MOST = 9;

/** A new ribbon is in: its type and how far it reaches, as the printer reads them. Errors: `printer.*`, `usb.*`. */
export function recordRibbonChange(counter: Counter): Promise<void> {
  return counter.prints.use(counter, async () => {
    const { actor } = counter.session;
    const state = await freshState(counter);
    const { ribbon = '', cardsLeft = null } = state;
    const data = { reading: getReading(counter, state), ribbon: deviceText(ribbon, 40), cardsLeft };
    actAs(counter, actor, [
      ...alertNow(counter, state),
      { type: 'printer.ribbonChanged', subject: own(counter), data },
    ]);
  });
}

/**
 * Cleans the printer where it can do it by itself, else records that somebody did. How far the counter of
 * cards moved by it is recorded, so that the cleaning card is no card that nobody explained. Errors: `printer.*`, `usb.*`.
 */
export function cleanPrinter(counter: Counter): Promise<void> {
  return counter.prints.use(counter, async () => {
    const { actor } = counter.session;
    const before = await freshState(counter);
    if (before.canClean !== true) return cleanedByHand(counter, before);
    // What moved before is not the cleaning's doing.
    const alerts = alertNow(counter, before);
    if (alerts.length > 0) actAs(counter, actor, alerts);
    await counter.printer.clean();
    const after = await freshState(counter);
    const reading = getReading(counter, after);
    const moved = (after.cardsInserted ?? 0) - (before.cardsInserted ?? 0);
    const cards = Math.min(Math.max(moved, 0), MOST);
    actAs(counter, actor, [
      { type: 'printer.cleaned', subject: own(counter), data: { reading, by: 'printer', cards } },
    ]);
  });
}

function cleanedByHand(counter: Counter, state: PrinterState): void {
  const reading = getReading(counter, state);
  const [alert] = alertOf(counter, reading);
  const off = alert?.type === 'printer.cardsUnexplained' ? (alert.data as { cards: number }).cards : 0;
  const cards = Math.min(Math.max(off, 0), BY_HAND);
  actAs(counter, counter.session.actor, [
    { type: 'printer.cleaned', subject: own(counter), data: { reading, by: 'hand', cards } },
  ]);
}

/** What cannot be asked, such as an empty feeder, does not matter here: the printer only has to answer. */
async function freshState(counter: Counter): Promise<PrinterState> {
  const state = await counter.printer.refresh();
  if (state.condition === 'absent') throw new Fault(state.fault ?? 'printer.absent');
  return state;
}

function getReading(counter: Counter, state: PrinterState): PrinterReading {
  const { serial } = getPrinterInUse(counter);
  return readingOf(state) ?? { serial, cardsInserted: null, panelsPrinted: null };
}

function alertNow(counter: Counter, state: PrinterState): readonly NewAct[] {
  return alertOf(counter, getReading(counter, state));
}

function own(counter: Counter) {
  return devicesSubject(counter.identity.place.stream);
}
