import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import { contrastCurve } from '../contrast-curve.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../printer-port.ts';

/**
 * A side as one picture for a printer that takes pictures: 1016 x 648 dots of red, green and blue, black where
 * resin is wanted, moved by the offset with its edge repeated, each dye with its contrast.
 */
export function cardPicture({ rgb, resin }: CardSide, { offset, contrast }: PrintSettings): Uint8Array {
  // Each dye takes one colour of light away: cyan red, magenta green, yellow blue.
  const red = lightCurve(contrast.c ?? 0);
  const green = lightCurve(contrast.m ?? 0);
  const blue = lightCurve(contrast.y ?? 0);
  const picture = new Uint8Array(CARD_WIDTH * CARD_HEIGHT * 3);
  for (let y = 0, to = 0; y < CARD_HEIGHT; y += 1) {
    const row = within(y - offset.y, CARD_HEIGHT) * CARD_WIDTH;
    for (let x = 0; x < CARD_WIDTH; x += 1, to += 3) {
      const dot = row + within(x - offset.x, CARD_WIDTH);
      if (resin[dot] === 1) continue;
      picture[to] = red[rgb[dot * 3] ?? 255] ?? 255;
      picture[to + 1] = green[rgb[dot * 3 + 1] ?? 255] ?? 255;
      picture[to + 2] = blue[rgb[dot * 3 + 2] ?? 255] ?? 255;
    }
  }
  return picture;
}

function lightCurve(contrast: number): Uint8Array {
  const ink = contrastCurve(contrast);
  return Uint8Array.from({ length: 256 }, (_, light) => 255 - (ink[255 - light] ?? 0));
}

function within(dot: number, size: number): number {
  return Math.min(size - 1, Math.max(0, dot));
}
