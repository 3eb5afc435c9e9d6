import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeFace } from '../../src-main/devices/practice/printer/card-composer.ts';
import { decodePanel } from '../../src-main/devices/practice/printer/panel-decoder.ts';
import { splitBlack } from '../../src-main/devices/printer/black-resin.ts';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import { colourPanels, resinPanels } from '../../src-main/devices/printer/evolis/panel.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../../src-main/devices/printer/printer-port.ts';

const DOTS = CARD_WIDTH * CARD_HEIGHT;

/** A side of cheap pseudo-random dots: every channel value and both resin values occur all over. */
function noise(seed: number): CardSide {
  const rgb = new Uint8Array(DOTS * 3);
  const resin = new Uint8Array(DOTS);
  let state = seed | 1;
  for (let at = 0; at < rgb.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    rgb[at] = state >>> 24;
    if (at % 3 === 0) resin[at / 3] = (state >>> 20) & 1;
  }
  return { rgb, resin };
}

function white(): CardSide {
  return { rgb: new Uint8Array(DOTS * 3).fill(255), resin: new Uint8Array(DOTS) };
}

function panel(side: CardSide, letter: string): Uint8Array {
  return colourPanels(side).find((candidate) => candidate.panel === letter)!.data;
}

function received(side: CardSide): Map<string, Uint8Array> {
  return new Map(colourPanels(side).map(({ panel: letter, data }) => [letter, data]));
}

function dotAt(x: number, y: number): number {
  return y * CARD_WIDTH + x;
}

describe('panel bytes', () => {
  test('have the sizes of 128 levels and of 1 bit, in the order of the ribbon', () => {
    const panels = colourPanels(white());
    expect(panels.map(({ panel: letter, levels, data }) => [letter, levels, data.length])).toEqual([
      ['y', 128, 576_072],
      ['m', 128, 576_072],
      ['c', 128, 576_072],
      ['k', 2, 82_296],
      ['o', 2, 82_296],
    ]);
    expect(resinPanels(white()).map(({ panel: letter, data }) => [letter, data.length])).toEqual([['k', 82_296]]);
  });

  test('a white card takes no ink and all the varnish', () => {
    for (const letter of ['y', 'm', 'c', 'k']) expect(panel(white(), letter).every((byte) => byte === 0)).toBe(true);
    expect(panel(white(), 'o').every((byte) => byte === 0xff)).toBe(true);
  });

  test('the first byte on the wire is the lower end of the left column, most significant bit first', () => {
    const side = white();
    side.resin[dotAt(0, CARD_HEIGHT - 1)] = 1;
    side.resin[dotAt(0, CARD_HEIGHT - 3)] = 1;
    side.resin[dotAt(1, CARD_HEIGHT - 1)] = 1;
    const black = panel(side, 'k');
    expect(black[0]).toBe(0b1010_0000);
    expect(black[CARD_HEIGHT / 8]).toBe(0b1000_0000);
    expect(black.reduce((sum, byte) => sum + byte, 0)).toBe(0b1010_0000 + 0b1000_0000);
  });

  test('eight dots of seven bits follow each other without a gap', () => {
    const side = white();
    // Inks 1, 2, 3 ... 8 from the lower left corner upwards, in yellow (blue channel).
    for (let dot = 0; dot < 8; dot += 1) side.rgb[dotAt(0, CARD_HEIGHT - 1 - dot) * 3 + 2] = 255 - 2 * (dot + 1);
    const bits = [1, 2, 3, 4, 5, 6, 7, 8].map((ink) => ink.toString(2).padStart(7, '0')).join('');
    const bytes = bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2));
    expect([...panel(side, 'y').subarray(0, 7)]).toEqual(bytes);
    expect(panel(side, 'm').every((byte) => byte === 0)).toBe(true);
  });

  test('full ink is 127 on every dye, and nothing under resin', () => {
    const black: CardSide = { rgb: new Uint8Array(DOTS * 3), resin: new Uint8Array(DOTS) };
    expect(panel(black, 'c').every((byte) => byte === 0xff)).toBe(true);
    black.resin.fill(1);
    expect(panel(black, 'c').every((byte) => byte === 0)).toBe(true);
    expect(panel(black, 'k').every((byte) => byte === 0xff)).toBe(true);
  });
});

