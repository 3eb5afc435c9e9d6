import { SeededRandom } from './random.ts';

/** Side of the square that is repeated over the picture, pixels. */
const SIDE = 512;

/** The grain of a sensor as a grey square around mid-grey, the same for the same seed. */
export function grain(seed: string): { readonly data: Buffer; readonly side: number } {
  const random = new SeededRandom(`grain ${seed}`);
  const data = Buffer.alloc(SIDE * SIDE);
  for (let index = 0; index < data.length; index += 1) data[index] = 128 + Math.round(random.bell() * 11);
  return { data, side: SIDE };
}
