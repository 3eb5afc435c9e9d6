import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import jsqr from 'jsqr';
import { beforeAll, describe, expect, test } from 'vitest';
import { PracticeBus } from '../../../src-main/devices/practice/practice-bus.ts';
import { PracticePrinter } from '../../../src-main/devices/practice/printer-model.ts';
import type { PracticeCard } from '../../../src-main/devices/practice/printer/card-images.ts';
import { PrinterManager } from '../../../src-main/devices/printer/printer-manager.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../../../src-main/devices/printer/printer-port.ts';
import { composeSide, facePreview, renderCard, type CardFaces } from '../../../src-main/features/cards/card-face.ts';
import { prepareFonts } from '../../../src-main/features/cards/card-fonts.ts';
import { measureInk } from '../../../src-main/features/cards/text-ink.ts';
import type { CardData } from '../../../src-shared/card/card-data.ts';
import { back, backTexts, front, frontCategories, frontTexts } from '../../../src-shared/card/card-layout.ts';
import { plainPrintSettings } from '../../../src-shared/devices/print-setting.ts';
import type { Box } from '../../../src-shared/card/card-layout.ts';
import { awkwardCard, longCard, sampleCard } from './sample-card.ts';

const fonts = mkdtempSync(path.join(tmpdir(), 'card-fonts-'));
const cards: Record<string, CardData> = { sample: sampleCard, long: longCard, awkward: awkwardCard };
const faces: Record<string, CardFaces> = {};

beforeAll(async () => {
  await prepareFonts(fonts);
  for (const [name, data] of Object.entries(cards)) faces[name] = await renderCard(data, await portrait('#264'));
});

