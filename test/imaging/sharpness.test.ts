import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { Pixels } from '../../src-shared/imaging/pixels.ts';
import { sharpnessOf } from '../../src-shared/imaging/sharpness.ts';

const SIZE = 96;

/** A chequerboard of 8 x 8 dots, softened by a lens out of focus. */
async function board(blur: number): Promise<Pixels> {
  const data = Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, index) => {
    const dot = Math.floor(index / 3);
    return (Math.floor((dot % SIZE) / 8) + Math.floor(dot / SIZE / 8)) % 2 === 0 ? 40 : 210;
  });
  const picture = sharp(data, { raw: { width: SIZE, height: SIZE, channels: 3 } });
  const soft = await (blur === 0 ? picture : picture.blur(blur)).raw().toBuffer();
  return { data: soft, width: SIZE, height: SIZE, channels: 3 };
}

describe('the sharpness of a picture', () => {
  it('falls the further the lens is out of focus', async () => {
    const figures = await Promise.all([0, 1, 2, 4].map(async (blur) => sharpnessOf(await board(blur))));
    expect(figures).toEqual(figures.toSorted((a, b) => b - a));
    expect(figures[0]).toBeGreaterThan(10 * (figures[2] ?? 0));
  });

  it('is nothing on an even wall, and on a picture too small to have edges', () => {
    const wall = new Uint8Array(30 * 30 * 4).fill(120);
    expect(sharpnessOf({ data: wall, width: 30, height: 30, channels: 4 })).toBe(0);
    expect(sharpnessOf({ data: wall, width: 2, height: 2, channels: 4 })).toBe(0);
  });
});
