import { array, assert, asyncProperty, constantFrom, integer, oneof, stringMatching, uint8Array } from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { EvolisLink } from '../../src-main/devices/printer/evolis/evolis-link.ts';
import { judgeReply } from '../../src-main/devices/printer/evolis/replies.ts';
import { ReplyReader } from '../../src-main/devices/printer/evolis/reply-reader.ts';
import { readStatus } from '../../src-main/devices/printer/evolis/status.ts';
import { PRINTER, type UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { isErrorCode } from '../../src-shared/errors.ts';

const opened: UsbDevice[] = [];
afterEach(async () => {
  for (const device of opened.splice(0)) await device.close();
});

/** A printer that says what a test lays out, packet by packet, and nothing by itself. */
class Chatter extends PracticePrinter {
  packets: Uint8Array[] = [];

  override bulkIn(): Uint8Array | 'nak' {
    return this.packets.shift() ?? 'nak';
  }
}

async function open(printer: PracticePrinter): Promise<UsbDevice> {
  const bus = new PracticeBus();
  bus.plug(printer);
  const [candidate] = await bus.list();
  const device = await candidate!.open(PRINTER);
  opened.push(device);
  return device;
}

/** Cuts bytes into packets at the given lengths, over and over. */
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    packets.push(bytes.subarray(at, at + length));
    at += length;
  }
  return packets;
}

const timeouts = { commandMs: 150, printMs: 300, optionalMs: 30, quietMs: 5 };

describe('reading replies', () => {
  test('gives them whole and in order, however they are cut and padded', async () => {
    const printer = new Chatter();
    const reader = new ReplyReader(await open(printer));
    const texts = array(stringMatching(/^[A-Z0-9][A-Z0-9 ;.]{0,40}[A-Z0-9]$/), { minLength: 1, maxLength: 6 });
    const padding = array(integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 5 });
    const lengths = array(integer({ min: 1, max: 512 }), { minLength: 1, maxLength: 5 });
    await assert(
      asyncProperty(texts, padding, lengths, async (replies, nuls, sizes) => {
        const wire = replies.map((reply, index) => `${'\0'.repeat(nuls[index % nuls.length] ?? 0)}${reply}\0`).join('');
        printer.packets = cut(Buffer.from(`${wire}\0\0`, 'latin1'), sizes);
        const read: string[] = [];
        for (const _ of replies) read.push(await reader.next(1000));
        await reader.drain(1);
        expect(read).toEqual(replies);
      }),
      { numRuns: 60 },
    );
  });

  test('ends with a reply or a fault, whatever a printer says', async () => {
    const printer = new Chatter();
    const reader = new ReplyReader(await open(printer));
    const packet = oneof(
      uint8Array({ minLength: 0, maxLength: 512 }),
      constantFrom('OK\0', '\u0006', '\u0015C', '\u0015', 'ERR', '\0', 'T').map((text) => Buffer.from(text, 'latin1')),
    );
    await assert(
      asyncProperty(array(packet, { maxLength: 30 }), async (packets) => {
        printer.packets = packets.map((bytes) => Uint8Array.from(bytes));
        const outcome = await reader.next(15).then(
          (reply) => reply.length <= 4096 + 512,
          (error: { code?: unknown }) => isErrorCode(error.code),
        );
        expect(outcome).toBe(true);
        printer.packets = [];
        await reader.drain(1);
      }),
      { numRuns: 80 },
    );
  });

  test('does not read for ever from a printer that never stops', async () => {
    const printer = new Chatter();
    printer.bulkIn = () => new Uint8Array(500).fill(0x41);
    const reader = new ReplyReader(await open(printer));
    await expect(reader.next(10_000)).rejects.toMatchObject({ code: 'printer.protocol', detail: { reply: 'endless' } });
    await expect(reader.drain(5)).rejects.toMatchObject({ code: 'printer.protocol' });
  });
});

