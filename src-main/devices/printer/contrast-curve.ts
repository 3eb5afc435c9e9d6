/**
 * Ink for ink, 256 steps, for printers that have no contrast of their own. No ink stays none and full ink stays
 * full, so that white stays white: what changes is how much the tones between get. +10 gives them the square
 * root, -10 the square.
 */
export function contrastCurve(contrast: number): Uint8Array {
  const power = 2 ** (-contrast / 10);
  return Uint8Array.from({ length: 256 }, (_, ink) => Math.round(255 * (ink / 255) ** power));
}
