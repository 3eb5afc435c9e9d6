import { isDeepStrictEqual } from 'node:util';
import { Fault, type ErrorCode } from '../../../src-shared/errors.ts';
import { offers } from '../usb/offers.ts';
import { PRINTER, type UsbBus, type UsbCandidate } from '../usb/usb-device.ts';
import { EvolisLink, type EvolisLinkOptions } from './evolis/evolis-link.ts';
import { printCard } from './evolis/print-card.ts';
import { readIdentity, readStatus, type EvolisIdentity } from './evolis/status.ts';
import { PrintFault, type PrinterPort, type PrinterState, type PrintJob, type PrintStep } from './printer-port.ts';
import { SerialQueue } from '../../serial-queue.ts';

/** USB vendor id of Evolis (usb.ids). Product ids of newer models are not published: any will do. */
const EVOLIS = 0x0f49;

export interface PrinterManagerOptions extends EvolisLinkOptions {
  /** How often an idle printer is asked for its state, milliseconds; 0 is never. */
  readonly pollMs?: number;
}

/** A connected printer: the opened link and who it is. */
interface Connection {
  readonly link: EvolisLink;
  readonly identity: EvolisIdentity;
}

/** Faults that no query shows: they stay on the screen until somebody tries again. */
const unaskable: readonly ErrorCode[] = ['printer.feederEmpty', 'printer.coverOpen'];

/**
 * Finds the card printer on a bus, keeps the connection, and prints one card at a time. It connects
 * by itself, now and whenever the bus changes.
 */
export class PrinterManager implements PrinterPort {
  readonly #bus: UsbBus;
  readonly #options: PrinterManagerOptions;
  readonly #listeners = new Set<(state: PrinterState) => void>();
  readonly #queue = new SerialQueue();
  readonly #stopWatching: () => void;
  readonly #poll: NodeJS.Timeout | undefined;
  #state: PrinterState = { condition: 'absent', fault: 'printer.absent' };
  #connection: Connection | undefined;
  #printing = false;
  #closed = false;

  constructor(bus: UsbBus, options: PrinterManagerOptions = {}) {
    this.#bus = bus;
    this.#options = options;
    this.#stopWatching = bus.watch(() => this.#lookAgain());
    const { pollMs = 5000 } = options;
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
    if (this.#printing) throw new PrintFault('printer.busy', 'inFeeder');
    this.#printing = true;
    try {
      await this.#queue.run(() => this.#print(job, progress));
    } finally {
      this.#printing = false;
      // What the bus told during the job was not listened to.
      if (this.#connection === undefined) this.#lookAgain();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    this.#stopWatching();
    await this.#queue.run(() => this.#disconnect('printer.absent'));
    this.#listeners.clear();
  }

  async #print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    if (this.#connection === undefined) await this.#connect();
    const connection = this.#connection;
    if (connection === undefined) throw new PrintFault(this.#state.fault ?? 'printer.absent', 'inFeeder');
    const { fault: _, ...before } = this.#state;
    this.#tell({ ...before, condition: 'printing' });
    try {
      await printCard(connection.link, job, progress);
    } catch (error) {
      await this.#afterFault(connection, error);
      throw error;
    }
    await this.#readState(connection);
  }

  async #afterFault(connection: Connection, error: unknown): Promise<void> {
    const code = error instanceof PrintFault ? error.code : 'internal.fault';
    if (code === 'usb.unplugged') return this.#disconnect(code);
    // Half a panel may be on its way: without this the next command would be taken for the rest.
    if (code.startsWith('usb.')) await connection.link.softReset().catch(() => undefined);
    this.#tell({ ...this.#state, condition: 'blocked', fault: code });
  }

  /** The bus changed, or it is time to ask: never in the middle of a job, and nobody waits for it. */
  #lookAgain(): void {
    if (this.#printing || this.#closed) return;
    void this.#queue.runUnlessWaiting(() => this.#update({ keepUnaskable: true }));
  }

  async #update({ keepUnaskable }: { readonly keepUnaskable: boolean }): Promise<void> {
    if (this.#closed) return;
    if (this.#connection === undefined) return this.#connect();
    const known = this.#state.fault;
    const kept = keepUnaskable && known !== undefined && unaskable.includes(known) ? known : undefined;
    await this.#readState(this.#connection, kept);
  }

  async #connect(): Promise<void> {
    let link: EvolisLink | undefined;
    try {
      const candidates = await this.#bus.list();
      const candidate = candidates.find((each) => acceptsPrinter(each));
      if (candidate === undefined) return this.#tell({ condition: 'absent', fault: 'printer.absent' });
      link = new EvolisLink(await candidate.open(PRINTER), this.#options);
      const identity = await readIdentity(link);
      this.#connection = { link, identity };
      await this.#readState(this.#connection);
    } catch (error) {
      await link?.close().catch(() => undefined);
      this.#tell({ condition: 'absent', fault: codeOf(error) });
    }
  }

  /** `kept` is a fault that stands unless the printer names another. */
  async #readState({ link, identity }: Connection, kept?: ErrorCode): Promise<void> {
    try {
      const { fault = kept, ...told } = await readStatus(link);
      this.#tell({
        ...identity,
        ...told,
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
    this.#tell({ condition: 'absent', fault });
    await connection?.link.close().catch(() => undefined);
  }

  #tell(state: PrinterState): void {
    if (isDeepStrictEqual(state, this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Is it a printer that can be connected to? */
export function acceptsPrinter(candidate: UsbCandidate): boolean {
  return candidate.vendorId === EVOLIS && offers(candidate, PRINTER);
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof Fault ? error.code : 'internal.fault';
}
