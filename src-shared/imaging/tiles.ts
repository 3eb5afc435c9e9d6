import type { Part } from './head-box.ts';
import type { Pixels } from './pixels.ts';
import { sharpnessOf } from './sharpness.ts';

/** A part of a picture as a picture of its own; what lies outside is left out. */
export function cutOut({ data, width, height, channels }: Pixels, part: Part): Pixels {
  const [left, top] = [Math.max(0, part.left), Math.max(0, part.top)];
  const wide = Math.max(0, Math.min(part.width, width - left));
  const high = Math.max(0, Math.min(part.height, height - top));
  const cut = new Uint8Array(wide * high * channels);
  for (let row = 0; row < high; row += 1) {
    const from = ((top + row) * width + left) * channels;
    cut.set(data.subarray(from, from + wide * channels), row * wide * channels);
  }
  return { data: cut, width: wide, height: high, channels };
}

const ACROSS = 6;
const DOWN = 6;

/** Sharpness of the sharpest of 36 parts: what is in focus counts, not the wall behind it. */
export function bestSharpness(pixels: Pixels): number {
  const [width, height] = [Math.floor(pixels.width / ACROSS), Math.floor(pixels.height / DOWN)];
  let best = 0;
  for (let tile = 0; tile < ACROSS * DOWN; tile += 1) {
    const part = { left: (tile % ACROSS) * width, top: Math.floor(tile / ACROSS) * height, width, height };
    best = Math.max(best, sharpnessOf(cutOut(pixels, part)));
  }
  return best;
}
