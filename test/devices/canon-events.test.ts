import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyState } from '../../src-main/devices/camera/canon/body-state.ts';
import { decodeEventList } from '../../src-main/devices/camera/canon/event-list.ts';
import { jpegOfViewfinder } from '../../src-main/devices/camera/canon/viewfinder-frame.ts';
import { hex } from './scripted-device.ts';

const END = '08000000 00000000';

/** An OLC record: length, mask, padding, groups. */
const olc = (mask: string, groups: string): string => {
  const body = `${mask} 0000 ${groups}`.replaceAll(' ', '');
  const size = 12 + body.length / 2;
  return `${le32(size)} a5c10000 ${le32(size - 8)} ${body}`;
};
const le32 = (value: number): string => Buffer.from(Uint32Array.of(value).buffer).toString('hex');

describe('the event list of an EOS body', () => {
  it('reports properties of any width', () => {
    const list = hex(
      `10000000 89c10000 1cd10000 04000000 0e000000 89c10000 03d10000 4800 0d000000 89c10000 04d10000 08 ${END}`,
    );
    expect(decodeEventList(list)).toMatchObject([
      { kind: 'property', property: 0xd11c, value: 4 },
      { kind: 'property', property: 0xd103, value: 0x48 },
      { kind: 'property', property: 0xd104, value: 8 },
    ]);
  });

  it('reports choices', () => {
    const list = hex(`1c000000 8ac10000 1cd10000 03000000 02000000 02000000 04000000 ${END}`);
    expect(decodeEventList(list)).toEqual([{ kind: 'choices', property: 0xd11c, values: [2, 4] }]);
  });

  it('reports picture formats, of one file or two, and what is offered of them', () => {
    const jpeg = '01000000 10000000 01000000 00000000 03000000';
    const both = '02000000 10000000 06000000 00000000 04000000 10000000 01000000 00000000 03000000';
    const list = hex(
      `20000000 89c10000 20d10000 ${jpeg} 4c000000 8ac10000 20d10000 03000000 02000000 ${jpeg} ${both} ${END}`,
    );
    expect(decodeEventList(list)).toMatchObject([
      { kind: 'property', property: 0xd120, value: 0x010003 },
      { kind: 'choices', property: 0xd120, values: [0x010003, 0x060004 * 0x1000000 + 0x010003] },
    ]);
  });

  it('reports that a card came or went', () => {
    expect(decodeEventList(hex(`0c000000 84c10000 01000200 0c000000 93c10000 00000000 ${END}`))).toEqual([
      { kind: 'storage' },
      { kind: 'storage' },
    ]);
  });

  it.each([
    [
      'c186',
      `25000000 86c10000 01009091 0138 0000 00000000 40e20100 00000000 494d475f302e4a5047`.replace(
        '25000000',
        '25000000',
      ),
      'IMG_0.JPG',
      'pc',
    ],
    ['c1b8', `1c000000 b8c10000 01009091 0138 0000 00000000 40e20100 00000000`, '', 'pc'],
    [
      'c181',
      `32000000 81c10000 01009091 01000200 0138 0000 00000000 00000000 40e20100 00000000 00000000 494d475f302e4a504700`,
      'IMG_0.JPG',
      'card',
    ],
  ])('reports a picture by record %s', (...[, record, name, on]) => {
    expect(decodeEventList(hex(record + END))).toEqual([
      { kind: 'picture', picture: { handle: 0x91900001, format: 0x3801, size: 123_456, name, on } },
    ]);
  });

  it('reports whether the body is busy, and that it goes to sleep', () => {
    expect(decodeEventList(hex(`0c000000 8bc10000 01000000 08000000 8dc10000 ${END}`))).toEqual([
      { kind: 'status', busy: true },
      { kind: 'shutdown' },
    ]);
  });

  it.each([
    ['00 00 00 00 00 01', 'searching'],
    ['00 00 00 00 01 01', 'found'],
    ['00 00 00 00 02 02', 'failed'],
    ['00 00 00 00 00 00', 'idle'],
  ])('reads focus %s as %s', (bytes, focus) => {
    expect(decodeEventList(hex(olc('0001', bytes) + END), 0x0b)).toEqual([{ kind: 'focus', focus }]);
  });

  it('finds the focus group behind others, whose sizes depend on the version reported just before', () => {
    const version = `10000000 89c10000 99d10000 0f000000`;
    // Version 0x0f: button 2 bytes, shutter 7, then focus.
    const record = olc('0301', '0102 01019810007000 00000000 01 01'.replaceAll(' ', ''));
    expect(decodeEventList(hex(version + record + END)).at(-1)).toEqual({ kind: 'focus', focus: 'found' });
  });

  it('does not guess at groups of a layout it does not know', () => {
    expect(decodeEventList(hex(olc('0001', '000000000101') + END), 0)).toEqual([{ kind: 'other', code: 0xc1a5 }]);
  });

  it('keeps what came before a record whose size cannot be true', () => {
    const good = '0c000000 8bc10000 01000000';
    for (const bad of ['04000000 8bc10000', 'ff000000 8bc10000', '00000000 00000000']) {
      expect(decodeEventList(hex(good + bad))).toEqual([{ kind: 'status', busy: true }]);
    }
  });

  it('ends, and throws nothing, whatever the bytes', () => {
    const record = fc
      .record({
        code: fc.constantFrom(0xc181, 0xc186, 0xc189, 0xc18a, 0xc1a5, 0xc1a7, 0xc1b8),
        size: fc.nat(70),
        // Of the picture format, whose values have a shape of their own, or of anything.
        property: fc.constantFrom('', '20d10000'),
        body: fc.uint8Array({ maxLength: 60 }),
      })
      .map(({ code, size, property, body }) =>
        hex(le32(size) + le32(code) + property + Buffer.from(body).toString('hex')),
      );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(record, fc.uint8Array({ maxLength: 60 })), { maxLength: 8 }),
        fc.nat(0x20),
        (parts, version) => {
          const events = decodeEventList(new Uint8Array(Buffer.concat(parts)), version);
          const state = new BodyState();
          for (const event of events) state.apply(event);
          expect(events.length).toBeLessThan(200);
        },
      ),
    );
  });
});

