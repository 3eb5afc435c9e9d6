import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import { PracticePrinter, type PracticePrinterOptions } from '../../src-main/devices/practice/printer-model.ts';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import { CARD_HEIGHT, CARD_WIDTH, type PrintStep } from '../../src-main/devices/printer/printer-port.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { back, bench, closeManagers, front, ignore, state } from './printer-bench.ts';

afterEach(closeManagers);

describe('a printed card', () => {
  test('is what was sent, on both sides, as dots and as files', async () => {
    const directory = path.join(mkdtempSync(path.join(tmpdir(), 'printer-')), 'cards');
    const { manager, printer } = await bench({ directory, setsLeft: 10, feeder: 5 });
    const steps: PrintStep[] = [];
    await manager.print({ front, back, settings }, (step) => steps.push(step));
    expect(steps).toEqual(['checking', 'feeding', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done']);
    const card = printer.lastCard!;
    expect(Buffer.compare(card.front, dotsAsPrinted(front))).toBe(0);
    expect(Buffer.compare(card.back!, dotsAsPrinted(back))).toBe(0);
    expect(readdirSync(directory).sort()).toEqual(['card-000001-back.png', 'card-000001-front.png', 'printer.json']);
    const saved = readFileSync(path.join(directory, 'card-000001-back.png'));
    expect(Buffer.compare(saved, card.backPng!)).toBe(0);
    const { data, info } = await sharp(saved).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([CARD_WIDTH, CARD_HEIGHT, 3]);
    expect(Buffer.compare(data, card.back!)).toBe(0);
    expect((await sharp(saved).metadata()).density).toBe(300);
    expect(printer.mechanics).toMatchObject({
      setsLeft: 8,
      feeder: 4,
      cardsInserted: 1,
      panelsPrinted: 10,
      path: 'empty',
    });
    expect(manager.state).toEqual({
      condition: 'ready',
      driver: 'Evolis',
      canClean: true,
      back: 'colour',
      model: 'Practice card printer',
      serialNumber: 'PRACTICE1',
      firmware: 'PRACTICE 1.0',
      ribbon: 'YMCKO',
      cardsLeft: 8,
      cardsInserted: 1,
      panelsPrinted: 10,
      cleaning: { cardsSince: 1, interval: 1000 },
    });
  });

  test('without a back takes one set and leaves the back blank', async () => {
    const { manager, printer } = await bench({ setsLeft: 1 });
    await manager.print({ front, settings }, ignore);
    expect(printer.lastCard!.back).toBeUndefined();
    expect(printer.mechanics.setsLeft).toBe(0);
    expect(manager.state).toMatchObject({ condition: 'blocked', fault: 'printer.ribbonOut' });
  });

  test('on a YMCKOK ribbon has its back in resin, from one set', async () => {
    const { manager, printer } = await bench({ ribbon: 'YMCKOK', setsLeft: 1 });
    await manager.print({ front, back, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(front))).toBe(0);
    expect(Buffer.compare(printer.lastCard!.back!, dotsAsPrinted(back, 'resin'))).toBe(0);
    expect(printer.mechanics.setsLeft).toBe(0);
  });

  test('comes out too when replies are split or padded', async () => {
    for (const style of ['split', 'padded'] as const) {
      const { manager, printer } = await bench();
      printer.replyStyle = style;
      await manager.print({ front, settings }, ignore);
      expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(front))).toBe(0);
    }
  });

  test('does not overwrite the cards of yesterday', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'printer-'));
    for (let day = 0; day < 2; day += 1) await (await bench({ directory })).manager.print({ front, settings }, ignore);
    expect(readdirSync(directory).sort()).toEqual(['card-000001-front.png', 'card-000002-front.png', 'printer.json']);
  });
});

describe('before a card is fed', () => {
  test.each<[string, PracticePrinterOptions, string]>([
    ['ribbon at its end', { setsLeft: 0 }, 'printer.ribbonOut'],
    ['ribbon too short for both sides', { setsLeft: 1 }, 'printer.ribbonOut'],
    ['ribbon of another kind', { ribbon: 'KO' }, 'printer.ribbonWrong'],
    ['feeder empty', { feeder: 0 }, 'printer.feederEmpty'],
  ])('%s', async (_, model, code) => {
    const { manager, printer } = await bench(model);
    await expect(manager.print({ front, back, settings }, ignore)).rejects.toMatchObject({ code, card: 'inFeeder' });
    expect(manager.state).toMatchObject({ condition: 'blocked', fault: code });
    expect(printer.mechanics).toMatchObject({ cardsInserted: 0, path: 'empty' });
  });

  test('cover open', async () => {
    const { manager, printer } = await bench();
    printer.mechanics.coverOpen = true;
    const print = manager.print({ front, settings }, ignore);
    await expect(print).rejects.toMatchObject({ code: 'printer.coverOpen', card: 'inFeeder' });
    expect(printer.mechanics.cardsInserted).toBe(0);
    printer.mechanics.coverOpen = false;
    await manager.print({ front, settings }, ignore);
    expect(printer.mechanics.cardsInserted).toBe(1);
  });

  test('silence', async () => {
    const { manager, printer } = await bench({}, { timeouts: { commandMs: 80, printMs: 80, quietMs: 10 } });
    printer.silent = true;
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'usb.timeout',
      card: 'inFeeder',
    });
  });

  test('no printer', async () => {
    const { manager, printer, bus } = await bench();
    bus.unplug(printer);
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ card: 'inFeeder' });
    await expect(manager.refresh()).rejects.toMatchObject({ code: 'printer.absent' });
    expect(manager.state).toEqual({ condition: 'absent', fault: 'printer.absent' });
  });

  test('another job', async () => {
    const { manager, printer } = await bench();
    const first = manager.print({ front, settings }, ignore);
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'printer.busy',
      card: 'inFeeder',
    });
    await first;
    expect(printer.mechanics.cardsInserted).toBe(1);
  });
});

