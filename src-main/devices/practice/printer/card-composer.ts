import { CARD_HEIGHT, CARD_WIDTH } from '../../printer/printer-port.ts';
import { decodePanel } from './panel-decoder.ts';

/** The panels that a side received, by their letter, as they came. */
export type SidePanels = ReadonlyMap<string, Uint8Array>;

/**
 * What a person would hold: on a white card each dye takes its colour of light away (yellow blue,
 * magenta green, cyan red), black resin lies on top, varnish is clear. 3 bytes a dot, red, green, blue.
 */
export function composeFace(panels: SidePanels): Uint8Array {
  const dots = CARD_WIDTH * CARD_HEIGHT;
  const face = new Uint8Array(dots * 3).fill(255);
  for (const [channel, letter] of ['c', 'm', 'y'].entries()) {
    const data = panels.get(letter);
    if (data === undefined) continue;
    const full = 2 ** ((data.length * 8) / dots) - 1;
    const light = Uint8Array.from({ length: full + 1 }, (_, ink) => 255 - Math.round((ink * 255) / full));
    const samples = decodePanel(data);
    for (let dot = 0; dot < dots; dot += 1) face[dot * 3 + channel] = light[samples[dot] ?? 0] ?? 255;
  }
  const black = panels.get('k');
  if (black === undefined) return face;
  const samples = decodePanel(black);
  for (let dot = 0; dot < dots; dot += 1) if (samples[dot] === 1) face.fill(0, dot * 3, dot * 3 + 3);
  return face;
}
