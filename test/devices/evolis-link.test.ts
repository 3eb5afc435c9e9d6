import { afterEach, describe, expect, test } from 'vitest';
import type { DeviceModel } from '../../src-main/devices/practice/device-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter, type ReplyStyle } from '../../src-main/devices/practice/printer-model.ts';
import { CommandParser } from '../../src-main/devices/practice/printer/command-parser.ts';
import { encodeCommand, encodeDataCommand } from '../../src-main/devices/printer/evolis/command.ts';
import { EvolisLink, type EvolisLinkOptions } from '../../src-main/devices/printer/evolis/evolis-link.ts';
import { judgeReply } from '../../src-main/devices/printer/evolis/replies.ts';
import { readIdentity } from '../../src-main/devices/printer/evolis/identity.ts';
import { readStatus } from '../../src-main/devices/printer/evolis/status.ts';
import { PRINTER, type UsbDevice } from '../../src-main/devices/usb/usb-device.ts';

const devices: UsbDevice[] = [];
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});

async function connect(model: DeviceModel, options: EvolisLinkOptions = {}): Promise<EvolisLink> {
  const bus = new PracticeBus();
  bus.plug(model);
  const [candidate] = await bus.list();
  const timeouts = { commandMs: 400, printMs: 2000, optionalMs: 100, quietMs: 10 };
  const device = await candidate!.open(PRINTER);
  devices.push(device);
  return new EvolisLink(device, { timeouts, ...options });
}

describe('a command on the wire', () => {
  test('is ESC, name, parameters, CR', () => {
    expect(Buffer.from(encodeCommand('Pr;ymcko')).toString('latin1')).toBe('\u001bPr;ymcko\r');
    expect(Buffer.from(encodeDataCommand('Db;k;2', Uint8Array.of(0x0d, 0x1b))).toString('latin1')).toBe(
      '\u001bDb;k;2;\r\u001b\r',
    );
  });

  test.each(['', 'rsn', 'Pr;\r', 'Pr;a\u001bb', 'Pr;'])('refuses %j', (text) => {
    expect(() => encodeCommand(text)).toThrow(TypeError);
  });

  test('is read back by the printer in whatever pieces it comes, with NULs between', () => {
    const data = Uint8Array.from({ length: 82_296 }, (_, index) => [0x0d, 0x1b, 0x00, 0x3b][index % 4]!);
    const wire = Buffer.concat([
      new Uint8Array(64),
      encodeCommand('Pem;2'),
      encodeDataCommand('Db;k;2', data),
      new Uint8Array(3),
      encodeCommand('Se'),
    ]);
    for (const size of [1, 7, 512, wire.length]) {
      const parser = new CommandParser();
      const commands = [];
      for (let at = 0; at < wire.length; at += size) commands.push(...parser.push(wire.subarray(at, at + size)));
      expect(commands.map(({ name, parameters }) => [name, ...parameters].join(';'))).toEqual([
        'Pem;2',
        'Db;k;2',
        'Se',
      ]);
      expect(Buffer.compare(commands[1]!.data!, data)).toBe(0);
      expect(parser.panelBytes).toBe(82_296);
    }
  });
});

