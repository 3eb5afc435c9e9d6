import { describe, expect, it } from 'vitest';
import { assert, property, uint8Array } from 'fast-check';
import { BINS, histogramOf } from '../../src-shared/imaging/histogram.ts';
import type { Pixels } from '../../src-shared/imaging/pixels.ts';

function dots(...colours: readonly (readonly [number, number, number])[]): Pixels {
  return { data: Uint8Array.from(colours.flat()), width: colours.length, height: 1, channels: 3 };
}

describe('the histogram of a picture', () => {
  it('puts black first, white last and middle grey in the middle', () => {
    const { bins } = histogramOf(dots([0, 0, 0], [255, 255, 255], [128, 128, 128], [128, 128, 128]));
    expect([bins[0], bins[BINS / 2], bins[BINS - 1]]).toEqual([0.25, 0.5, 0.25]);
  });

  it('counts a dot as burnt by one channel alone, and as drowned only by all of them', () => {
    const { burnt, drowned } = histogramOf(dots([255, 90, 80], [0, 0, 0], [0, 0, 1], [254, 254, 254]));
    expect({ burnt, drowned }).toEqual({ burnt: 0.25, drowned: 0.25 });
  });

  it('does not look at alpha', () => {
    const data = Uint8ClampedArray.from([0, 0, 0, 255, 10, 10, 10, 0]);
    expect(histogramOf({ data, width: 2, height: 1, channels: 4 })).toMatchObject({ burnt: 0, drowned: 0.5 });
  });

  it('spreads all dots of any picture, and none of an empty one', () => {
    assert(
      property(uint8Array({ minLength: 3, maxLength: 300 }), (data) => {
        const { bins } = histogramOf({ data, width: Math.floor(data.length / 3), height: 1, channels: 3 });
        expect(bins.reduce((sum, bin) => sum + bin, 0)).toBeCloseTo(1);
      }),
    );
    expect(histogramOf(dots()).bins).toEqual(Array.from({ length: BINS }, () => 0));
  });
});
