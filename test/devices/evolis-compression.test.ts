import { array, assert, constant, constantFrom, integer, oneof, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandPanel } from '../../src-main/devices/practice/printer/panel-expander.ts';
import { compressPanel } from '../../src-main/devices/printer/evolis/compression.ts';
import type { Panel } from '../../src-main/devices/printer/evolis/panel.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../src-main/devices/printer/printer-port.ts';

const DOTS = CARD_WIDTH * CARD_HEIGHT;
const LINE = CARD_HEIGHT / 8;

/** Bytes of a panel, made of stretches of one byte and of noise, so that runs and single dots of all lengths occur. */
const stretches = array(
  oneof(
    tuple(constantFrom(0x00, 0xff, 0x80, 0x01, 0x55), integer({ min: 1, max: 30_000 })).map(([byte, length]) =>
      new Uint8Array(length).fill(byte),
    ),
    uint8Array({ minLength: 1, maxLength: 900 }),
  ),
  { minLength: 1, maxLength: 40 },
);

function panelOf(panel: Panel['panel'], levels: Panel['levels'], pieces: readonly Uint8Array[]): Panel {
  const data = new Uint8Array((DOTS * Math.log2(levels)) / 8);
  const bytes = Buffer.concat(pieces);
  for (let at = 0; at < data.length; at += bytes.length) data.set(bytes.subarray(0, data.length - at), at);
  return { panel, levels, data };
}

describe('a compressed panel', () => {
  test.each([
    ['k', 2],
    ['o', 2],
    ['y', 32],
    ['m', 64],
    ['c', 128],
  ] as const)('%s of %i levels comes out as it went in, whatever was in it', (letter, levels) => {
    assert(
      property(stretches, (pieces) => {
        const panel = panelOf(letter, levels, pieces);
        const expanded = expandPanel(Math.log2(levels), compressPanel(panel)!);
        expect(expanded === undefined ? undefined : Buffer.compare(expanded, panel.data)).toBe(0);
      }),
      { numRuns: 12 },
    );
  });

  test('says lines of black and varnish as the maker does', () => {
    const data = new Uint8Array(CARD_WIDTH * LINE);
    data.fill(0xff, LINE, 2 * LINE);
    data.set([0x01, 0x00, 0x02], 2 * LINE);
    const short = compressPanel({ panel: 'k', levels: 2, data })!;
    expect([...short.subarray(0, 7)]).toEqual([0x00, 0xff, 3, 0x01, 0x00, 0x02, 0x00]);
    expect(short.length).toBe(CARD_WIDTH + 3);
  });

  test('says lines of dye in runs and single dots, and leaves what is bare', () => {
    const data = new Uint8Array((DOTS * 7) / 8);
    // Dots of the first line: 5, 5, 6, then white. 7 bits each.
    data.set([0b0000_1010, 0b0001_0100, 0b0011_0000]);
    const short = compressPanel({ panel: 'y', levels: 128, data })!;
    expect([...short.subarray(0, 7)]).toEqual([5, 5, 6, 0x80, 0, 0x80, 0]);
    data.fill(0xff);
    const full = compressPanel({ panel: 'y', levels: 128, data })!;
    expect([...full.subarray(0, 6)]).toEqual([0xff, 255, 0xff, 255, 0xff, 138]);
  });

  test('does not exist at 256 levels', () => {
    expect(compressPanel(panelOf('y', 256, [Uint8Array.of(1)]))).toBeUndefined();
  });

  test('that is damaged is refused or taken whole, never more and never for ever', () => {
    const bits = constantFrom(1, 5, 6, 7);
    const damaged = oneof(
      uint8Array({ maxLength: 3000 }),
      stretches.map((pieces) => Buffer.concat(pieces)),
      constant(new Uint8Array(0)),
    );
    assert(
      property(bits, damaged, (depth, bytes) => {
        const expanded = expandPanel(depth, bytes);
        expect(expanded === undefined || expanded.length === (DOTS * depth) / 8).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