describe('a reply', () => {
  test.each([
    ['OK', 'ok', undefined],
    ['C', 'fault', 'printer.coverOpen'],
    ['COVER OPEN', 'fault', 'printer.coverOpen'],
    ['F', 'fault', 'printer.feederEmpty'],
    ['FEEDER EMPTY', 'fault', 'printer.feederEmpty'],
    ['R', 'fault', 'printer.ribbonOut'],
    ['ERR RIBBON', 'fault', 'printer.ribbonOut'],
    ['WRONG RIBBON', 'fault', 'printer.ribbonWrong'],
    ['T', 'fault', 'printer.jam'],
    ['ERR CARD', 'fault', 'printer.jam'],
    ['1', 'fault', 'printer.rejected'],
    ['ERR 99', 'unknown', 'printer.rejected'],
    ['OKLAHOMA', 'unknown', 'printer.protocol'],
    ['NEW WORD', 'unknown', 'printer.protocol'],
  ])('%j means %s %s', (reply, kind, code) => {
    expect(judgeReply(reply)).toEqual(code === undefined ? { kind } : { kind, code });
  });

  test('that nobody knows is an error, and is reported as it came', async () => {
    const heard: string[][] = [];
    const meanings = [{ reply: /^NEVER$/, code: 'printer.jam' as const }];
    const link = await connect(new PracticePrinter({ feeder: 0 }), {
      meanings,
      onUnknownReply: (command, reply) => heard.push([command, reply]),
    });
    await link.command('Pem;2');
    await expect(link.command('Ss')).rejects.toMatchObject({
      code: 'printer.protocol',
      detail: { reply: 'FEEDER EMPTY' },
    });
    expect(heard).toEqual([['Ss', 'FEEDER EMPTY']]);
  });

  test.each(['whole', 'split', 'padded'] satisfies ReplyStyle[])('%s on the wire is read', async (style) => {
    const printer = new PracticePrinter({ serialNumber: 'S1', setsLeft: 12 });
    printer.replyStyle = style;
    printer.mechanics.cardsInserted = 345;
    const link = await connect(printer);
    expect(await readIdentity(link, devices[0]!.identity)).toEqual({
      model: 'Practice card printer',
      serialNumber: 'S1',
      firmware: 'PRACTICE 1.0',
    });
    expect(await readStatus(link)).toEqual({
      ribbon: 'YMCKO',
      back: 'colour',
      cardsLeft: 12,
      cardsInserted: 345,
      panelsPrinted: 0,
      cleaning: { cardsSince: 345, interval: 1000 },
    });
  });

  test.each(['\r\n', '\r\n\0', ''])('that ends in %j is read', async (end) => {
    const printer = new Ending({ serialNumber: 'S1' });
    printer.end = end;
    const link = await connect(printer, { timeouts: { commandMs: 2_000, optionalMs: 2_000, quietMs: 5 } });
    expect(await link.query('Rsn')).toBe('S1');
    expect(await link.query('Rr')).toBe('YMCKO');
  });

  test('comes after the command was repeated', async () => {
    const printer = new Echoing({ serialNumber: 'S1' });
    const link = await connect(printer);
    expect(await link.query('Rsn')).toBe('S1');
    expect(await link.query('Rr')).toBe('YMCKO');
    await link.command('Pem;2');
  });

  test('may name the cards of a new ribbon beside its kind', async () => {
    const printer = new PracticePrinter();
    printer.faults.answers.set('Rr', 'ymcko 200');
    expect(await readStatus(await connect(printer))).toMatchObject({ ribbon: 'YMCKO 200', back: 'colour' });
  });

  test('that comes late is not taken for the next one', async () => {
    const printer = new Hesitant();
    const link = await connect(printer, { timeouts: { commandMs: 60, printMs: 60, quietMs: 10 } });
    printer.hold = true;
    await expect(link.query('Rsn')).rejects.toMatchObject({ code: 'usb.timeout' });
    printer.hold = false;
    expect(await link.query('Rr')).toBe('YMCKO');
  });

  test('to a job that a crash left behind is not taken for an answer to whoever comes next', async () => {
    const printer = new PracticePrinter();
    const bus = new PracticeBus();
    bus.plug(printer);
    const [candidate] = await bus.list();
    const timeouts = { commandMs: 1000, printMs: 1000, optionalMs: 100, quietMs: 5 };
    const before = await candidate!.open(PRINTER);
    const lost = new EvolisLink(before, { timeouts: { ...timeouts, commandMs: 30 } });
    printer.faults.feedMs = 120;
    await expect(lost.command('Ss')).rejects.toMatchObject({ code: 'usb.timeout' });
    await before.close();
    const after = await candidate!.open(PRINTER);
    devices.push(after);
    const link = new EvolisLink(after, { timeouts });
    expect(await readIdentity(link, after.identity)).toMatchObject({
      model: 'Practice card printer',
      serialNumber: 'PRACTICE1',
    });
    expect(await readStatus(link)).toMatchObject({ ribbon: 'YMCKO', cardsInserted: 1 });
  });

  test('comes at all after half a panel, whose rest was lost in a crash', async () => {
    const printer = new PracticePrinter();
    const bus = new PracticeBus();
    bus.plug(printer);
    const [candidate] = await bus.list();
    const before = await candidate!.open(PRINTER);
    await before.bulkOut(encodeDataCommand('Db;k;2', new Uint8Array(9)), 500);
    await before.close();
    const after = await candidate!.open(PRINTER);
    devices.push(after);
    const link = new EvolisLink(after, { timeouts: { commandMs: 300, printMs: 300, optionalMs: 100, quietMs: 5 } });
    expect(await readIdentity(link, after.identity)).toMatchObject({ serialNumber: 'PRACTICE1' });
  });

  test('without an end is no reply', async () => {
    const printer = new Hesitant();
    const link = await connect(printer, { timeouts: { commandMs: 60, printMs: 60, quietMs: 10 } });
    printer.cutShort = true;
    await expect(link.query('Rsn')).rejects.toMatchObject({ code: 'printer.protocol', detail: { reply: 'PRACTICE1' } });
    printer.cutShort = false;
    expect(await link.query('Rr')).toBe('YMCKO');
  });
});

describe('what the printer says of itself', () => {
  test.each([
    ['ribbon at its end', { setsLeft: 0 }, 'printer.ribbonOut'],
    ['ribbon of another kind', { ribbon: 'HOLO' }, 'printer.ribbonWrong'],
  ])('%s', async (_, options, fault) => {
    expect((await readStatus(await connect(new PracticePrinter(options)))).fault).toBe(fault);
  });

  test('a stuck card', async () => {
    const printer = new PracticePrinter();
    printer.mechanics.path = 'stuck';
    expect((await readStatus(await connect(printer))).fault).toBe('printer.jam');
  });
});

/** A printer that ends its replies with something else than a NUL. */
class Ending extends PracticePrinter {
  end = '\0';

  override bulkIn(): Uint8Array | 'nak' {
    const packet = super.bulkIn();
    if (packet === 'nak') return packet;
    return new Uint8Array(Buffer.from(Buffer.from(packet).toString('latin1').replaceAll('\0', this.end), 'latin1'));
  }
}

/** A printer that repeats each command before it answers. */
class Echoing extends PracticePrinter {
  #heard = new Uint8Array(0);

  override bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    const answer = super.bulkOut(packet);
    if (answer === 'ack') this.#heard = packet.slice();
    return answer;
  }

  override bulkIn(): Uint8Array | 'nak' {
    const packet = super.bulkIn();
    if (packet === 'nak' || this.#heard.length === 0) return packet;
    const both = Buffer.concat([this.#heard, packet]);
    this.#heard = new Uint8Array(0);
    return new Uint8Array(both);
  }
}

/** A printer that can keep its replies back for a while, or lose their end. */
class Hesitant extends PracticePrinter {
  hold = false;
  cutShort = false;

  override bulkIn(): Uint8Array | 'nak' {
    if (this.hold) return 'nak';
    const packet = super.bulkIn();
    return this.cutShort && packet !== 'nak' ? packet.subarray(0, packet.length - 1) : packet;
  }
}
