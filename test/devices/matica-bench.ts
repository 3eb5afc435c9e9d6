import type { FinishedCard } from '../../src-main/devices/practice/matica-machine.ts';
import { PracticeMatica, type MaticaPracticeOptions } from '../../src-main/devices/practice/matica-model.ts';
import type { Face } from '../../src-main/devices/practice/matica-film.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { maticaDriver, type MaticaOptions } from '../../src-main/devices/printer/matica/matica-printer.ts';
import { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../../src-main/devices/printer/printer-port.ts';

const managers: PrinterManager[] = [];
const timeouts = { commandMs: 800, motionMs: 5000, readyMs: 60, lookMs: 5, quietMs: 10 };

export async function closeMaticas(): Promise<void> {
  for (const manager of managers.splice(0)) await manager.close();
}

export interface MaticaBench {
  readonly bus: PracticeBus;
  readonly printer: PracticeMatica;
  readonly manager: PrinterManager;
  readonly cards: readonly FinishedCard[];
  readonly unknown: readonly string[];
}

/** A practice XID on a bus, and the manager that has found it. */
export async function maticaBench(options: MaticaPracticeOptions = {}): Promise<MaticaBench> {
  const bus = new PracticeBus();
  const cards: FinishedCard[] = [];
  const unknown: string[] = [];
  const printer = new PracticeMatica({ onCard: (card) => cards.push(card), ...options });
  bus.plug(printer);
  const manager = manageMatica(bus, { timeouts, onUnknownReply: (_, reply) => unknown.push(reply) });
  await manager.refresh();
  return { bus, printer, manager, cards, unknown };
}

/** A manager with the Matica driver alone, which `closeMaticas` closes. */
export function manageMatica(
  bus: UsbBus,
  options: MaticaOptions & { readonly onUnknownReply?: (command: string, reply: string) => void },
): PrinterManager {
  const { onUnknownReply = () => undefined, ...driver } = options;
  const manager = new PrinterManager(bus, { pollMs: 0, drivers: [maticaDriver(driver)], onUnknownReply });
  managers.push(manager);
  return manager;
}

/** The colour of a dot of the card as a person would see it, in dots of 1/300 inch; outside the card its edge. */
export function dotOf({ rgb, resin }: CardSide, x: number, y: number): readonly [number, number, number] {
  const column = Math.min(CARD_WIDTH - 1, Math.max(0, x));
  const row = Math.min(CARD_HEIGHT - 1, Math.max(0, y));
  const dot = row * CARD_WIDTH + column;
  return resin[dot] === 1 ? [0, 0, 0] : [rgb[dot * 3] ?? 0, rgb[dot * 3 + 1] ?? 0, rgb[dot * 3 + 2] ?? 0];
}

/**
 * How many dots of a printed face differ from the side that was sent, the picture in the middle and moved by so
 * many dots of 1/300 inch.
 */
export function strayDots(face: Face, side: CardSide, moved = { x: 0, y: 0 }): number {
  const scale = face.columns > 1500 ? 2 : 1;
  const left = (face.columns - CARD_WIDTH * scale) / 2;
  const top = (face.rows - CARD_HEIGHT * scale) / 2;
  let strays = 0;
  for (let row = 0; row < face.rows; row += 1) {
    for (let column = 0; column < face.columns; column += 1) {
      const at = (row * face.columns + column) * 3;
      const x = Math.floor((column - left) / scale) - moved.x;
      const y = Math.floor((row - top) / scale) - moved.y;
      const [red, green, blue] = dotOf(side, x, y);
      if (face.rgb[at] !== red || face.rgb[at + 1] !== green || face.rgb[at + 2] !== blue) strays += 1;
    }
  }
  return strays;
}
