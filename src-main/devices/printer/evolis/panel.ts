import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../printer-port.ts';

/** A panel as the `Db` command wants it: `Db;<panel>;<levels>;<data>`. */
export interface Panel {
  readonly panel: 'y' | 'm' | 'c' | 'k' | 'o';
  readonly levels: 2 | 128;
  readonly data: Uint8Array;
}

const GROUPS = CARD_HEIGHT / 8;
/** 1016 x 648 dots of 7 bits: 576,072 bytes. */
const DYE_PANEL_BYTES = CARD_WIDTH * GROUPS * 7;
/** 1016 x 648 dots of 1 bit: 82,296 bytes. */
const BIT_PANEL_BYTES = CARD_WIDTH * GROUPS;

/** Offset of the channel that each dye absorbs: yellow blue, magenta green, cyan red. */
const absorbed = { y: 2, m: 1, c: 0 } as const;

/**
 * The five panels of a colour side, in the order of the ribbon. Dots under resin get no dye. The
 * varnish covers the whole card.
 */
export function colourPanels(side: CardSide): readonly Panel[] {
  return [
    { panel: 'y', levels: 128, data: encodeDye(side, absorbed.y) },
    { panel: 'm', levels: 128, data: encodeDye(side, absorbed.m) },
    { panel: 'c', levels: 128, data: encodeDye(side, absorbed.c) },
    { panel: 'k', levels: 2, data: encodeBits(side.resin) },
    { panel: 'o', levels: 2, data: new Uint8Array(BIT_PANEL_BYTES).fill(0xff) },
  ];
}

/** The one panel of a side in black alone. */
export function resinPanels(side: CardSide): readonly Panel[] {
  return [{ panel: 'k', levels: 2, data: encodeBits(side.resin) }];
}

/*
 * Scan order (Evolis Programming Guide A5013): 1016 lines of 648 dots; a line is one column of the
 * landscape card, columns from left to right, dots from bottom to top. Most significant bit first.
 * The index of the dot above is the index of this one less a row.
 */

/** Ink is 255 less the channel; 128 levels are its upper 7 bits; 8 dots go into 7 bytes. */
function encodeDye({ rgb, resin }: CardSide, channel: number): Uint8Array {
  const data = new Uint8Array(DYE_PANEL_BYTES);
  let at = 0;
  for (let x = 0; x < CARD_WIDTH; x += 1) {
    let dot = (CARD_HEIGHT - 1) * CARD_WIDTH + x;
    for (let group = 0; group < GROUPS; group += 1) {
      let carry = 0;
      for (let bit = 0; bit < 8; bit += 1) {
        const ink = resin[dot] === 1 ? 0 : (255 - (rgb[dot * 3 + channel] ?? 255)) >> 1;
        // Of dot number `bit`, the upper `bit` bits end the byte before, the lower begin the next.
        if (bit > 0) data[at++] = carry | (ink >> (7 - bit));
        carry = (ink << (bit + 1)) & 0xff;
        dot -= CARD_WIDTH;
      }
    }
  }
  return data;
}

function encodeBits(mask: Uint8Array): Uint8Array {
  const data = new Uint8Array(BIT_PANEL_BYTES);
  let at = 0;
  for (let x = 0; x < CARD_WIDTH; x += 1) {
    let dot = (CARD_HEIGHT - 1) * CARD_WIDTH + x;
    for (let group = 0; group < GROUPS; group += 1) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) {
        byte = (byte << 1) | (mask[dot] === 1 ? 1 : 0);
        dot -= CARD_WIDTH;
      }
      data[at++] = byte;
    }
  }
  return data;
}
