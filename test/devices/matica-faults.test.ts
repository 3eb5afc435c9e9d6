import { afterEach, describe, expect, test } from 'vitest';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { closeMaticas, maticaBench, strayDots, type MaticaBench } from './matica-bench.ts';
import { back, front, ignore, state } from './printer-bench.ts';

afterEach(closeMaticas);

const job = { front, back, settings };
/** Commands by their first two bytes. */
const load = '31 01';
const print = '31 08';
const transferAndTurn = '31 0a';
const transferAndEject = '31 09';
const panel = '2a 00';

/** The bench must print another card afterwards: no fault may leave anything behind. */
async function printsAgain({ manager, cards, printer }: MaticaBench): Promise<void> {
  printer.repair();
  await manager.refresh();
  await manager.print({ front: back, settings }, ignore);
  expect(strayDots(cards.at(-1)!.front, back)).toBe(0);
}

describe('a sense of the printer', () => {
  test.each([
    ['jam at the hopper', load, 0x00039000, 'printer.jam'],
    ['jam in the turning unit', transferAndTurn, 0x00039100, 'printer.jam'],
    ['jam in the transfer', transferAndEject, 0x00039300, 'printer.jam'],
    ['jam at the output', transferAndEject, 0x00039400, 'printer.jam'],
    ['jam in the retransfer', transferAndEject, 0x00039500, 'printer.jam'],
    ['film not found', print, 0x0003a100, 'printer.filmOut'],
    ['ink unreadable', print, 0x0003b000, 'printer.ribbonWrong'],
    ['ink not found', print, 0x0003b100, 'printer.ribbonOut'],
    ['ink used up', print, 0x0003b200, 'printer.ribbonOut'],
    ['door opened in the job', transferAndTurn, 0x0002d100, 'printer.coverOpen'],
    ['electronics', panel, 0x00034400, 'printer.hardware'],
    ['heater', print, 0x0002f100, 'printer.hardware'],
    ['card where none should be', print, 0x00052600, 'printer.jam'],
    ['command not known', panel, 0x00052000, 'printer.protocol'],
  ] as const)('%s: look for the card, then it prints again', async (...[, command, sense, code]) => {
    const bench = await maticaBench({ model: 'XID580i' });
    bench.printer.senseNext(command, sense);
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code, card: 'look' });
    expect(bench.manager.state).toMatchObject({ condition: 'blocked', fault: code });
    expect(bench.cards).toHaveLength(0);
    expect(bench.unknown).toEqual([]);
    await printsAgain(bench);
  });

  test.each([
    ['door', 0x0002d100, 'printer.coverOpen'],
    ['no cards', 0x0002d000, 'printer.feederEmpty'],
    ['ink used up', 0x0003b200, 'printer.ribbonOut'],
    ['film', 0x0003a100, 'printer.filmOut'],
    ['too hot', 0x0002f800, 'printer.headHot'],
  ] as const)('%s at the load leaves the card in the feeder', async (_, sense, code) => {
    const bench = await maticaBench({ model: 'XID580i' });
    bench.printer.senseNext(load, sense);
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code, card: 'inFeeder' });
    expect(bench.printer.machine.state).toMatchObject({ cards: 0, rejected: 0 });
    await printsAgain(bench);
  });

  test('that no table explains stops the job and is told for the log', async () => {
    const bench = await maticaBench({ model: 'XID580i' });
    bench.printer.senseNext(print, 0x00047700);
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code: 'printer.hardware', card: 'look' });
    expect(bench.unknown).toEqual(['00047700']);
    await printsAgain(bench);
  });

  test('that passes by itself is waited for, but not for ever', async () => {
    const bench = await maticaBench({ model: 'XID580i', state: { warm: false } });
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({
      code: 'printer.warmingUp',
      card: 'inFeeder',
    });
    bench.printer.machine.state.warm = true;
    await printsAgain(bench);
  });

  test('ends the ribbon in the middle: the card goes to the reject tray', async () => {
    const bench = await maticaBench({ model: 'XID580i', state: { inkLeft: 1 } });
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code: 'printer.ribbonOut', card: 'look' });
    expect(bench.printer.machine.state.rejected).toBe(1);
    bench.printer.machine.state.inkLeft = 1000;
    await printsAgain(bench);
  });

  test('ends the film in the middle', async () => {
    const bench = await maticaBench({ model: 'XID580i', state: { filmLeft: 1 } });
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code: 'printer.filmOut', card: 'look' });
    expect(bench.printer.machine.state.rejected).toBe(1);
  });
});

