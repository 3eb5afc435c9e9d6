import { assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedOffset, isInPlace } from '../../src-shared/devices/print-offset.ts';

const tenths = integer({ min: -20, max: 20 });

describe('the offset of a card printer', () => {
  it('moves a picture back by what it is off: a millimetre is twelve dots', () => {
    expect(correctedOffset({ x: 0, y: 0 }, { offsetX: 10, offsetY: -10 })).toEqual({ x: -12, y: 12 });
    expect(correctedOffset({ x: -12, y: 12 }, { offsetX: 0, offsetY: 0 })).toEqual({ x: -12, y: 12 });
  });

  it('brings the next card into place, whatever the first one showed', () => {
    assert(
      property(record({ offsetX: tenths, offsetY: tenths }), (off) => {
        const { x, y } = correctedOffset({ x: 0, y: 0 }, off);
        // What the next card shows: where it was before, moved by the offset, read to the tenth.
        const shows = {
          offsetX: Math.round(off.offsetX + (x * 254) / 300),
          offsetY: Math.round(off.offsetY + (y * 254) / 300),
        };
        expect(isInPlace(shows)).toBe(true);
      }),
    );
  });

  it('stays within what printers can do', () => {
    expect(correctedOffset({ x: 40, y: -40 }, { offsetX: -50, offsetY: 50 })).toEqual({ x: 50, y: -50 });
  });

  it('is right within a tenth of a millimetre', () => {
    expect(isInPlace({ offsetX: 1, offsetY: -1 })).toBe(true);
    expect(isInPlace({ offsetX: 2, offsetY: 0 })).toBe(false);
  });
});
