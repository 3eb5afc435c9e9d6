import { SeededRandom } from './random.ts';

/** Length of the noise that is repeated over the picture; a prime, so that no pattern shows. */
const PERIOD = 65_537;
/** Around 0, in steps of brightness. */
const AMPLITUDE = 3.4;

/** The picture with the grain of a sensor on it, the same for the same seed. Three bytes a pixel. */
export function withGrain(pixels: Uint8Array, seed: string): Uint8ClampedArray {
  const random = new SeededRandom(`grain ${seed}`);
  const noise = Float32Array.from({ length: PERIOD }, () => random.bell() * 2 * AMPLITUDE);
  const grained = new Uint8ClampedArray(pixels.length);
  let at = Math.floor(random.next() * PERIOD);
  for (let index = 0; index < pixels.length; index += 3) {
    const step = noise[at] ?? 0;
    at = at + 1 === PERIOD ? 0 : at + 1;
    grained[index] = (pixels[index] ?? 0) + step;
    grained[index + 1] = (pixels[index + 1] ?? 0) + step;
    grained[index + 2] = (pixels[index + 2] ?? 0) + step;
  }
  return grained;
}