describe('other depths', () => {
  test.each([
    [32, 411_480],
    [64, 493_776],
    [128, 576_072],
    [256, 658_368],
  ] as const)('%i levels take %i bytes, and carry the upper bits of the ink', (levels, bytes) => {
    const side = noise(11);
    side.resin.fill(0);
    const yellow = colourPanels(side, { levels }).find((candidate) => candidate.panel === 'y')!;
    expect([yellow.levels, yellow.data.length]).toEqual([levels, bytes]);
    const samples = decodePanel(yellow.data);
    const wanted = samples.map((_, dot) => Math.floor((255 - side.rgb[dot * 3 + 2]!) / (256 / levels)));
    expect(Buffer.compare(samples, wanted)).toBe(0);
  });
});

describe('under resin', () => {
  const side = white();
  // A column from below: a yellow dot of full ink, two black ones, a white one.
  side.rgb[dotAt(5, CARD_HEIGHT - 1) * 3 + 2] = 0;
  for (const up of [1, 2]) side.resin[dotAt(5, CARD_HEIGHT - 1 - up)] = 1;
  // Black at the lower end of the next column has no dot before it.
  side.resin[dotAt(6, CARD_HEIGHT - 1)] = 1;
  const inks = (underResin: 'clear' | 'neighbour', x: number): number[] => {
    const data = colourPanels(side, { underResin })[0]!.data;
    const samples = decodePanel(data);
    return [0, 1, 2, 3].map((up) => samples[dotAt(x, CARD_HEIGHT - 1 - up)]!);
  };

  test('no dye is spent, where that is wanted', () => expect(inks('clear', 5)).toEqual([127, 0, 0, 0]));
  test('the dye of the dot before goes on, where that is wanted', () =>
    expect(inks('neighbour', 5)).toEqual([127, 127, 127, 0]));
  test('a line begins without dye', () => expect(inks('neighbour', 6)).toEqual([0, 0, 0, 0]));

  test('either way the card looks as its preview', () => {
    const card = noise(5);
    for (const underResin of ['clear', 'neighbour'] as const) {
      const panels = new Map(colourPanels(card, { underResin }).map(({ panel: letter, data }) => [letter, data]));
      expect(Buffer.compare(composeFace(panels), dotsAsPrinted(card))).toBe(0);
    }
  });
});

describe('varnish', () => {
  test('lies where it is drawn, on sides in colour and in resin', () => {
    const overlay = new Uint8Array(DOTS).map((_, dot) => (dot % 7 === 0 ? 1 : 0));
    const side = { ...white(), overlay };
    for (const panels of [colourPanels(side), resinPanels(side, true)]) {
      const varnish = panels.find((candidate) => candidate.panel === 'o')!;
      expect(Buffer.compare(decodePanel(varnish.data), overlay)).toBe(0);
    }
    expect(resinPanels(side).map(({ panel: letter }) => letter)).toEqual(['k']);
  });
});

describe('a picture without a resin of its own', () => {
  test('has it where it is pure black, and nowhere else', () => {
    const rgb = new Uint8Array(DOTS * 3).fill(255);
    rgb.fill(0, 30, 33);
    rgb.set([0, 0, 1], 60);
    const side = splitBlack(rgb);
    expect([...side.resin.entries()].filter(([, black]) => black === 1)).toEqual([[10, 1]]);
    expect(() => splitBlack(new Uint8Array(12))).toThrow(TypeError);
  });
});

describe('what comes out of the panels', () => {
  test('is exactly the dots as printed, for any dots', () => {
    assert(
      property(integer(), (seed) => {
        const side = noise(seed);
        expect(Buffer.compare(composeFace(received(side)), dotsAsPrinted(side))).toBe(0);
      }),
      { numRuns: 6 },
    );
  });

  test('keeps black and white, and is never more than one level off', () => {
    const side = noise(7);
    const face = dotsAsPrinted(side);
    let worst = 0;
    for (let dot = 0; dot < DOTS; dot += 1) {
      if (side.resin[dot] === 1) expect(face[dot * 3]).toBe(0);
      else worst = Math.max(worst, Math.abs(face[dot * 3]! - side.rgb[dot * 3]!));
    }
    expect(worst).toBe(1);
    expect(dotsAsPrinted(white()).every((channel) => channel === 255)).toBe(true);
  });

  test('a side in resin alone is black on white, whatever dye was meant', () => {
    const side = noise(3);
    const panels = new Map(resinPanels(side).map(({ panel: letter, data }) => [letter, data]));
    expect(Buffer.compare(composeFace(panels), dotsAsPrinted(side, 'resin'))).toBe(0);
  });

  test('a panel that is no whole number of bits a dot is refused', () => {
    expect(() => decodePanel(new Uint8Array(1000))).toThrow(TypeError);
  });
});
