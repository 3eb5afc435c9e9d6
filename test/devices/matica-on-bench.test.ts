import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FinishedCard } from '../../src-main/devices/practice/matica-machine.ts';
import { PracticeMatica, type MaticaPracticeOptions } from '../../src-main/devices/practice/matica-model.ts';
import type { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import type { CardWhereabouts, PrintStep } from '../../src-main/devices/printer/printer-port.ts';
import type { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { openBench, type Bench } from './bench/bench.ts';
import { benchMissing } from './bench/missing.ts';
import { WireFaults } from './bench/wire-faults.ts';
import { closeMaticas, manageMatica, strayDots } from './matica-bench.ts';
import { back, front, ignore, state } from './printer-bench.ts';

const job = { front, back, settings };
const timeouts = { commandMs: 2000, motionMs: 8000, readyMs: 100, lookMs: 10, quietMs: 20 };

describe.skipIf(benchMissing() !== undefined)('a Matica XID on the virtual bench', () => {
  let bench: Bench;
  let bus: UsbProcessBus;
  let printer: PracticeMatica;
  let wire: WireFaults;
  let manager: PrinterManager;
  let cards: FinishedCard[];

  beforeAll(async () => {
    bench = await openBench();
    bus = bench.bus();
  });
  afterEach(async () => {
    await closeMaticas();
    bench.unplug(wire);
  });
  afterAll(() => bench.close());

  async function connect(options: MaticaPracticeOptions = {}): Promise<void> {
    cards = [];
    printer = new PracticeMatica({ model: 'XID580i', onCard: (card) => cards.push(card), ...options });
    wire = new WireFaults(printer);
    bench.plug(wire);
    manager = manageMatica(bus, { timeouts });
    await manager.refresh();
  }

  /** No fault may leave anything behind: the next card must be whole. */
  async function expectGoodCard(): Promise<void> {
    await manager.refresh();
    await manager.print({ front: back, settings }, ignore);
    expect(strayDots(cards.at(-1)!.front, back)).toBe(0);
  }

  test.each(['XID8600', 'XID580i'] as const)('prints both sides, dot for dot (%s)', async (model) => {
    await connect({ model });
    expect(manager.state).toMatchObject({ condition: 'ready', driver: 'Matica XID', model });
    const steps: PrintStep[] = [];
    await manager.print({ ...job, magnetic: { 2: '35201=29' } }, (step) => steps.push(step));
    expect(steps).toEqual(['checking', 'feeding', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done']);
    expect(strayDots(cards[0]!.front, front)).toBe(0);
    expect(strayDots(cards[0]!.back!, back)).toBe(0);
    expect(cards[0]!.stripe.size).toBe(1);
    expect(manager.state).toMatchObject({ condition: 'ready', cardsInserted: 1 });
  });

  const unplugs: readonly { when: string; at: PrintStep; afterBytes?: number; card: CardWhereabouts }[] = [
    { when: 'while it is asked', at: 'checking', card: 'inFeeder' },
    { when: 'as a card is loaded', at: 'feeding', card: 'look' },
    { when: 'in the first panel', at: 'feeding', afterBytes: 100_001, card: 'look' },
    { when: 'in the last panel of the back', at: 'feeding', afterBytes: 5_300_000, card: 'look' },
    { when: 'while it prints', at: 'printing', card: 'look' },
    { when: 'as the card comes out', at: 'ejecting', card: 'look' },
  ];

  test.each(unplugs)('unplugged $when', async ({ at, afterBytes, card }) => {
    await connect();
    const print = manager.print(job, (step) => {
      if (step !== at) return;
      if (afterBytes === undefined) bench.unplug(wire);
      else wire.unplugAfter('out', afterBytes);
    });
    await expect(print).rejects.toMatchObject({ code: 'usb.unplugged', card });
    expect(cards).toEqual([]);
    await state(manager, ({ fault }) => fault === 'printer.absent');
    bench.plug(wire);
    await state(manager, ({ condition }) => condition === 'ready');
    await expectGoodCard();
    // A card that was left inside does not become the next one.
    expect(printer.machine.state).toMatchObject({ hopper: 99 - printer.machine.state.rejected });
  });

  test.each([
    ['ink used up', '31 08', 0x0003b200, 'printer.ribbonOut', 'look'],
    ['film not found', '31 08', 0x0003a100, 'printer.filmOut', 'look'],
    ['jam in the transfer', '31 0a', 0x00039300, 'printer.jam', 'look'],
    ['door open', '31 01', 0x0002d100, 'printer.coverOpen', 'inFeeder'],
  ] as const)('says %s', async (...[, command, sense, code, card]) => {
    await connect();
    printer.senseNext(command, sense);
    await expect(manager.print(job, ignore)).rejects.toMatchObject({ code, card });
    expect(manager.state).toMatchObject({ condition: 'blocked', fault: code });
    printer.repair();
    await expectGoodCard();
  });

  test('stalls between the sides', async () => {
    await connect();
    const print = manager.print(job, (step) => {
      if (step === 'sendingBack') wire.stallNext('out');
    });
    await print;
    expect(strayDots(cards[0]!.back!, back)).toBe(0);
  });

  test('says nothing any more: the port is reset, and it is found again', async () => {
    await connect();
    const print = manager.print(job, (step) => {
      if (step === 'sendingBack') wire.silence('in');
    });
    await expect(print).rejects.toMatchObject({ code: 'usb.timeout', card: 'look' });
    wire.silence('in', false);
    await expectGoodCard();
    expect(printer.machine.state.rejected).toBe(1);
  });

  test('takes its time to load and to print', async () => {
    await connect({ motionMs: 600 });
    await manager.print({ front, settings }, ignore);
    expect(cards).toHaveLength(1);
  });

  test('is taken from the system, which has it for a line printer', async () => {
    await connect();
    await closeMaticas();
    bench.claimUsblp(wire);
    manager = manageMatica(bus, { timeouts });
    await manager.refresh();
    await expectGoodCard();
  });

  test('is used by the technician’s command, which nothing tells what it is', async () => {
    await connect();
    await closeMaticas();
    const script = join(import.meta.dirname, '../../scripts/devices.ts');
    const child = bench.spawn(process.execPath, [script, 'print', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout?.on('data', (part: Buffer) => (said += part.toString()));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(JSON.parse(said)).toMatchObject({ ok: true });
    expect(cards).toHaveLength(1);
  });
});
