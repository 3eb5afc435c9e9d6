import { CARD_HEIGHT, CARD_WIDTH } from '../printer-port.ts';
import type { Panel } from './panel.ts';

/**
 * Panels as the `Dbc` command takes them (Evolis Programming Guide A5013, chapter 4, and jobs of the maker's
 * Windows driver seen on the wire): line by line, 1016 lines of 648 dots, nothing between the lines.
 *
 * Black and varnish: 0x00 is a line without a dot, 0xFF a full one; else a count of 1-81 and as many bytes, the
 * rest of the line is empty. Dyes: a byte below 0x80 is one dot; 0x80 + value begins a run, its length follows;
 * length 0 leaves the rest of the line without ink. A value has 7 bits, so 256 levels cannot be compressed.
 */
export function compressPanel({ panel, levels, data }: Panel): Uint8Array | undefined {
  if (panel === 'k' || panel === 'o') return levels === 2 ? compressBits(data) : undefined;
  return levels === 256 ? undefined : compressDye(data, Math.log2(levels));
}

const LINE_BYTES = CARD_HEIGHT / 8;
const LONGEST_RUN = 255;
const RUN = 0x80;
/** A run of two costs as much as the two dots. */
const SHORTEST_RUN = 3;

function compressBits(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(CARD_WIDTH * (LINE_BYTES + 1));
  let at = 0;
  for (let start = 0; start < data.length; start += LINE_BYTES) {
    const line = data.subarray(start, start + LINE_BYTES);
    let used = LINE_BYTES;
    while (used > 0 && line[used - 1] === 0) used -= 1;
    if (used === 0) out[at++] = 0;
    else if (line.every((byte) => byte === 0xff)) out[at++] = 0xff;
    else {
      out[at++] = used;
      out.set(line.subarray(0, used), at);
      at += used;
    }
  }
  return out.slice(0, at);
}

function compressDye(data: Uint8Array, bits: number): Uint8Array {
  const out = new Uint8Array(CARD_WIDTH * CARD_HEIGHT + 2 * CARD_WIDTH);
  const mask = (1 << bits) - 1;
  const line = new Uint8Array(CARD_HEIGHT);
  let at = 0;
  let next = 0;
  for (let x = 0; x < CARD_WIDTH; x += 1) {
    let buffer = 0;
    let held = 0;
    for (let dot = 0; dot < CARD_HEIGHT; dot += 1) {
      while (held < bits) {
        buffer = ((buffer << 8) | (data[next++] ?? 0)) & 0xffff;
        held += 8;
      }
      held -= bits;
      line[dot] = (buffer >> held) & mask;
    }
    at = compressLine(line, out, at);
  }
  return out.slice(0, at);
}

/** Writes one line of values behind `at`; where it ends. */
function compressLine(line: Uint8Array, out: Uint8Array, at: number): number {
  let used = line.length;
  while (used > 0 && line[used - 1] === 0) used -= 1;
  let dot = 0;
  while (dot < used) {
    const value = line[dot] ?? 0;
    let run = 1;
    while (dot + run < used && run < LONGEST_RUN && line[dot + run] === value) run += 1;
    if (run >= SHORTEST_RUN) {
      out[at++] = RUN | value;
      out[at++] = run;
    } else {
      for (let each = 0; each < run; each += 1) out[at++] = value;
    }
    dot += run;
  }
  if (used < line.length) {
    out[at++] = RUN;
    out[at++] = 0;
  }
  return at;
}
