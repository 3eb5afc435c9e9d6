/** Dots of a picture, row by row from the top left, sRGB; three bytes a dot, or four with alpha. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** Luminance of a dot, 0-255, by the weights of ITU-R BT.709, which sRGB shares. */
export function luminanceAt({ data, channels }: Pixels, dot: number): number {
  const at = dot * channels;
  return 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
}
