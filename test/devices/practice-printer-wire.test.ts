import { array, assert, asyncProperty, constantFrom, integer, oneof, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { CommandParser } from '../../src-main/devices/practice/printer/command-parser.ts';
import { encodeCommand, encodeDataCommand } from '../../src-main/devices/printer/evolis/command.ts';

const commands = constantFrom(
  encodeCommand('Rsn'),
  encodeCommand('Pem;2'),
  encodeCommand('Ss'),
  encodeCommand('Sr'),
  encodeCommand('Smr;2'),
  encodeCommand('Px;3'),
  encodeDataCommand('Db;k;2', new Uint8Array(82_296).fill(0x1b)),
  encodeDataCommand('Dbc;k;2;9', new Uint8Array(9).fill(0x0d)),
  encodeDataCommand('Dbc;y;128;0', new Uint8Array(0)),
);

/** Whole commands, commands cut off, header-like texts, and noise. */
const wire = array(
  oneof(
    commands,
    commands.map((bytes) => bytes.subarray(0, Math.floor(bytes.length / 2))),
    uint8Array({ maxLength: 600 }),
    constantFrom(
      '\u001bDbc;k;2;99999999999;',
      '\u001bDb;q;2;',
      '\u001bDb;y;7;',
      '\u001bDbc;k;2;-4;',
      '\u001b;;;\r',
    ).map((text) => new Uint8Array(Buffer.from(text, 'latin1'))),
  ),
  { maxLength: 12 },
).map((pieces) => new Uint8Array(Buffer.concat(pieces)));

describe("the printer's end of the wire", () => {
  test('reads the same commands, in whatever packets they come', () => {
    assert(
      property(wire, integer({ min: 1, max: 512 }), (bytes, size) => {
        const whole = new CommandParser().push(bytes);
        const parser = new CommandParser();
        const cut = [];
        for (let at = 0; at < bytes.length; at += size) cut.push(...parser.push(bytes.subarray(at, at + size)));
        const texts = (list: typeof whole) =>
          list.map(({ name, parameters, data }) => [name, parameters, data?.length]);
        expect(texts(cut)).toEqual(texts(whole));
      }),
      { numRuns: 60 },
    );
  });

  test('survives whatever is sent, and answers as before when it has forgotten it', async () => {
    await assert(
      asyncProperty(wire, async (bytes) => {
        const printer = new PracticePrinter({ feeder: 3 });
        const { promise, resolve } = Promise.withResolvers<void>();
        printer.plugged({ wake: resolve, pull: () => undefined });
        for (let at = 0; at < bytes.length; at += 512) {
          // A printer that is printing takes nothing; whatever printed is out before the next look.
          while (printer.bulkOut(bytes.subarray(at, at + 512)) === 'nak') await new Promise(setImmediate);
        }
        printer.reset();
        expect(printer.classOut(2)).toBe('ack');
        while (printer.bulkOut(encodeCommand('Rsn')) === 'nak') await new Promise(setImmediate);
        await promise;
        expect(Buffer.from(printer.bulkIn() as Uint8Array).toString()).toBe('PRACTICE1\0');
        expect(printer.mechanics.feeder).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });
});