describe('the wire', () => {
  test.each(['in', 'out'] as const)('stalls (%s) once: the halt is cleared and nothing is lost', async (direction) => {
    const bench = await maticaBench({ model: 'XID580i' });
    bench.printer.wire.stall = direction;
    await bench.manager.print(job, ignore);
    expect(strayDots(bench.cards[0]!.front, front)).toBe(0);
  });

  test('stalls in the middle of a panel: that job is over, the next one is whole', async () => {
    const bench = await maticaBench({ model: 'XID580i' });
    const bulkOut = bench.printer.bulkOut.bind(bench.printer);
    let bytes = 0;
    bench.printer.bulkOut = (packet) => {
      bytes += packet.length;
      if (bytes > 300_000) {
        bench.printer.bulkOut = bulkOut;
        bench.printer.wire.stall = 'out';
      }
      return bulkOut(packet);
    };
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code: 'printer.hardware', card: 'look' });
    expect(bench.printer.machine.state.rejected).toBe(1);
    await printsAgain(bench);
  });

  test('is silent: the job times out, and the printer is found again', async () => {
    const bench = await maticaBench({ model: 'XID580i' });
    bench.printer.wire.silent = true;
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code: 'usb.timeout', card: 'inFeeder' });
    bench.printer.wire.silent = false;
    await printsAgain(bench);
  });

  test('carries answers that come too late: they are not taken for the next ones', async () => {
    const bench = await maticaBench({ model: 'XID580i' });
    bench.printer.wire.late = true;
    await expect(bench.manager.refresh()).rejects.toMatchObject({ code: 'usb.timeout' });
    bench.printer.catchUp();
    await bench.manager.refresh();
    await bench.manager.print(job, ignore);
    expect(strayDots(bench.cards[0]!.front, front)).toBe(0);
  });

  test('carries the answer of a movement too late: it is not taken for that of the next', async () => {
    const bench = await maticaBench({ model: 'XID580i' });
    const printing = bench.manager.print(job, (step) => {
      if (step === 'sendingFront') bench.printer.wire.late = true;
    });
    await expect(printing).rejects.toMatchObject({ code: 'usb.timeout', card: 'look' });
    bench.printer.catchUp();
    await printsAgain(bench);
  });

  test.each([
    ['of another command', { tag: 0x7fffffff }],
    ['that is cut', { statusBytes: 9 }],
    ['of a phase error', { outcome: 2 }],
  ] as const)('carries a status %s: not understood, and in step again at once', async (_, wrong) => {
    const bench = await maticaBench({ model: 'XID580i' });
    Object.assign(bench.printer.wire, wrong);
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({
      code: 'printer.protocol',
      card: 'inFeeder',
    });
    await printsAgain(bench);
  });

  test.each([
    ['before the load', 20, 'inFeeder'],
    ['in the first panel', 100_000, 'look'],
    ['in the black panel', 2_500_000, 'look'],
    ['in the back', 4_000_000, 'look'],
    ['in the last panel', 5_500_000, 'look'],
  ] as const)('comes out %s', async (_, bytes, card) => {
    const bench = await maticaBench({ model: 'XID580i' });
    bench.printer.pullAfterBytes(bytes);
    await expect(bench.manager.print(job, ignore)).rejects.toMatchObject({ code: 'usb.unplugged', card });
    expect(bench.manager.state.condition).toBe('absent');
    bench.bus.plug(bench.printer);
    await state(bench.manager, ({ condition }) => condition === 'ready');
    await bench.manager.print(job, ignore);
    // The card that was left inside went to the reject tray first.
    expect(bench.printer.machine.state.rejected).toBe(card === 'look' ? 1 : 0);
    expect(strayDots(bench.cards.at(-1)!.back!, back)).toBe(0);
  });

  test('comes out while the card is ejected', async () => {
    const bench = await maticaBench({ model: 'XID580i', motionMs: 30 });
    await expect(
      bench.manager.print(job, (step) => {
        if (step === 'ejecting') setTimeout(() => bench.bus.unplug(bench.printer), 10);
      }),
    ).rejects.toMatchObject({ code: 'usb.unplugged', card: 'look' });
  });
});
