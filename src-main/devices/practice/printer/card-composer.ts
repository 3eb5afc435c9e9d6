import { CARD_HEIGHT, CARD_WIDTH } from '../../printer/printer-port.ts';
import { decodePanel } from './panel-decoder.ts';

/** The panels that a side received, by their letter, as they came. */
export type SidePanels = ReadonlyMap<string, Uint8Array>;

/** How the printer lays panels on a card. */
export interface PrintedHow {
  /** Contrast of each panel by its letter, 1-20; 10 is the maker's middle and the default. */
  readonly contrast?: ReadonlyMap<string, number>;
  /** How far the picture lands beside its place, dots: right and down are positive. */
  readonly shift?: { readonly x: number; readonly y: number };
}

const MIDDLE = 10;

/**
 * What a person would hold: on a white card each dye takes its colour of light away (yellow blue,
 * magenta green, cyan red), black resin lies on top, varnish is clear. 3 bytes a dot, red, green, blue.
 */
export function composeFace(panels: SidePanels, { contrast, shift }: PrintedHow = {}): Uint8Array {
  const dots = CARD_WIDTH * CARD_HEIGHT;
  const strength = (letter: string): number => 1 + ((contrast?.get(letter) ?? MIDDLE) - MIDDLE) / 20;
  const face = new Uint8Array(dots * 3).fill(255);
  for (const [channel, letter] of ['c', 'm', 'y'].entries()) {
    const data = panels.get(letter);
    if (data === undefined) continue;
    const full = 2 ** ((data.length * 8) / dots) - 1;
    const gain = (255 * strength(letter)) / full;
    const light = Uint8Array.from({ length: full + 1 }, (_, ink) => 255 - Math.min(255, Math.round(ink * gain)));
    const samples = decodePanel(data);
    for (let dot = 0; dot < dots; dot += 1) face[dot * 3 + channel] = light[samples[dot] ?? 0] ?? 255;
  }
  const black = panels.get('k');
  if (black !== undefined) layResin(face, decodePanel(black), Math.min(1, strength('k')));
  return shift === undefined || (shift.x === 0 && shift.y === 0) ? face : moved(face, shift);
}

/** Weak resin lets through what is under it. */
function layResin(face: Uint8Array, samples: Uint8Array, cover: number): void {
  for (let dot = 0; dot < samples.length; dot += 1) {
    if (samples[dot] !== 1) continue;
    for (let at = dot * 3; at < dot * 3 + 3; at += 1) face[at] = Math.round((face[at] ?? 255) * (1 - cover));
  }
}

/** The picture beside its place: what falls off the card is lost, what stays bare is white. */
function moved(face: Uint8Array, { x, y }: { readonly x: number; readonly y: number }): Uint8Array {
  const out = new Uint8Array(face.length).fill(255);
  const width = CARD_WIDTH - Math.abs(x);
  if (width <= 0) return out;
  for (let row = Math.max(0, y); row < CARD_HEIGHT + Math.min(0, y); row += 1) {
    const from = ((row - y) * CARD_WIDTH + Math.max(0, -x)) * 3;
    out.set(face.subarray(from, from + width * 3), (row * CARD_WIDTH + Math.max(0, x)) * 3);
  }
  return out;
}