/** A JPEG portrait of one colour under a darker head. */
async function portrait(coat: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="900"><rect width="700" height="900" fill="#dde"/><circle cx="350" cy="330" r="180" fill="#a76"/><rect y="620" width="700" height="280" fill="${coat}"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

async function pixels(png: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(png).raw().toBuffer();
}

async function print(sides: CardFaces): Promise<PracticeCard> {
  const bus = new PracticeBus();
  const printer = new PracticePrinter();
  bus.plug(printer);
  const manager = new PrinterManager(bus, { pollMs: 0 });
  await manager.print({ ...sides, settings: plainPrintSettings }, () => {});
  await manager.close();
  return printer.lastCard!;
}

function readQr(rgb: Uint8Array): string | undefined {
  const rgba = new Uint8ClampedArray(CARD_WIDTH * CARD_HEIGHT * 4).fill(255);
  for (let dot = 0; dot < CARD_WIDTH * CARD_HEIGHT; dot += 1) {
    for (let channel = 0; channel < 3; channel += 1) rgba[dot * 4 + channel] = rgb[dot * 3 + channel]!;
  }
  return jsqr.default(rgba, CARD_WIDTH, CARD_HEIGHT)?.data;
}

/** Number of dots in the box for which `is` holds. */
function count(box: Box, is: (dot: number) => boolean): number {
  let found = 0;
  for (let y = Math.floor(box.y); y < box.y + box.height; y += 1) {
    for (let x = Math.floor(box.x); x < box.x + box.width; x += 1) if (is(y * CARD_WIDTH + x)) found += 1;
  }
  return found;
}

/** Resin outside of every box: text that ran over. A dot of rounding is allowed. */
function strayDots(side: CardSide, boxes: readonly Box[]): number {
  const stray = side.resin.slice();
  for (const { x, y, width, height } of boxes) {
    for (let row = Math.floor(y) - 1; row <= y + height + 1; row += 1) {
      stray.fill(0, row * CARD_WIDTH + Math.floor(x) - 1, row * CARD_WIDTH + Math.ceil(x + width) + 2);
    }
  }
  return stray.reduce((sum, dot) => sum + dot, 0);
}

function isAlarm(side: CardSide): (dot: number) => boolean {
  return (dot) => {
    const [red = 0, green = 0, blue = 0] = side.rgb.subarray(dot * 3, dot * 3 + 3);
    return red - green > 35 && Math.abs(green - blue) < 25;
  };
}

describe('a card', () => {
  test('is what was shown before it was printed, dot for dot', async () => {
    const sides = faces['sample']!;
    const card = await print(sides);
    for (const [side, printed, png] of [
      [sides.front, card.front, card.frontPng],
      [sides.back, card.back!, card.backPng!],
    ] as const) {
      expect(Buffer.compare(composeSide(side), printed)).toBe(0);
      const preview = await facePreview(side);
      expect(Buffer.compare(await pixels(preview), printed)).toBe(0);
      expect(Buffer.compare(await pixels(png), printed)).toBe(0);
    }
  });

  test.each([false, true])('says its number in the QR code as printed (practice: %s)', async (practice) => {
    const sides = practice ? await renderCard({ ...sampleCard, practice }, await portrait('#264')) : faces['sample']!;
    const card = await print(sides);
    expect(readQr(card.back!)).toBe('GLT-0000017-4');
    expect(readQr(card.front)).toBeUndefined();
  });

  test('is the same each time it is drawn', async () => {
    const again = await renderCard(sampleCard, await portrait('#264'));
    expect(Buffer.compare(again.front.rgb, faces['sample']!.front.rgb)).toBe(0);
    expect(Buffer.compare(again.back.resin, faces['sample']!.back.resin)).toBe(0);
  });

  test('shows the portrait twice, and changes nowhere else with it', async () => {
    const other = (await renderCard(sampleCard, await portrait('#b31'))).front;
    const same = faces['sample']!.front;
    const differs = (dot: number): boolean =>
      [0, 1, 2].some((channel) => other.rgb[dot * 3 + channel] !== same.rgb[dot * 3 + channel]);
    const inPortrait = count(front.portrait, differs);
    const inGhost = count(front.ghost, differs);
    expect(inPortrait).toBeGreaterThan(15_000);
    expect(inGhost).toBeGreaterThan(1000);
    expect(count({ x: 0, y: 0, width: CARD_WIDTH, height: CARD_HEIGHT }, differs)).toBe(inPortrait + inGhost);
    expect(Buffer.compare(other.resin, same.resin)).toBe(0);
  });

  test('cannot be drawn from what is no image', async () => {
    await expect(renderCard(sampleCard, Buffer.from('not a picture'))).rejects.toThrow();
  });

  test('takes marks in a text for letters, not for markup', async () => {
    const face = { script: 'latin', weight: 400 } as const;
    const widths = await measureInk(['&', '&amp;', '<b>', 'b'].map((text) => ({ text, face })));
    const [mark, written, tag, letter] = widths.map((ink) => ink.width);
    expect(written).toBeGreaterThan(3 * mark!);
    expect(tag).toBeGreaterThan(2 * letter!);
  });
});

describe.each(Object.keys(cards))('the texts of a %s card', (name) => {
  test('are all there, in solid black', () => {
    const { front: face, back: reverse } = faces[name]!;
    const inked = (side: CardSide) => (box: Box) => count(box, (dot) => side.resin[dot] === 1);
    for (const box of Object.values(frontTexts)) expect(inked(face)(box)).toBeGreaterThan(40);
    for (const box of [frontCategories, back.table, backTexts.address]) {
      expect(inked(box === frontCategories ? face : reverse)(box)).toBeGreaterThan(400);
    }
    for (const side of [face, reverse]) expect(side.resin.every((dot) => dot === 0 || dot === 1)).toBe(true);
  });

  test('stay in their boxes', () => {
    const { front: face, back: reverse } = faces[name]!;
    expect(strayDots(face, [...Object.values(frontTexts), frontCategories])).toBe(0);
    expect(strayDots(reverse, [...Object.values(backTexts), back.table, back.qr])).toBe(0);
  });
});

describe('a practice card', () => {
  test('says so across both sides and at their feet; a real one has no such red', async () => {
    const practice = await renderCard({ ...sampleCard, practice: true }, await portrait('#264'));
    const whole = { x: 0, y: 130, width: CARD_WIDTH, height: front.footer.y - 130 };
    for (const side of ['front', 'back'] as const) {
      expect(count(whole, isAlarm(practice[side]))).toBeGreaterThan(30_000);
      expect(count(front.footer, isAlarm(practice[side]))).toBeGreaterThan(0.8 * CARD_WIDTH * front.footer.height);
      expect(count(front.footer, isAlarm(faces['sample']![side]))).toBe(0);
      expect(Buffer.compare(practice[side].resin, faces['sample']![side].resin)).toBe(0);
    }
    expect(count(whole, isAlarm(faces['sample']!.back))).toBe(0);
  });
});

describe('the fonts', () => {
  test('are those of the application and no others', () => {
    expect(process.env['FONTCONFIG_FILE']).toBe(path.join(fonts, 'fonts', 'fonts.conf'));
    const config = readFileSync(path.join(fonts, 'fonts', 'fonts.conf'), 'utf8');
    expect([...config.matchAll(/<dir>(.*)<\/dir>/g)].map((match) => match[1])).toEqual([path.join(fonts, 'fonts')]);
    expect(readdirSync(path.join(fonts, 'fonts')).filter((file) => file.endsWith('.ttf'))).toHaveLength(5);
  });

  test('join Urdu letters and have them all: no empty boxes', async () => {
    const face = { script: 'urdu', weight: 700 } as const;
    const inks = await measureInk(
      ['محمد', 'م\u200cح\u200cم\u200cد', 'ا', 'ش', 'ٹ', 'ڑ', 'ے', '\u{10FFFD}'].map((text) => ({ text, face })),
    );
    const [joined, apart, ...letters] = inks;
    expect(joined!.width).toBeLessThan(0.8 * apart!.width);
    // Without a font every letter would be the same box as the last one, which no font has.
    expect(new Set(letters.map((ink) => JSON.stringify(ink))).size).toBe(letters.length);
  });

  test('set Latin in its own width, bold wider than regular', async () => {
    const [bold, regular, one] = await measureInk([
      { text: 'Muhammad', face: { script: 'latin', weight: 700 } },
      { text: 'Muhammad', face: { script: 'latin', weight: 400 } },
      { text: 'i', face: { script: 'latin', weight: 400 } },
    ]);
    expect(bold!.width).toBeGreaterThan(regular!.width);
    expect(one!.width).toBeLessThan(regular!.width / 10);
  });
});
