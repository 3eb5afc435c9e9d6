import type { CardSide } from './printer-port.ts';

/**
 * The dots of a side as a person will see them, 3 bytes a dot (red, green, blue): dye at the
 * printer's 128 levels, black where the resin is. With `resin` only the resin is printed, on white.
 * Previews and comparisons use this and nothing else, so that they show what the ribbon can do.
 */
export function dotsAsPrinted({ rgb, resin }: CardSide, mode: 'colour' | 'resin' = 'colour'): Uint8Array {
  const dots = new Uint8Array(rgb.length);
  for (let dot = 0, at = 0; dot < resin.length; dot += 1) {
    const black = resin[dot] === 1;
    for (let channel = 0; channel < 3; channel += 1, at += 1) {
      dots[at] = black ? 0 : mode === 'resin' ? 255 : paperAt(rgb[at] ?? 255);
    }
  }
  return dots;
}

/** 7 bits of ink spread over 0-255 again, so that no ink is white and full ink is the full dye. */
function paperAt(channel: number): number {
  const ink = (255 - channel) >> 1;
  return 255 - ((ink << 1) | (ink >> 6));
}
