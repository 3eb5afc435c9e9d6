import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import type { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import type { CardSide } from '../../src-main/devices/printer/printer-port.ts';
import type { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { openBench, type Bench } from './bench/bench.ts';
import type { WireFaults } from './bench/wire-faults.ts';
import { back, closeManagers, ignore, manage, type BenchOptions } from './printer-bench.ts';

const patient = { commandMs: 4000, printMs: 10_000, optionalMs: 500, quietMs: 20 };
export const hurried = { commandMs: 400, printMs: 400, optionalMs: 200, quietMs: 20 };

/** A card printer on the virtual bench, one a test, and the counter's own USB process before it. */
export class BenchPrinter {
  bench!: Bench;
  printer!: PracticePrinter;
  #bus!: UsbProcessBus;
  #plugged: PracticePrinter | WireFaults | undefined;

  /** Opens the bench before the tests of this block, pulls the printer after each. */
  constructor() {
    beforeAll(async () => {
      this.bench = await openBench();
      this.#bus = this.bench.bus();
    });
    afterEach(async () => {
      await closeManagers();
      if (this.#plugged !== undefined) this.bench.unplug(this.#plugged);
    });
    afterAll(() => this.bench.close());
  }

  /** Plugs a printer, or whatever stands between it and the wire. */
  plug(model: PracticePrinter = new PracticePrinter(), wire?: WireFaults): void {
    this.printer = model;
    this.#plugged = wire ?? model;
    this.bench.plug(this.#plugged);
  }

  /** A manager on the bus of the bench. */
  manage(options: BenchOptions = {}): PrinterManager {
    return manage(this.#bus, { timeouts: patient, ...options });
  }

  /** Plugs, and waits until a manager has found it. */
  async connect(
    model?: PracticePrinter,
    { wire, ...options }: BenchOptions & { readonly wire?: WireFaults } = {},
  ): Promise<PrinterManager> {
    this.plug(model, wire);
    const manager = this.manage(options);
    await manager.refresh();
    return manager;
  }

  expectCard(wanted: { readonly front: CardSide; readonly back?: CardSide }): void {
    const card = this.printer.lastCard!;
    expect(Buffer.compare(card.front, dotsAsPrinted(wanted.front))).toBe(0);
    if (wanted.back === undefined) expect(card.back).toBeUndefined();
    else expect(Buffer.compare(card.back!, dotsAsPrinted(wanted.back))).toBe(0);
  }

  async expectGoodCard(manager: PrinterManager): Promise<void> {
    await manager.print({ front: back, settings }, ignore);
    this.expectCard({ front: back });
  }
}
