import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareFonts } from '../../../src-main/features/cards/card-fonts.ts';
import type { CardSide } from '../../../src-main/devices/printer/printer-port.ts';
import type { ScanWish } from './scan.ts';

const facts = {
  model: 'Evolis Primacy',
  serial: 'E1000',
  time: '2026-11-21 10:00',
  settings: 'offset 0, 0',
  practice: true,
};

const cache = mkdtempSync(join(tmpdir(), 'fonts-'));
let side: CardSide;
let colours: CardSide;
beforeAll(async () => {
  await prepareFonts(cache);
  // After the fonts are named: these load the drawing library.
  const { drawAlignmentCard } = await import('../../../src-main/features/devices/alignment-card.ts');
  const { drawColourCard } = await import('../../../src-main/features/devices/colour-card.ts');
  side = await drawAlignmentCard(facts);
  colours = await drawColourCard(facts);
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

async function read(wish: ScanWish, of = side) {
  const { scanOf } = await import('./scan.ts');
  const { readAlignment } = await import('../../../src-main/features/devices/read-alignment.ts');
  return readAlignment(await scanOf(of, wish));
}

describe('the offset on a scanned alignment card', () => {
  test.each<[string, ScanWish, number, number]>([
    ['none', {}, 0, 0],
    ['right and down', { off: { x: 1.2, y: 0.7 } }, 12, 7],
    ['left and up', { off: { x: -2.3, y: -1.5 } }, -23, -15],
    ['as far as it can be', { off: { x: 4.5, y: -4.5 } }, 45, -45],
    ['turned by 3 degrees', { off: { x: 0.8, y: -0.6 }, turn: 3 }, 8, -6],
    ['turned by -7 degrees', { off: { x: 0.8, y: -0.6 }, turn: -7 }, 8, -6],
    ['a quarter of a circle', { off: { x: 1.1, y: 0.4 }, turn: 90 }, 11, 4],
    ['upside down', { off: { x: 1.1, y: 0.4 }, turn: 182 }, 11, 4],
    ['at 600 dots an inch', { off: { x: -0.5, y: 1.9 }, dpi: 600, turn: 1 }, -5, 19],
    ['at 200 dots an inch', { off: { x: -0.5, y: 1.9 }, dpi: 200, turn: 1 }, -5, 19],
    ['blurred', { off: { x: 0.9, y: 0.9 }, blur: 3, turn: -2 }, 9, 9],
    ['as JPEG', { off: { x: -1.4, y: 0.3 }, format: 'jpeg', turn: 4 }, -14, 3],
    ['on grey', { off: { x: -1.4, y: 0.3 }, under: 110 }, -14, 3],
  ])('%s', async (...row) => {
    const [, wish, x, y] = row;
    const reading = await read(wish);
    expect(Math.abs(reading.offsetX - x), JSON.stringify(reading)).toBeLessThanOrEqual(1);
    expect(Math.abs(reading.offsetY - y), JSON.stringify(reading)).toBeLessThanOrEqual(1);
    expect(Math.abs(reading.rotationDegrees)).toBeLessThan(0.2);
  });

  test('a picture that is turned on the card is told from a card that is turned on the glass', async () => {
    const reading = await read({ skew: 0.8, turn: 2 });
    expect(reading.rotationDegrees).toBeGreaterThan(0.6);
    expect(reading.rotationDegrees).toBeLessThan(1);
  });
});

describe('a scan that cannot be read is refused', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['a card on white', () => read({ under: 235 })],
    ['another card', () => read({}, colours)],
    ['too coarse', () => read({ dpi: 100 })],
    ['no picture', async () => (await reader())(new Uint8Array([1, 2, 3]))],
    [
      'a scan wrapped in another format',
      async () => {
        const { scanOf } = await import('./scan.ts');
        const { default: sharp } = await import('sharp');
        const scan = await scanOf(side);
        const { width, height } = await sharp(scan).metadata();
        const inside = `<image width="${width}" height="${height}" href="data:image/png;base64,${scan.toString('base64')}"/>`;
        const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`;
        return (await reader())(Buffer.from(svg));
      },
    ],
    [
      'half a file',
      async () => {
        const { scanOf } = await import('./scan.ts');
        const scan = await scanOf(side, { format: 'jpeg' });
        return (await reader())(scan.subarray(0, scan.length / 2));
      },
    ],
    [
      'nothing on the glass',
      async () => {
        const { default: sharp } = await import('sharp');
        const empty = sharp({ create: { width: 900, height: 700, channels: 3, background: '#222' } });
        return (await reader())(await empty.png().toBuffer());
      },
    ],
    [
      'a card that runs off the glass',
      async () => {
        const { default: sharp } = await import('sharp');
        const { scanOf } = await import('./scan.ts');
        const part = sharp(await scanOf(side)).extract({ left: 300, top: 0, width: 900, height: 700 });
        return (await reader())(await part.png().toBuffer());
      },
    ],
  ])('%s', async (_what, scan) => {
    await expect(scan()).rejects.toMatchObject({ code: 'printer.scanUnreadable' });
  });
});

test('noise is given up before it fills the memory', async () => {
  const { blobsOf } = await import('../../../src-main/features/devices/scan-parts.ts');
  const [width, height] = [600, 600];
  const dots = Uint8Array.from({ length: width * height }, (_, dot) => (dot % 2) ^ (Math.floor(dot / width) % 2));
  expect(blobsOf(dots, { width, height })).toEqual([]);
});

async function reader() {
  const { readAlignment } = await import('../../../src-main/features/devices/read-alignment.ts');
  return readAlignment;
}
