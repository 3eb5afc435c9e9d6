import { afterEach, describe, expect, test } from 'vitest';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import type { PrintStep } from '../../src-main/devices/printer/printer-port.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticeMatica } from '../../src-main/devices/practice/matica-model.ts';
import { closeMaticas, maticaBench, manageMatica, strayDots } from './matica-bench.ts';
import { back, front, ignore, state } from './printer-bench.ts';

afterEach(closeMaticas);

describe('a card', () => {
  test.each(['XID8600', 'XID580i'] as const)(
    'comes out of the %s dot for dot, both sides, bled to the rim',
    async (model) => {
      const { manager, cards, printer } = await maticaBench({ model });
      const steps: PrintStep[] = [];
      await manager.print({ front, back, settings }, (step) => steps.push(step));
      expect(steps).toEqual(['checking', 'feeding', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done']);
      expect(cards).toHaveLength(1);
      expect(strayDots(cards[0]!.front, front)).toBe(0);
      expect(strayDots(cards[0]!.back!, back)).toBe(0);
      expect(printer.machine.state).toMatchObject({ hopper: 99, inkLeft: 998, filmLeft: 998, rejected: 0 });
      expect(manager.state.condition).toBe('ready');
    },
  );

  test('with one side is not turned over', async () => {
    const { manager, cards, printer } = await maticaBench({ model: 'XID580i' });
    await manager.print({ front, settings }, ignore);
    expect(cards[0]).toMatchObject({ front: { columns: 1036, rows: 664 } });
    expect(cards[0]!.back).toBeUndefined();
    expect(printer.heard).not.toContain('31 0a');
  });

  test('of a YMCKK ribbon has a black back, on the same panel set', async () => {
    const { manager, cards, printer } = await maticaBench({ model: 'XID580i', state: { inkType: 4 } });
    await manager.print({ front, back, settings }, ignore);
    const black = { rgb: new Uint8Array(back.rgb.length).fill(255), resin: back.resin };
    expect(strayDots(cards[0]!.front, front)).toBe(0);
    expect(strayDots(cards[0]!.back!, black)).toBe(0);
    expect(printer.machine.state.inkLeft).toBe(999);
    expect(manager.state).toMatchObject({ ribbon: 'YMCKK', back: 'resin' });
  });

  test.each([
    { x: 7, y: -12 },
    { x: -50, y: 50 },
  ])('is moved by the calibrated offset %o', async (offset) => {
    const { manager, cards } = await maticaBench({ model: 'XID580i' });
    await manager.print({ front, settings: { ...settings, offset } }, ignore);
    expect(strayDots(cards[0]!.front, front, offset)).toBe(0);
  });

  test('gets more of a dye with more contrast; white stays white and full stays full', async () => {
    const { manager, cards } = await maticaBench({ model: 'XID580i' });
    const rgb = new Uint8Array(front.rgb.length).fill(255);
    rgb.set([0, 0, 0, 128, 128, 128], 0);
    const side = { rgb, resin: new Uint8Array(front.resin.length) };
    await manager.print({ front: side, settings: { ...settings, contrast: { m: 10, y: -10 } } }, ignore);
    const face = cards[0]!.front;
    const at = (column: number): number[] => [...face.rgb.subarray((8 * 1036 + 10 + column) * 3).subarray(0, 3)];
    expect(at(0)).toEqual([0, 0, 0]);
    // Ink 127 of 255: magenta (green) gets its square root, yellow (blue) its square.
    expect(at(1)).toEqual([128, 255 - 180, 255 - 63]);
    expect(at(2)).toEqual([255, 255, 255]);
  });

  test('is the last of the hopper without trouble', async () => {
    const { manager, cards } = await maticaBench({ model: 'XID580i', state: { hopper: 1 } });
    await manager.print({ front, back, settings }, ignore);
    expect(cards).toHaveLength(1);
    expect(manager.state).toMatchObject({ condition: 'blocked', fault: 'printer.feederEmpty' });
  });

  test('waits for a slow machine and for one that is still warming up', async () => {
    const { manager, printer, cards } = await maticaBench({ model: 'XID580i', motionMs: 40 });
    printer.tellSenses([0x00062800, 0x0002db00, 0x0002da00, 0x0002d300]);
    await manager.print({ front, back, settings }, ignore);
    expect(cards).toHaveLength(1);
  });
});

describe('the magnetic stripe', () => {
  const magnetic = { 1: 'DL-PB-0000123^A B', 2: '3520112345671=29', 3: '00' };

  test('is written and read back before the print', async () => {
    const { manager, printer, cards } = await maticaBench({ model: 'XID580i' });
    await manager.print({ front, settings, magnetic }, ignore);
    const stripe = cards[0]!.stripe;
    const spell = (tag: number, base: number): string =>
      String.fromCharCode(...stripe.get(tag)!.map((each) => each + base));
    expect([spell(0xa6, 0x20), spell(0xb4, 0x30), spell(0xc4, 0x30)]).toEqual([magnetic[1], magnetic[2], magnetic[3]]);
    expect(printer.heard.indexOf('2c 00')).toBeGreaterThan(printer.heard.indexOf('2d 00'));
    expect(printer.heard.indexOf('2c 00')).toBeLessThan(printer.heard.indexOf('2a 00'));
  });

  test('that reads otherwise rejects the card', async () => {
    const { manager, printer } = await maticaBench({ model: 'XID580i' });
    const read = printer.machine.readStripe.bind(printer.machine);
    printer.machine.readStripe = (tag) => read(tag)?.with(3, 0x0f);
    await expect(manager.print({ front, settings, magnetic }, ignore)).rejects.toMatchObject({
      code: 'printer.magneticFailed',
      card: 'look',
    });
    expect(printer.machine.state.rejected).toBe(1);
    expect(printer.machine.station).toBeUndefined();
  });

  test('of a printer without the unit, and text that no track carries, are told apart by where the card is', async () => {
    const { manager, printer } = await maticaBench({ model: 'XID580i', state: { hasMagneticUnit: false } });
    const wanted = { code: 'printer.magneticFailed' };
    await expect(manager.print({ front, settings, magnetic }, ignore)).rejects.toMatchObject({
      ...wanted,
      card: 'look',
    });
    await expect(manager.print({ front, settings, magnetic: { 2: 'ABC' } }, ignore)).rejects.toMatchObject({
      ...wanted,
      card: 'inFeeder',
    });
    expect(printer.machine.state.cards).toBe(1);
  });
});

describe('the state', () => {
  test('shows who it is, and what is left', async () => {
    const { manager } = await maticaBench({ state: { inkLeft: 500, inkTotal: 1000, filmLeft: 730, cards: 4711 } });
    expect(manager.state).toEqual({
      driver: 'Matica XID',
      condition: 'ready',
      model: 'XID8600',
      serialNumber: 'XP00001',
      firmware: 'PRACTICE 1.0 B2.0 T3.0',
      ribbon: 'YMCK',
      back: 'colour',
      cardsLeft: 500,
      filmLeft: 70,
      cardsInserted: 4711,
      canClean: false,
    });
  });

  test('has no counts where the printer knows none', async () => {
    const { manager, printer } = await maticaBench();
    printer.senseNext('4d 00', 0x00052000);
    expect(await manager.refresh()).toMatchObject({ condition: 'ready', filmLeft: 100 });
    expect(manager.state.cardsInserted).toBeUndefined();
  });

  test.each([
    [{ doorOpen: true }, 'printer.coverOpen'],
    [{ hopper: 0 }, 'printer.feederEmpty'],
    [{ warm: false }, 'printer.warmingUp'],
    [{ inkType: 2 }, 'printer.ribbonWrong'],
  ] as const)('with %o is blocked by %s, and a print leaves the card in the feeder', async (wrong, code) => {
    const { manager, printer } = await maticaBench({ state: wrong });
    expect(manager.state).toMatchObject({ condition: 'blocked', fault: code });
    await expect(manager.print({ front, settings }, ignore)).rejects.toMatchObject({ code, card: 'inFeeder' });
    expect(printer.machine.state.cards).toBe(0);
  });

  test('refuses settings that it cannot print', async () => {
    const { manager } = await maticaBench();
    expect(() => manager.checkSettings({ ...settings, contrast: { k: 1 } })).toThrow('printer.settingRange');
    expect(() => manager.checkSettings({ ...settings, contrast: { o: -1 } })).toThrow('printer.settingRange');
    expect(() => manager.checkSettings({ ...settings, contrast: { y: 10, m: -10 } })).not.toThrow();
    await expect(manager.clean()).rejects.toMatchObject({ code: 'printer.notCapable' });
  });

  test('comes back by itself after an unplug', async () => {
    const { manager, printer, bus } = await maticaBench();
    bus.unplug(printer);
    await state(manager, ({ condition }) => condition === 'absent');
    bus.plug(printer);
    await state(manager, ({ condition }) => condition === 'ready');
  });
});

/** Sends its status right behind short data, in the same packet. */
class Joining extends PracticeMatica {
  override bulkIn(): Uint8Array | 'nak' | 'stall' {
    const packet = super.bulkIn();
    if (typeof packet === 'string' || isStatus(packet)) return packet;
    const next = super.bulkIn();
    return typeof next === 'string' ? packet : new Uint8Array(Buffer.concat([packet, next]));
  }
}

/** Sends an empty packet before each status. */
class Emptying extends PracticeMatica {
  #kept: Uint8Array | undefined;

  override bulkIn(): Uint8Array | 'nak' | 'stall' {
    const packet = this.#kept ?? super.bulkIn();
    const due = typeof packet !== 'string' && isStatus(packet) && this.#kept === undefined;
    this.#kept = due ? packet : undefined;
    return due ? new Uint8Array(0) : packet;
  }
}

function isStatus(packet: Uint8Array): boolean {
  return packet.length === 13 && Buffer.from(packet.subarray(0, 4)).toString() === 'USBS';
}

describe('the status of a command', () => {
  test.each([
    ['joined to its data', Joining],
    ['behind an empty packet', Emptying],
  ])('is found %s', async (_, Model) => {
    const bus = new PracticeBus();
    const cards: unknown[] = [];
    bus.plug(new Model({ model: 'XID580i', onCard: (card) => cards.push(card) }));
    const manager = manageMatica(bus, { timeouts: { commandMs: 300, motionMs: 2_000, lookMs: 5, quietMs: 10 } });
    expect(await manager.refresh()).toMatchObject({ condition: 'ready', ribbon: 'YMCK' });
    await manager.print({ front, settings }, ignore);
    expect(cards).toHaveLength(1);
  });
});
