import { isDeepStrictEqual } from 'node:util';
import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';
import { SerialQueue } from '../../../serial-queue.ts';
import { systemClock, type DeviceClock } from '../../device-clock.ts';
import { PrintFault, type PrinterPort, type PrinterState, type PrintJob, type PrintStep } from '../printer-port.ts';
import { printOnQueue, type SpoolerPatience } from './print-on-queue.ts';
import type { Queue, Spooler } from './spooler.ts';

export interface SpoolerPrinterOptions {
  readonly clock?: DeviceClock;
  readonly patience?: Partial<SpoolerPatience>;
  /** How often an idle queue is asked for its state, milliseconds; 0 is never. */
  readonly pollMs?: number;
}

/** A print queue of the operating system as the counter's card printer: the way out for makes without a driver here. */
export class SpoolerPrinter implements PrinterPort {
  readonly #spooler: Spooler;
  readonly #name: string;
  readonly #options: Required<Pick<SpoolerPrinterOptions, 'clock'>> & SpoolerPrinterOptions;
  readonly #listeners = new Set<(state: PrinterState) => void>();
  readonly #queue = new SerialQueue();
  readonly #poll: NodeJS.Timeout | undefined;
  #state: PrinterState = { condition: 'absent', fault: 'printer.absent' };
  #printing = false;
  #closed = false;

  constructor(spooler: Spooler, name: string, options: SpoolerPrinterOptions = {}) {
    this.#spooler = spooler;
    this.#name = name;
    this.#options = { clock: systemClock, ...options };
    const { pollMs = 30_000 } = options;
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
      await this.#look();
      if (this.#state.condition === 'absent') throw new Fault(this.#state.fault ?? 'printer.absent');
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
    }
  }

  clean(): Promise<void> {
    return Promise.reject(new Fault('printer.notCapable'));
  }

  /** The picture is moved and its dyes are curved before it is handed over; black and varnish are the driver's. */
  checkSettings({ contrast }: PrintSettings): void {
    if ((contrast.k ?? 0) !== 0 || (contrast.o ?? 0) !== 0) throw new Fault('printer.settingRange');
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#poll);
    await this.#queue.idle();
    this.#listeners.clear();
  }

  async #print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    const { fault: _, ...before } = this.#state;
    this.#tell({ ...before, condition: 'printing' });
    const { clock, patience } = this.#options;
    const task = {
      spooler: this.#spooler,
      name: this.#name,
      job,
      clock,
      ...(patience === undefined ? {} : { patience }),
    };
    try {
      await printOnQueue(task, progress);
    } catch (error) {
      await this.#look(error instanceof PrintFault ? error.code : 'internal.fault');
      throw error;
    }
    await this.#look();
  }

  #lookAgain(): void {
    if (this.#printing || this.#closed) return;
    void this.#queue.runUnlessWaiting(() => this.#look());
  }

  /** `kept` is a fault that stands unless the system names another. */
  async #look(kept?: ErrorCode): Promise<void> {
    if (this.#closed) return;
    try {
      this.#tell(describe(await this.#spooler.queue(this.#name), kept));
    } catch (error) {
      this.#tell({ condition: 'absent', fault: error instanceof Fault ? error.code : 'internal.fault' });
    }
  }

  #tell(state: PrinterState): void {
    if (isDeepStrictEqual(state, this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** A queue has no serial number that the system knows: its calibrations are kept by its name. */
function describe({ name, model, stopped, fault: told }: Queue, kept: ErrorCode | undefined): PrinterState {
  const fault = stopped ? ('printer.queueStopped' as const) : (told ?? kept);
  return {
    driver: 'System queue',
    model,
    serialNumber: name,
    canClean: false,
    condition: fault === undefined ? 'ready' : 'blocked',
    ...(fault === undefined ? {} : { fault }),
  };
}
