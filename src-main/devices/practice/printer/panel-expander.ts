import { CARD_HEIGHT, CARD_WIDTH } from '../../printer/printer-port.ts';

const LINE_BYTES = CARD_HEIGHT / 8;

/**
 * A compressed panel (`Dbc`) as the printer lays it into its bitmap: packed dots, as `Db` would have brought
 * them; `undefined` when it does not come out at 1016 lines (Evolis Programming Guide A5013, chapter 4).
 */
export function expandPanel(bits: number, data: Uint8Array): Uint8Array | undefined {
  return bits === 1 ? expandBits(data) : expandDye(bits, data);
}

function expandBits(data: Uint8Array): Uint8Array | undefined {
  const panel = new Uint8Array(CARD_WIDTH * LINE_BYTES);
  let at = 0;
  for (let line = 0; line < CARD_WIDTH; line += 1) {
    const first = data[at++];
    if (first === undefined) return undefined;
    const start = line * LINE_BYTES;
    if (first === 0xff) panel.fill(0xff, start, start + LINE_BYTES);
    else if (first > LINE_BYTES || at + first > data.length) return undefined;
    else {
      panel.set(data.subarray(at, at + first), start);
      at += first;
    }
  }
  return at === data.length ? panel : undefined;
}

function expandDye(bits: number, data: Uint8Array): Uint8Array | undefined {
  const values = new Uint8Array(CARD_WIDTH * CARD_HEIGHT);
  const most = (1 << bits) - 1;
  let at = 0;
  for (let line = 0; line < CARD_WIDTH; line += 1) {
    let dot = line * CARD_HEIGHT;
    const end = dot + CARD_HEIGHT;
    while (dot < end) {
      const byte = data[at++];
      if (byte === undefined) return undefined;
      if (byte < 0x80) {
        if (byte > most) return undefined;
        values[dot++] = byte;
        continue;
      }
      const run = data[at++];
      const value = byte & 0x7f;
      if (run === undefined || value > most || dot + run > end) return undefined;
      if (run === 0) break; // the rest of the line stays without ink
      values.fill(value, dot, dot + run);
      dot += run;
    }
  }
  return at === data.length ? pack(values, bits) : undefined;
}

function pack(values: Uint8Array, bits: number): Uint8Array {
  const packed = new Uint8Array((values.length * bits) / 8);
  let buffer = 0;
  let held = 0;
  let at = 0;
  for (const value of values) {
    buffer = ((buffer << bits) | value) & 0xffff;
    held += bits;
    if (held < 8) continue;
    held -= 8;
    packed[at++] = buffer >> held;
  }
  return packed;
}
