import type { PrintSettings } from '../../../src-shared/devices/print-setting.ts';
import type { PrinterPort, PrinterState, PrintJob, PrintStep } from './printer-port.ts';

/**
 * The printer that was chosen: the one on USB, or a queue of the system. The USB printer stays connected
 * while a queue is chosen, so that the technician sees it; only the chosen one is asked and told.
 */
export class ChosenPrinter implements PrinterPort {
  readonly #usb: PrinterPort;
  readonly #openQueue: (name: string) => PrinterPort;
  readonly #listeners = new Set<(state: PrinterState) => void>();
  #queue: { readonly name: string; readonly printer: PrinterPort } | undefined;
  #unlisten: () => void;

  constructor(usb: PrinterPort, openQueue: (name: string) => PrinterPort) {
    this.#usb = usb;
    this.#openQueue = openQueue;
    this.#unlisten = this.#listenTo(usb);
  }

  /** Works with that queue from now on, or with the USB printer; ends what was chosen before once it is idle. */
  async choose(queue: string | undefined): Promise<void> {
    const before = this.#queue;
    if (before?.name === queue) return;
    this.#queue = queue === undefined ? undefined : { name: queue, printer: this.#openQueue(queue) };
    this.#unlisten();
    this.#unlisten = this.#listenTo(this.#chosen);
    this.#tell(this.state);
    await before?.printer.close();
  }

  get state(): PrinterState {
    return this.#chosen.state;
  }

  onState(changed: (state: PrinterState) => void): () => void {
    const listener = (state: PrinterState): void => changed(state);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  refresh(): Promise<PrinterState> {
    return this.#chosen.refresh();
  }

  print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    return this.#chosen.print(job, progress);
  }

  clean(): Promise<void> {
    return this.#chosen.clean();
  }

  checkSettings(settings: PrintSettings): void {
    this.#chosen.checkSettings(settings);
  }

  async close(): Promise<void> {
    this.#unlisten();
    await Promise.all([this.#usb.close(), this.#queue?.printer.close()]);
    this.#listeners.clear();
  }

  get #chosen(): PrinterPort {
    return this.#queue?.printer ?? this.#usb;
  }

  #listenTo(printer: PrinterPort): () => void {
    return printer.onState((state) => this.#tell(state));
  }

  #tell(state: PrinterState): void {
    for (const listener of this.#listeners) listener(state);
  }
}
