import { isDeepStrictEqual } from 'node:util';
import type { PrintSettings } from '../../../src-shared/devices/print-setting.ts';
import { Fault, type ErrorCode } from '../../../src-shared/errors.ts';
import { SerialQueue } from '../../serial-queue.ts';
import { systemClock } from '../device-clock.ts';
import { isGone } from '../usb/is-gone.ts';
import type { UsbBus, UsbCandidate, UsbDevice } from '../usb/usb-device.ts';
import type { ConnectedPrinter, PrinterDriver, PrinterOptions } from './printer-driver.ts';
import { findPrinterDriver, printerDrivers } from './printer-drivers.ts';
import { PrintFault, type PrinterPort, type PrinterState, type PrintJob, type PrintStep } from './printer-port.ts';

export interface PrinterManagerOptions extends Partial<PrinterOptions> {
  /** How often an idle printer is asked for its state, milliseconds; 0 is never. */
  readonly pollMs?: number;
  /** All drivers of this version by default. */
  readonly drivers?: readonly PrinterDriver[];
}

/** A connected printer and the opened device behind it. */
interface Connection {
  readonly driver: string;
  readonly device: UsbDevice;
  readonly printer: ConnectedPrinter;
  /** Where it is plugged in. */
  readonly place: string;
}

/** Faults after which the opened device is worth nothing: it has to be found and opened again. */
const gone: readonly ErrorCode[] = ['usb.unplugged', 'usb.absent', 'usb.crashed'];

/**
 * Finds the card printer on a bus, keeps the connection, and prints one card at a time. It connects
 * by itself, now and whenever the bus changes.
 */
export class PrinterManager implements PrinterPort {
  readonly #bus: UsbBus;
  readonly #drivers: readonly PrinterDriver[];
  readonly #printerOptions: PrinterOptions;
  readonly #listeners = new Set<(state: PrinterState) => void>();
  readonly #queue = new SerialQueue();
  readonly #stopWatching: () => void;
  readonly #poll: NodeJS.Timeout | undefined;
  #state: PrinterState = { condition: 'absent', fault: 'printer.absent' };
  #connection: Connection | undefined;
  #working = false;
  #closed = false;

  constructor(bus: UsbBus, options: PrinterManagerOptions = {}) {
    const { pollMs = 5000, drivers = printerDrivers, clock = systemClock, onUnknownReply } = options;
    this.#bus = bus;
    this.#drivers = drivers;
    this.#printerOptions = { clock, ...(onUnknownReply === undefined ? {} : { onUnknownReply }) };
    this.#stopWatching = bus.watch(() => this.#lookAgain());
    this.#poll = pollMs === 0 ? undefined : setInterval(() => this.#lookAgain(), pollMs).unref();
    this.#lookAgain();
  }

  get state(): PrinterState {
    return this.#state;
  }

  onState(changed: (state: PrinterState) => void): () => void {
    const listener = (state: PrinterState): void => changed(state);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  refresh(): Promise<PrinterState> {
    return this.#queue.run(async () => {
      await this.#update({ keepUnaskable: false });
      if (this.#connection === undefined) throw new Fault(this.#state.fault ?? 'printer.absent');
      return this.#state;
    });
  }

