import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import type { DevicesState, PrinterEvent } from '../devices-state.ts';
import { deedOf } from './deed.ts';
import { isBy } from './is-by.ts';

/**
 * What happened to a printer. What its counter says is a fact and is never refused for being odd; only
 * an explanation has to fit what is open, and only a supervisor gives one.
 */
export function foldPrinter(state: DevicesState, act: Act): Result<DevicesState> {
  const deed = deedOf(act.entry);
  const add = (event: PrinterEvent) => accept({ ...state, printerEvents: [...state.printerEvents, event] });
  switch (act.type) {
    case 'printer.counted': {
      const { reading } = act.data;
      const known = state.printerEvents.some((each) => each.what === 'counted' && isOf(each, reading.serial));
      return known ? refuse('ledger.repeated') : add({ what: 'counted', reading, cards: 0, deed });
    }
    case 'printer.ribbonChanged':
      return add({ what: 'ribbonChanged', cards: 0, ...act.data, deed });
    case 'printer.cleaned':
      return add({ what: 'cleaned', ...act.data, deed });
    case 'printer.serviceCardPrinted': {
      const { jobId } = act.data;
      const known = state.printerEvents.some((each) => each.what === 'serviceCard' && each.jobId === jobId);
      return known ? refuse('ledger.repeated') : add({ what: 'serviceCard', cards: 1, ...act.data, deed });
    }
    case 'printer.cardsUnexplained': {
      const { reading, expected, cards } = act.data;
      const wrong = cards === 0 || expected + cards !== reading.cardsInserted;
      if (wrong) return refuse('ledger.badBody', { type: act.type });
      return add({ what: 'unexplained', ...act.data, explainedAt: null, deed });
    }
    case 'printer.cardsExplained':
      return explain(state, act);
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}

/** Cards of a printer that nobody explained yet, and how many alerts they came with. */
export function unexplainedOf(state: DevicesState | undefined, serial: string): { alerts: number; cards: number } {
  const open = (state?.printerEvents ?? []).filter((each) => isOpen(each) && isOf(each, serial));
  return { alerts: open.length, cards: open.reduce((sum, each) => sum + each.cards, 0) };
}

function explain(state: DevicesState, act: Act<'printer.cardsExplained'>): Result<DevicesState> {
  const { serial, cards, blanks, reason } = act.data;
  if (!isBy(act.entry, 'supervisor')) return refuse('session.forbidden');
  const open = unexplainedOf(state, serial);
  if (open.alerts === 0) return refuse('stock.nothingUnexplained');
  if (cards !== open.cards) return refuse('ledger.badBody', { type: act.type });
  if (blanks > Math.max(0, cards)) return refuse('stock.tooManyBlanks');
  const deed = deedOf(act.entry);
  const settled = state.printerEvents.map((each) =>
    isOpen(each) && isOf(each, serial) ? { ...each, explainedAt: act.entry.at } : each,
  );
  const reading = { serial, cardsInserted: null, panelsPrinted: null };
  const explained: PrinterEvent = { what: 'explained', reading, cards: 0, blanks, reason, deed };
  return accept({ ...state, printerEvents: [...settled, explained] });
}

function isOpen(event: PrinterEvent): event is PrinterEvent & { what: 'unexplained' } {
  return event.what === 'unexplained' && event.explainedAt === null;
}

function isOf(event: PrinterEvent, serial: string): boolean {
  return event.reading.serial === serial;
}
