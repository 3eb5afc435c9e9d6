import { describe, expect, test } from 'vitest';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import type { CardWhereabouts, PrintStep } from '../../src-main/devices/printer/printer-port.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { benchMissing } from './bench/missing.ts';
import { WireFaults } from './bench/wire-faults.ts';
import { BenchPrinter, hurried } from './bench-printer.ts';
import { front, ignore } from './printer-bench.ts';
import { states } from './printer-trouble.ts';

describe.skipIf(benchMissing() !== undefined)('a card printer in trouble on the virtual bench', () => {
  const desk = new BenchPrinter();

  test.each(states)('$name', async ({ spoil, code, card, fed, mend }) => {
    const manager = await desk.connect(new PracticePrinter({ setsLeft: 9, feeder: 9 }));
    const { mechanics } = desk.printer;
    spoil(mechanics);
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code, card });
    expect(mechanics.cardsInserted).toBe(fed);
    expect(manager.state).toMatchObject({ condition: 'blocked', fault: code });
    mend?.(mechanics);
    await desk.expectGoodCard(manager);
  });

  test.each<[PrintStep, CardWhereabouts]>([
    ['checking', 'inFeeder'],
    ['feeding', 'look'],
    ['sendingFront', 'look'],
    ['printing', 'look'],
  ])('silent from %s on', async (at, card) => {
    const manager = await desk.connect(undefined, { timeouts: hurried });
    const print = manager.print({ front, settings }, (step) => {
      if (step === at) desk.printer.silent = true;
    });
    await expect(print).rejects.toMatchObject({ code: 'usb.timeout', card });
    desk.printer.silent = false;
    await desk.expectGoodCard(manager);
  });

  test.each(['in', 'out'] as const)('stalled once on the way %s', async (direction) => {
    const model = new PracticePrinter();
    const wire = new WireFaults(model);
    const manager = await desk.connect(model, { wire });
    const print = manager.print({ front, settings }, (step) => {
      if (step === 'sendingFront') wire.stallNext(direction);
    });
    await expect(print).rejects.toMatchObject({ code: 'usb.stall', card: 'look' });
    await desk.expectGoodCard(manager);
  });

  test('taking no more in the middle of a panel', async () => {
    const model = new PracticePrinter();
    const wire = new WireFaults(model);
    const manager = await desk.connect(model, { wire, timeouts: hurried });
    const print = manager.print({ front, settings }, (step) => {
      if (step === 'sendingFront') wire.silence('out');
    });
    await expect(print).rejects.toMatchObject({ code: 'usb.timeout', card: 'look' });
    wire.silence('out', false);
    await desk.expectGoodCard(manager);
  });

  test('with replies that are split and padded', async () => {
    const model = new PracticePrinter();
    const wire = new WireFaults(model);
    wire.splitIn = 9;
    model.replyStyle = 'padded';
    await desk.expectGoodCard(await desk.connect(model, { wire }));
  });
});
