import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter, type PracticePrinterOptions } from '../../src-main/devices/practice/printer-model.ts';
import { evolisDriver, type EvolisOptions } from '../../src-main/devices/printer/evolis/evolis-printer.ts';
import { PrinterManager, type PrinterManagerOptions } from '../../src-main/devices/printer/printer-manager.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../src-main/devices/printer/printer-port.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import type { CardSide, PrinterState } from '../../src-main/devices/printer/printer-port.ts';

const DOTS = CARD_WIDTH * CARD_HEIGHT;

/** A gradient with a black frame: every side of it differs from every other. */
function side(tint: number): CardSide {
  const rgb = new Uint8Array(DOTS * 3);
  const resin = new Uint8Array(DOTS);
  for (let dot = 0; dot < DOTS; dot += 1) {
    const x = dot % CARD_WIDTH;
    const y = Math.floor(dot / CARD_WIDTH);
    rgb.set([x & 0xff, y & 0xff, tint], dot * 3);
    resin[dot] = x < 9 || y < 5 ? 1 : 0;
  }
  return { rgb, resin };
}

export const front = side(40);
export const back = side(200);
const managers: PrinterManager[] = [];
const timeouts = { commandMs: 500, printMs: 5000, optionalMs: 100, quietMs: 10 };

/** How the manager asks, and how its driver works; patience is short by default. */
export type BenchOptions = Pick<PrinterManagerOptions, 'pollMs'> & EvolisOptions;

/** Closes what a test has opened; for `afterEach`. */
export async function closeManagers(): Promise<void> {
  for (const manager of managers.splice(0)) await manager.close();
}

/** A manager on that bus, which `closeManagers` closes. */
export function manage(bus: UsbBus, options: BenchOptions = {}): PrinterManager {
  const { pollMs = 0, ...evolis } = options;
  const manager = new PrinterManager(bus, { pollMs, drivers: [evolisDriver({ timeouts, ...evolis })] });
  managers.push(manager);
  return manager;
}

/** A printer on a bus, and the manager that has found it. */
export interface PrinterBench {
  readonly bus: PracticeBus;
  readonly printer: PracticePrinter;
  readonly manager: PrinterManager;
}

export async function bench(
  model: PracticePrinterOptions | PracticePrinter = {},
  options: BenchOptions = {},
): Promise<PrinterBench> {
  const bus = new PracticeBus();
  const printer = model instanceof PracticePrinter ? model : new PracticePrinter(model);
  bus.plug(printer);
  const manager = manage(bus, options);
  await manager.refresh();
  return { bus, printer, manager };
}

/** Resolves when the state is as wanted. */
export function state(manager: PrinterManager, wanted: (state: PrinterState) => boolean): Promise<PrinterState> {
  if (wanted(manager.state)) return Promise.resolve(manager.state);
  const { promise, resolve } = Promise.withResolvers<PrinterState>();
  const stop = manager.onState((now) => {
    if (!wanted(now)) return;
    stop();
    resolve(now);
  });
  return promise;
}

export const ignore = (): void => {};
