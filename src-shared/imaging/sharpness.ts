import { luminanceAt, type Pixels } from './pixels.ts';

/**
 * How sharp a picture is: the variance of the Laplacian of its luminance (Pech-Pacheco et al., "Diatom
 * autofocusing in brightfield microscopy", ICPR 2000). Only comparable between pictures of the same
 * scene and size. A picture smaller than 3 x 3 dots has none: 0.
 */
export function sharpnessOf(pixels: Pixels): number {
  const { width, height } = pixels;
  if (width < 3 || height < 3) return 0;
  const light = new Float32Array(width * height);
  for (let dot = 0; dot < light.length; dot += 1) light[dot] = luminanceAt(pixels, dot);
  const at = (index: number) => light[index] ?? 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const dot = y * width + x;
      const edge = at(dot - width) + at(dot + width) + at(dot - 1) + at(dot + 1) - 4 * at(dot);
      sum += edge;
      squares += edge * edge;
    }
  }
  const count = (width - 2) * (height - 2);
  return Math.max(0, squares / count - (sum / count) ** 2);
}