  async print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    if (this.#working) throw new PrintFault('printer.busy', 'inFeeder');
    await this.#work(
      (printer) => printer.print(job, progress),
      (code) => new PrintFault(code, 'inFeeder'),
    );
  }

  async clean(): Promise<void> {
    if (this.#working) throw new Fault('printer.busy');
    await this.#work(
      (printer) => {
        if (printer.clean === undefined) throw new Fault('printer.notCapable');
        return printer.clean();
      },
      (code) => new Fault(code),
    );
  }

  /** The printer's own test card; it takes a blank. Errors as of `print`, and `printer.notCapable`. */
  async testCard(): Promise<void> {
    if (this.#working) throw new PrintFault('printer.busy', 'inFeeder');
    await this.#work(
      (printer) => {
        if (printer.testCard === undefined) throw new PrintFault('printer.notCapable', 'inFeeder');
        return printer.testCard();
      },
      (code) => new PrintFault(code, 'inFeeder'),
    );
  }

  /** What else the printer says of itself, by plain words; empty where it says nothing. Errors: `printer.*`, `usb.*`. */
  details(): Promise<Readonly<Record<string, string>>> {
    return this.#queue.run(async () => {
      if (this.#connection === undefined) throw new Fault(this.#state.fault ?? 'printer.absent');
      return (await this.#connection.printer.details?.()) ?? {};
    });
  }

  checkSettings(settings: PrintSettings): void {
    if (this.#connection === undefined) throw new Fault(this.#state.fault ?? 'printer.absent');
    this.#connection.printer.checkSettings(settings);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    this.#stopWatching();
    await this.#queue.run(() => this.#disconnect('printer.absent'));
    this.#listeners.clear();
  }

  /** Does one thing that moves a card, with nothing else in between. */
  async #work(task: (printer: ConnectedPrinter) => Promise<void>, without: (code: ErrorCode) => Error): Promise<void> {
    this.#working = true;
    try {
      await this.#queue.run(async () => {
        if (this.#connection === undefined) await this.#connect();
        const connection = this.#connection;
        if (connection === undefined) throw without(this.#state.fault ?? 'printer.absent');
        const { fault: _, ...before } = this.#state;
        this.#tell({ ...before, condition: 'printing' });
        try {
          await task(connection.printer);
        } catch (error) {
          await this.#afterFault(connection, codeOf(error));
          throw error;
        }
        await this.#readState(connection);
      });
    } finally {
      this.#working = false;
      // What the bus told meanwhile was not listened to.
      if (this.#connection === undefined) this.#lookAgain();
    }
  }

  async #afterFault({ printer }: Connection, code: ErrorCode): Promise<void> {
    if (gone.includes(code)) return this.#disconnect(code);
    if (code.startsWith('usb.')) {
      try {
        // Half a panel may be on its way: without this the next command would be taken for the rest.
        await printer.recover();
      } catch {
        return this.#disconnect(code);
      }
    }
    this.#tell({ ...this.#state, condition: 'blocked', fault: code });
  }

  /** The bus changed, or it is time to ask: never in the middle of a job, and nobody waits for it. */
  #lookAgain(): void {
    if (this.#working || this.#closed) return;
    void this.#queue.runUnlessWaiting(() => this.#update({ keepUnaskable: true }));
  }

  async #update({ keepUnaskable }: { readonly keepUnaskable: boolean }): Promise<void> {
    if (this.#closed) return;
    if (this.#connection === undefined) return this.#connect();
    const known = this.#state.fault;
    const { unaskable } = this.#connection.printer;
    const kept = keepUnaskable && known !== undefined && unaskable.includes(known) ? known : undefined;
    await this.#readState(this.#connection, kept);
  }

  /** Connects to the first printer that answers; the first fault is told when none does. */
  async #connect(): Promise<void> {
    const faults: ErrorCode[] = [];
    try {
      for (const candidate of await this.#bus.list()) {
        const driver = findPrinterDriver(candidate, this.#drivers);
        if (driver === undefined) continue;
        const connection = await this.#open(driver, candidate).catch(
          (error: unknown) => void faults.push(codeOf(error)),
        );
        if (connection === undefined) continue;
        this.#connection = connection;
        return await this.#readState(connection);
      }
    } catch (error) {
      faults.push(codeOf(error));
    }
    this.#tell({ condition: 'absent', fault: faults[0] ?? 'printer.absent' });
  }

  async #open(driver: PrinterDriver, candidate: UsbCandidate): Promise<Connection> {
    const device = await candidate.open(driver.match);
    try {
      const printer = await driver.connect(device, this.#printerOptions);
      return { driver: driver.name, device, printer, place: candidate.place };
    } catch (error) {
      await device.close().catch(() => undefined);
      throw error;
    }
  }

  /** `kept` is a fault that stands unless the printer names another. */
  async #readState({ driver, printer }: Connection, kept?: ErrorCode): Promise<void> {
    try {
      const { fault = kept, ...told } = await printer.status();
      this.#tell({
        driver,
        ...printer.identity,
        ...told,
        canClean: printer.clean !== undefined,
        condition: fault === undefined ? 'ready' : 'blocked',
        ...(fault === undefined ? {} : { fault }),
      });
    } catch (error) {
      await this.#disconnect(codeOf(error));
    }
  }

  async #disconnect(fault: ErrorCode): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    const mayBePulled = connection !== undefined && !this.#closed && fault.startsWith('usb.');
    const pulled = mayBePulled && !gone.includes(fault) && (await isGone(this.#bus, connection.place));
    this.#tell({ condition: 'absent', fault: pulled ? 'usb.unplugged' : fault });
    await connection?.device.close().catch(() => undefined);
  }

  #tell(state: PrinterState): void {
    if (isDeepStrictEqual(state, this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof Fault || error instanceof PrintFault ? error.code : 'internal.fault';
}
