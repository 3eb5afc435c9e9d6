import type { UnderResin } from '../../../../src-shared/devices/print-setting.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../printer-port.ts';

/** A panel as the `Db` command wants it: `Db;<panel>;<levels>;<data>`. */
export interface Panel {
  readonly panel: 'y' | 'm' | 'c' | 'k' | 'o';
  readonly levels: Levels;
  readonly data: Uint8Array;
}

/**
 * Depths of a panel (Evolis Programming Guide A5013), and 256, which newer pages of the maker name besides. A
 * panel is 1016 x 648 dots of so many bits: 82,296, 411,480, 493,776, 576,072 or 658,368 bytes.
 */
export type Levels = 2 | 32 | 64 | 128 | 256;
export type DyeLevels = Exclude<Levels, 2>;

export interface DyeOptions {
  readonly levels: DyeLevels;
  readonly underResin: UnderResin;
}

const DOTS = CARD_WIDTH * CARD_HEIGHT;
const GROUPS = CARD_HEIGHT / 8;

/** Offset of the channel that each dye absorbs: yellow blue, magenta green, cyan red. */
const absorbed = { y: 2, m: 1, c: 0 } as const;

const usual: DyeOptions = { levels: 128, underResin: 'clear' };

/** The five panels of a colour side, in the order of the ribbon. */
export function colourPanels(side: CardSide, options: Partial<DyeOptions> = {}): readonly Panel[] {
  const dye = { ...usual, ...options };
  const { levels } = dye;
  return [
    { panel: 'y', levels, data: encodeDye(side, absorbed.y, dye) },
    { panel: 'm', levels, data: encodeDye(side, absorbed.m, dye) },
    { panel: 'c', levels, data: encodeDye(side, absorbed.c, dye) },
    { panel: 'k', levels: 2, data: encodeBits(side.resin) },
    varnishPanel(side),
  ];
}

/** The panels of a side in black alone; varnish only where the ribbon has it for that side. */
export function resinPanels(side: CardSide, varnish = false): readonly Panel[] {
  const black: Panel = { panel: 'k', levels: 2, data: encodeBits(side.resin) };
  return varnish ? [black, varnishPanel(side)] : [black];
}

/** Does any dot outside the resin take dye, at the depth of `dotsAsPrinted`? */
export function hasDye({ rgb, resin }: CardSide): boolean {
  for (let dot = 0, at = 0; dot < DOTS; dot += 1, at += 3) {
    if (resin[dot] === 1) continue;
    if ((rgb[at] ?? 255) < 254 || (rgb[at + 1] ?? 255) < 254 || (rgb[at + 2] ?? 255) < 254) return true;
  }
  return false;
}

function varnishPanel({ overlay }: CardSide): Panel {
  const data = overlay === undefined ? new Uint8Array(DOTS / 8).fill(0xff) : encodeBits(overlay);
  return { panel: 'o', levels: 2, data };
}

/*
 * Scan order (Evolis Programming Guide A5013): 1016 lines of 648 dots; a line is one column of the
 * landscape card, columns from left to right, dots from bottom to top. Most significant bit first.
 * The index of the dot above is the index of this one less a row.
 */

/** Ink is 255 less the channel, of which a depth of n bits takes the upper n; 8 dots go into n bytes. */
function encodeDye({ rgb, resin }: CardSide, channel: number, { levels, underResin }: DyeOptions): Uint8Array {
  const bits = Math.log2(levels);
  const lost = 8 - bits;
  const keep = underResin === 'neighbour';
  const data = new Uint8Array((DOTS * bits) / 8);
  let at = 0;
  for (let x = 0; x < CARD_WIDTH; x += 1) {
    let dot = (CARD_HEIGHT - 1) * CARD_WIDTH + x;
    let buffer = 0;
    let held = 0;
    let last = 0;
    for (let y = 0; y < CARD_HEIGHT; y += 1) {
      let ink = last;
      if (resin[dot] !== 1) {
        ink = (255 - (rgb[dot * 3 + channel] ?? 255)) >> lost;
        if (keep) last = ink;
      }
      buffer = ((buffer << bits) | ink) & 0xffff;
      held += bits;
      if (held >= 8) {
        held -= 8;
        data[at++] = buffer >> held;
      }
      dot -= CARD_WIDTH;
    }
  }
  return data;
}

function encodeBits(mask: Uint8Array): Uint8Array {
  const data = new Uint8Array(DOTS / 8);
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
