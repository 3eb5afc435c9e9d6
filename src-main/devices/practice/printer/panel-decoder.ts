import { CARD_HEIGHT, CARD_WIDTH } from '../../printer/printer-port.ts';

/**
 * A received panel as 1016 x 648 samples, landscape, from the top left. The wire has the columns of
 * the card from left to right, each from bottom to top, most significant bit first.
 */
export function decodePanel(data: Uint8Array): Uint8Array {
  const dots = CARD_WIDTH * CARD_HEIGHT;
  const bits = (data.length * 8) / dots;
  if (!Number.isInteger(bits)) throw new TypeError('not a whole panel');
  const samples = new Uint8Array(dots);
  const mask = (1 << bits) - 1;
  let buffer = 0;
  let held = 0;
  let next = 0;
  for (let dot = 0; dot < dots; dot += 1) {
    while (held < bits) {
      buffer = ((buffer << 8) | (data[next++] ?? 0)) & 0xffff;
      held += 8;
    }
    held -= bits;
    const column = Math.floor(dot / CARD_HEIGHT);
    const row = CARD_HEIGHT - 1 - (dot % CARD_HEIGHT);
    samples[row * CARD_WIDTH + column] = (buffer >> held) & mask;
  }
  return samples;
}