describe('once a card is fed, somebody has to look', () => {
  test.each<[string, (printer: PracticePrinter) => void, string]>([
    ['jam', (printer) => (printer.mechanics.jamNext = true), 'printer.jam'],
    ['ribbon tears', (printer) => (printer.mechanics.ribbonEndsNext = true), 'printer.ribbonOut'],
    ['unplugged at the first byte of a panel', (printer) => printer.pullAfterPanelBytes(1), 'usb.unplugged'],
    ['unplugged in the second panel', (printer) => printer.pullAfterPanelBytes(800_000), 'usb.unplugged'],
    ['unplugged on the back', (printer) => printer.pullAfterPanelBytes(2_000_000), 'usb.unplugged'],
  ])('%s', async (_, spoil, code) => {
    const { manager, printer } = await bench();
    spoil(printer);
    await expect(manager.print({ front, back, settings }, ignore)).rejects.toMatchObject({ code, card: 'look' });
    expect(printer.mechanics.cardsInserted).toBe(1);
    expect(printer.lastCard).toBeUndefined();
  });

  test.each<[PrintStep, (printer: PracticePrinter) => void, string]>([
    ['sendingFront', (printer) => (printer.mechanics.coverOpen = true), 'printer.coverOpen'],
    ['printing', (printer) => (printer.mechanics.coverOpen = true), 'printer.coverOpen'],
    ['sendingFront', (printer) => (printer.silent = true), 'usb.timeout'],
    ['printing', (printer) => (printer.silent = true), 'usb.timeout'],
  ])('at %s: %o', async (at, spoil, code) => {
    const { manager, printer } = await bench({}, { timeouts: { commandMs: 150, printMs: 300, quietMs: 10 } });
    const print = manager.print({ front, settings }, (step) => {
      if (step === at) spoil(printer);
    });
    await expect(print).rejects.toMatchObject({ code, card: 'look' });
  });

  test('a stuck card blocks until it is taken out; nothing is fed on top of it', async () => {
    const { manager, printer } = await bench();
    printer.mechanics.jamNext = true;
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'printer.jam',
      card: 'look',
    });
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'printer.jam',
      card: 'inFeeder',
    });
    expect(await manager.refresh()).toMatchObject({ condition: 'blocked', fault: 'printer.jam' });
    printer.mechanics.path = 'empty';
    expect(await manager.refresh()).toMatchObject({ condition: 'ready' });
    await manager.print({ front, settings }, ignore);
    expect(printer.mechanics.cardsInserted).toBe(2);
  });

  test('unplugged as the card comes out: the reply is lost, and not taken for one later', async () => {
    let pull = (): void => {};
    const { manager, printer, bus } = await bench({ onCard: () => pull() });
    pull = () => bus.unplug(printer);
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({
      code: 'usb.unplugged',
      card: 'look',
    });
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(front))).toBe(0);
    pull = () => {};
    bus.plug(printer);
    await state(manager, ({ condition }) => condition === 'ready');
    await manager.print({ front: back, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(back))).toBe(0);
  });

  test('after a panel that nobody answered the next card prints as it should', async () => {
    const { manager, printer } = await bench({}, { timeouts: { commandMs: 150, printMs: 3000, quietMs: 10 } });
    const print = manager.print({ front, settings }, (step) => (printer.silent = step === 'sendingFront'));
    await expect(print).rejects.toMatchObject({ code: 'usb.timeout', card: 'look' });
    printer.silent = false;
    await manager.print({ front: back, settings }, ignore);
    expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(back))).toBe(0);
  });
});

/** A printer that takes no more packets once `budget` is used up. */
class Choking extends PracticePrinter {
  budget = Infinity;

  override bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    this.budget -= packet.length;
    return this.budget < 0 ? 'nak' : super.bulkOut(packet);
  }
}

test('after half a panel the printer is made to forget it, and the next card prints as it should', async () => {
  const printer = new Choking();
  const { manager } = await bench(printer, { timeouts: { commandMs: 150, printMs: 3000, quietMs: 10 } });
  printer.budget = 700_000;
  await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code: 'usb.timeout', card: 'look' });
  printer.budget = Infinity;
  await manager.print({ front: back, settings }, ignore);
  expect(Buffer.compare(printer.lastCard!.front, dotsAsPrinted(back))).toBe(0);
});
