import type { PrintSettings } from '../../../src-shared/devices/print-setting.ts';
import { SerialQueue } from '../../serial-queue.ts';
import type { PrinterPort, PrinterState, PrintJob, PrintStep } from './printer-port.ts';
import { SpoolerPrinter } from './spooler/spooler-printer.ts';
import type { Spooler } from './spooler/spooler.ts';

export interface PrinterSelectionOptions {
  /** Makes the manager of the USB printers; called whenever they are chosen. */
  readonly usb: () => PrinterPort;
  readonly spooler: Spooler;
  /** Makes the printer of a queue; one that asks the system now and then by default. */
  readonly queue?: (spooler: Spooler, name: string) => PrinterPort;
}

/**
 * The counter's printer: the USB printer, or a queue of the system, as the technician chose. Only the chosen one
 * is open and asked for its state.
 */
export class PrinterSelection implements PrinterPort {
  readonly #options: PrinterSelectionOptions;
  readonly #listeners = new Set<(state: PrinterState) => void>();
  readonly #choosing = new SerialQueue();
  readonly #jobs = new Set<Promise<unknown>>();
  /** Name of the chosen queue; `undefined` is the USB printer. */
  #queue: string | undefined;
  #port: PrinterPort;
  #stop: () => void;

  constructor(options: PrinterSelectionOptions) {
    this.#options = options;
    this.#port = this.#open();
    this.#stop = this.#port.onState((state) => this.#tell(state));
  }

  get state(): PrinterState {
    return this.#port.state;
  }

  /** Names of the system's queues; none where the system has no printing. Never rejects. */
  async list(): Promise<readonly string[]> {
    return this.#options.spooler.queues().catch(() => []);
  }

  /**
   * Prints on that queue from now on, on the USB printer where none is named; a job under way ends first. A queue
   * that is not there is no error: its state says so, until it is.
   */
  choose(queue: string | undefined): Promise<void> {
    return this.#choosing.run(async () => {
      if (queue === this.#queue) return;
      while (this.#jobs.size > 0) await Promise.allSettled(this.#jobs);
      const before = this.#port;
      this.#stop();
      this.#queue = queue;
      this.#port = this.#open();
      this.#stop = this.#port.onState((state) => this.#tell(state));
      this.#tell(this.#port.state);
      await before.close();
    });
  }

  onState(changed: (state: PrinterState) => void): () => void {
    const listener = (state: PrinterState): void => changed(state);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  refresh(): Promise<PrinterState> {
    return this.#port.refresh();
  }

  print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    return this.#work(this.#port.print(job, progress));
  }

  clean(): Promise<void> {
    return this.#work(this.#port.clean());
  }

  checkSettings(settings: PrintSettings): void {
    this.#port.checkSettings(settings);
  }

  async close(): Promise<void> {
    await this.#choosing.idle();
    this.#stop();
    this.#listeners.clear();
    await this.#port.close();
  }

  #open(): PrinterPort {
    const { usb, spooler, queue = (system, name) => new SpoolerPrinter(system, name) } = this.#options;
    return this.#queue === undefined ? usb() : queue(spooler, this.#queue);
  }

  async #work<T>(job: Promise<T>): Promise<T> {
    this.#jobs.add(job);
    try {
      return await job;
    } finally {
      this.#jobs.delete(job);
    }
  }

  #tell(state: PrinterState): void {
    for (const listener of this.#listeners) listener(state);
  }
}
