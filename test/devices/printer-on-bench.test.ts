import { describe, expect, test } from 'vitest';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import type { CardWhereabouts, PrintStep } from '../../src-main/devices/printer/printer-port.ts';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import type { StartUsbProcess } from '../../src-main/devices/usb/usb-process-link.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { benchMissing } from './bench/missing.ts';
import { BenchPrinter } from './bench-printer.ts';
import { back, closeManagers, front, ignore, manage, state } from './printer-bench.ts';

interface Unplug {
  readonly when: string;
  readonly at: PrintStep;
  readonly afterBytes?: number;
  readonly card: CardWhereabouts;
}

const unplugs: readonly Unplug[] = [
  { when: 'while it is asked', at: 'checking', card: 'inFeeder' },
  { when: 'as a card is fed', at: 'feeding', card: 'look' },
  { when: 'before the first panel', at: 'sendingFront', card: 'look' },
  { when: 'in the first panel of the front', at: 'feeding', afterBytes: 100_001, card: 'look' },
  { when: 'in the black of the front', at: 'feeding', afterBytes: 1_740_000, card: 'look' },
  { when: 'before the back', at: 'sendingBack', card: 'look' },
  { when: 'in the last panel of the back', at: 'feeding', afterBytes: 3_780_000, card: 'look' },
  { when: 'while it prints', at: 'printing', card: 'look' },
];

describe.skipIf(benchMissing() !== undefined)('a card printer on the virtual bench', () => {
  const desk = new BenchPrinter();

  test('prints both sides, dot for dot', async () => {
    const manager = await desk.connect();
    expect(manager.state).toMatchObject({ condition: 'ready', driver: 'Evolis', serialNumber: 'PRACTICE1' });
    const steps: PrintStep[] = [];
    await manager.print({ front, back, settings }, (step) => steps.push(step));
    expect(steps).toEqual(['checking', 'feeding', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done']);
    desk.expectCard({ front, back });
    expect(manager.state).toMatchObject({ condition: 'ready', cardsInserted: 1, panelsPrinted: 10, cardsLeft: 198 });
  });

  test('prints from compressed panels, and writes a stripe', async () => {
    const manager = await desk.connect(undefined, { compressed: ['y', 'm', 'c', 'k', 'o'] });
    const magnetic = { 1: 'PK 1234567', 2: '1234567=2031' };
    await manager.print({ front, back, settings, magnetic }, ignore);
    desk.expectCard({ front, back });
    expect(desk.printer.lastCard!.magnetic).toEqual(magnetic);
  });

  test('cleans itself, and prints its own test card', async () => {
    const manager = await desk.connect();
    const { mechanics } = desk.printer;
    Object.assign(mechanics, { ribbonIn: false, cleaningCard: true, needsCleaning: true });
    await manager.clean();
    expect(mechanics.cleanings).toBe(1);
    mechanics.ribbonIn = true;
    await manager.testCard();
    expect(desk.printer.lastCard!.number).toBe(1);
    await desk.expectGoodCard(manager);
  });

  test.each(unplugs)('unplugged $when', async ({ at, afterBytes, card }) => {
    const manager = await desk.connect();
    const { bench, printer } = desk;
    const print = manager.print({ front, back, settings }, (step) => {
      if (step !== at) return;
      if (afterBytes === undefined) bench.unplug(printer);
      else printer.pullAfterPanelBytes(afterBytes);
    });
    await expect(print).rejects.toMatchObject({ code: 'usb.unplugged', card });
    expect(printer.lastCard).toBeUndefined();
    await state(manager, ({ fault }) => fault === 'printer.absent');
    bench.plug(printer);
    await state(manager, ({ condition }) => condition === 'ready');
    await desk.expectGoodCard(manager);
  });

  test('is taken from the system, which has it for a line printer', async () => {
    desk.plug();
    desk.bench.claimUsblp(desk.printer);
    const manager = desk.manage();
    await manager.refresh();
    await desk.expectGoodCard(manager);
  });

  test('is not taken from another program, and found when that lets go', async () => {
    desk.plug();
    const other = desk.bench.holdByOtherProgram(desk.printer);
    const manager = desk.manage();
    await expect(manager.refresh()).rejects.toMatchObject({ code: 'usb.busy' });
    const print = manager.print({ front, settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'usb.busy', card: 'inFeeder' });
    expect(other.wasRobbed).toBe(false);
    other.release();
    await manager.refresh();
    await desk.expectGoodCard(manager);
  });

  test('takes its time with a card', async () => {
    const manager = await desk.connect();
    desk.printer.faults.feedMs = 2500; // longer than one look at the wire
    await desk.expectGoodCard(manager);
  });

  test('outlives the USB process, which dies in the middle of a panel', async () => {
    const start = forkUsbProcess(desk.bench.command([]));
    const running: ReturnType<StartUsbProcess>[] = [];
    const bus = new UsbProcessBus({
      start: (events) => {
        const run = start(events);
        running.push(run);
        return run;
      },
    });
    desk.plug(
      new Deadly(800, () => {
        running.at(-1)?.kill();
      }),
    );
    const manager = manage(bus, { timeouts: { commandMs: 4000, printMs: 4000, optionalMs: 500, quietMs: 20 } });
    await manager.refresh();
    const print = manager.print({ front, settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'usb.crashed', card: 'look' });
    await state(manager, ({ condition }) => condition === 'ready');
    expect(running).toHaveLength(2);
    await desk.expectGoodCard(manager);
    await closeManagers();
    await bus.close();
  });
});

/** A printer that does something at its nth packet. */
class Deadly extends PracticePrinter {
  #left: number;
  readonly #act: () => void;

  constructor(packet: number, act: () => void) {
    super();
    this.#left = packet;
    this.#act = act;
  }

  override bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    this.#left -= 1;
    if (this.#left === 0) this.#act();
    return super.bulkOut(packet);
  }
}
