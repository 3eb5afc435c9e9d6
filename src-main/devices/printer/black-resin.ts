import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from './printer-port.ts';

const DOTS = CARD_WIDTH * CARD_HEIGHT;

/**
 * A side from a picture of it (1016 x 648 dots of red, green, blue): dots that are pure black are printed in
 * resin, all others in dye, as the drivers of card printers do it. Throws a `TypeError` for another size.
 */
export function splitBlack(rgb: Uint8Array): CardSide {
  if (rgb.length !== DOTS * 3) throw new TypeError(`a card side is ${CARD_WIDTH} x ${CARD_HEIGHT} dots`);
  const resin = new Uint8Array(DOTS);
  for (let dot = 0, at = 0; dot < DOTS; dot += 1, at += 3) {
    if (rgb[at] === 0 && rgb[at + 1] === 0 && rgb[at + 2] === 0) resin[dot] = 1;
  }
  return { rgb, resin };
}