describe('a printer that answers in letters', () => {
  test.each([
    ['\u0006', 'ok', undefined],
    ['\u0015C', 'fault', 'printer.coverOpen'],
    ['\u0015F', 'fault', 'printer.feederEmpty'],
    ['\u0015R', 'fault', 'printer.ribbonOut'],
    ['\u0015T', 'fault', 'printer.jam'],
    ['\u0015K', 'fault', 'printer.magneticFailed'],
    ['\u0015D', 'fault', 'printer.magneticFailed'],
    ['\u0015W', 'fault', 'printer.magneticFailed'],
    ['\u00151', 'fault', 'printer.rejected'],
    ['\u00152', 'fault', 'printer.rejected'],
  ])('%j means %s %s', (reply, kind, code) => {
    expect(judgeReply(reply)).toEqual(code === undefined ? { kind } : { kind, code });
  });

  test('is understood without a NUL, with and without NACK', async () => {
    const printer = new PracticePrinter({ feeder: 0 });
    printer.faults.letters = true;
    const link = new EvolisLink(await open(printer), { timeouts });
    await link.command('Pem;2');
    await expect(link.command('Ss')).rejects.toMatchObject({ code: 'printer.feederEmpty' });
    const bare = new Chatter();
    bare.packets = [];
    const reader = new ReplyReader(await open(bare));
    bare.packets = [Uint8Array.of(0x43)];
    expect(await reader.next(20)).toBe('C');
  });
});

describe('words of the field', () => {
  test.each([
    ['ok', 'ok', undefined],
    ['ERROR RIBBON', 'fault', 'printer.ribbonOut'],
    ['ERR RIBBON TYPE', 'fault', 'printer.ribbonWrong'],
    ['ERROR MAGN', 'fault', 'printer.magneticFailed'],
    ['ERR WRITE', 'fault', 'printer.magneticFailed'],
    ['ERR PARAMETRES', 'fault', 'printer.rejected'],
    ['ERROR PARAMETRES', 'fault', 'printer.rejected'],
    ['ERROR TIME OUT', 'fault', 'printer.jam'],
    ['HOPPER FULL', 'fault', 'printer.hopperFull'],
    ['REJECT FULL', 'fault', 'printer.rejectFull'],
    ['HEAD COOLING', 'fault', 'printer.headHot'],
    ['ERR NEED CLEANING', 'fault', 'printer.cleaningNeeded'],
    ['HOPPER EMPTY', 'fault', 'printer.feederEmpty'],
  ])('%j means %s %s', (reply, kind, code) => {
    expect(judgeReply(reply)).toEqual(code === undefined ? { kind } : { kind, code });
  });
});

describe('a printer that does not know a question', () => {
  test.each(['unknown', 'mute'] as const)('%s: what it does not tell is absent, and not asked twice', async (how) => {
    const printer = new PracticePrinter();
    for (const query of ['Rcr', 'Rco;l', 'Rco;n', 'Rlr;p', 'Rlr;r']) printer.faults[how].add(query);
    const link = new EvolisLink(await open(printer), { timeouts });
    const known = { ribbon: 'YMCKO', back: 'colour', cardsInserted: 0, panelsPrinted: 0 };
    expect(await readStatus(link)).toEqual(known);
    printer.faults[how].clear();
    expect(await readStatus(link)).toEqual(known);
  });

  test('a count of one is a count', async () => {
    const printer = new PracticePrinter();
    printer.mechanics.cardsInserted = 1;
    printer.mechanics.panelsPrinted = 2;
    const link = new EvolisLink(await open(printer), { timeouts });
    expect(await readStatus(link)).toMatchObject({ cardsInserted: 1, panelsPrinted: 2 });
  });
});

describe('a busy printer', () => {
  test('is asked again until it is free', async () => {
    const printer = new PracticePrinter();
    let now = 0;
    const clock = { now: () => now, wait: (ms: number) => Promise.resolve(void (now += ms)) };
    const link = new EvolisLink(await open(printer), { timeouts: { ...timeouts, commandMs: 2000 }, clock });
    printer.faults.busy = 3;
    await link.command('Pem;2');
    expect([now, printer.faults.busy]).toEqual([600, 0]);
    printer.faults.busy = Infinity;
    await expect(link.command('Pem;2')).rejects.toMatchObject({ code: 'printer.busy' });
    expect(await readStatus(link).then(({ fault }) => fault)).toBe('printer.busy');
  });
});