describe('what the body has told of focus', () => {
  const told = (...reports: ('idle' | 'searching' | 'found' | 'failed')[]): string => {
    const state = new BodyState();
    for (const focus of reports) state.apply({ kind: 'focus', focus });
    return state.focus;
  };

  it('counts found and failed over what follows', () => {
    expect(told('searching', 'found', 'idle')).toBe('found');
    expect(told('searching', 'failed', 'idle')).toBe('failed');
  });

  it('takes a search that ends in nothing for a failure', () => {
    expect(told('searching', 'idle')).toBe('failed');
    expect(told('idle')).toBe('idle');
    expect(told('searching')).toBe('searching');
  });
});

describe('viewfinder data', () => {
  const jpeg = 'ffd8ffe000104a464946';

  it('finds the picture among other blobs', () => {
    expect(jpegOfViewfinder(hex(`0c000000 04000000 00000000 12000000 01000000 ${jpeg} 08000000 05000000`))).toEqual(
      hex(jpeg),
    );
    expect(jpegOfViewfinder(hex(`12000000 0b000000 ${jpeg}`))).toEqual(hex(jpeg));
  });

  it('takes a payload that is nothing but the picture, and a picture that no marker follows', () => {
    expect(jpegOfViewfinder(hex(jpeg))).toEqual(hex(jpeg));
    expect(jpegOfViewfinder(hex('0e000000 01000000 ffd807070707'))).toEqual(hex('ffd807070707'));
  });

  it('has none yet', () => {
    for (const bytes of ['', '00000000 01000000', 'ff000000 01000000 ffd8ff', '0c000000 04000000 00000000']) {
      expect(jpegOfViewfinder(hex(bytes))).toBeUndefined();
    }
  });

  it('ends whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void jpegOfViewfinder(bytes)));
  });
});
