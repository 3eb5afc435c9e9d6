import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src-shared/errors.ts';
import { decodeStatusFrame, encodeCommandFrame } from '../../src-main/devices/printer/matica/command-block.ts';
import {
  loadCard,
  moveCard,
  readStripe,
  sendPanel,
  writeStripe,
} from '../../src-main/devices/printer/matica/commands.ts';
import { encodeTracks, readsBack, stripeData, stripeTags } from '../../src-main/devices/printer/matica/magnetic.ts';
import {
  decodeCardPage,
  decodeCounters,
  decodeInkPage,
  decodeInquiry,
  decodePosition,
} from '../../src-main/devices/printer/matica/reports.ts';
import { decodeSense, judgeSense, nameSense } from '../../src-main/devices/printer/matica/sense.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('what goes out', () => {
  test('a command frame, byte for byte', () => {
    const frame = encodeCommandFrame({
      tag: 0x01020304,
      block: sendPanel('m', 0xa7f8e),
      dataLength: 0xa7f8e,
      direction: 'out',
    });
    expect(hex(frame)).toBe('55534243040302018e7f0a0000000a2a00020000000a7f8e00000000000000');
  });

  test('a question has the direction bit', () => {
    expect(encodeCommandFrame({ tag: 1, block: loadCard('print'), dataLength: 8, direction: 'in' })[12]).toBe(0x80);
  });

  test('movements name the station', () => {
    expect(hex(loadCard('magnetic'))).toBe('31010000000000030000');
    expect(hex(moveCard('reject'))).toBe('310b0000000000040000');
  });

  test('a stripe: tags, lengths and characters', () => {
    const tracks = encodeTracks({ 1: 'AZ 9', 3: '12=' });
    expect(stripeTags(tracks)).toEqual([0xa6, 0, 0xc4]);
    expect(hex(stripeData(tracks))).toBe('a604213a0019c40301020d');
    expect(hex(writeStripe(stripeTags(tracks), 11))).toBe('2d0000a600c400000b00');
    expect(hex(readStripe(1, 0xb4, 39))).toBe('2c000000b40000270000');
  });
});

describe('what comes in', () => {
  const decoders = {
    decodeStatusFrame,
    decodeSense,
    decodeInquiry,
    decodeCardPage,
    decodeInkPage,
    decodeCounters,
    decodePosition,
  };

  test.each(Object.entries(decoders))('%s takes any bytes or refuses them as not understood', (_, decode) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 130 }), (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect((error as Fault).code).toBe('printer.protocol');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a card page never asks for a panel that is larger than a card can be', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        fc.integer({ min: 150, max: 1200 }),
        (bytes, dpi) => {
          const view = new DataView(bytes.buffer);
          view.setUint16(8, dpi);
          view.setUint16(10, dpi);
          try {
            const { columns, rows, filmLeft, inkLeft } = decodeCardPage(bytes);
            expect(columns * rows).toBeLessThanOrEqual(1200 * 8 * 1200 * 5);
            expect(Math.max(filmLeft, inkLeft)).toBeLessThanOrEqual(100);
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('every sense has a verdict; without a key everything is well', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 13, maxLength: 40 }), (report) => {
        const sense = decodeSense(report);
        const { kind, code } = judgeSense(sense);
        expect(nameSense(sense)).toMatch(/^000[0-9A-F]{3}00$/);
        if (sense >> 16 === 3 || sense >> 16 === 5) expect(kind).toBe('fatal');
        expect(code).toMatch(/^printer\./);
      }),
    );
    expect(judgeSense(0)).toMatchObject({ kind: 'ready', known: true });
  });

  test('what was written is told from what reads otherwise', () => {
    const [track] = encodeTracks({ 2: '3520112345671=29' });
    const report = Uint8Array.of(0xb4, 16, ...track!.characters);
    expect(readsBack(track!, report)).toBe(true);
    expect(
      readsBack(
        track!,
        report.map((byte, at) => (at < 2 ? byte : byte | 0x30)),
      ),
    ).toBe(true);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        fc.pre(hex(noise.subarray(0, 18)) !== hex(report));
        const masked = noise.map((byte, at) => (at < 2 ? byte : byte & 0x0f));
        fc.pre(hex(masked.subarray(0, 18)) !== hex(report));
        expect(readsBack(track!, noise)).toBe(false);
      }),
    );
  });
});
