import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../src-main/devices/printer/printer-port.ts';
import { cardPdf } from '../../src-main/devices/printer/spooler/card-pdf.ts';
import { cardPicture } from '../../src-main/devices/printer/spooler/card-picture.ts';
import { front } from './printer-bench.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'card-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dotOf = (picture: Uint8Array, x: number, y: number): string =>
  [...picture.subarray((y * CARD_WIDTH + x) * 3).subarray(0, 3)].join(' ');

describe('the PDF of a card', () => {
  test('shows the picture in its own size, in the middle, dot on dot', async () => {
    const picture = cardPicture(front, settings);
    const file = path.join(folder, 'card.pdf');
    writeFileSync(file, await cardPdf([picture]));
    execFileSync('pdftoppm', ['-r', '300', '-png', file, path.join(folder, 'page')]);
    const { data, info } = await sharp(path.join(folder, 'page-1.png'))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    // 85.6 x 53.98 mm at 300 dots an inch, rounded up.
    expect(info).toMatchObject({ width: 1012, height: 638 });
    let strays = 0;
    for (let y = 0; y < 637; y += 1) {
      for (let x = 0; x < 1011; x += 1) {
        const at = (y * info.width + x) * 3;
        if ([...data.subarray(at, at + 3)].join(' ') !== dotOf(picture, x + 2, y + 5)) strays += 1;
      }
    }
    expect(strays).toBe(0);
  });

  test('is a sound file to a reader that repairs nothing', async () => {
    const file = path.join(folder, 'sound.pdf');
    writeFileSync(file, await cardPdf([cardPicture(front, settings), cardPicture(front, settings)]));
    const said = execFileSync('sh', ['-c', `pdfinfo ${file} 2>&1 >/dev/null`], { encoding: 'utf8' });
    expect(said).toBe('');
  });
});

describe('the picture of a card', () => {
  test('is black where resin is wanted, and else the colours as they are', () => {
    const picture = cardPicture(front, settings);
    expect(dotOf(picture, 3, 300)).toBe('0 0 0');
    expect(dotOf(picture, 300, 200)).toBe(dotOf(front.rgb, 300, 200));
  });

  test('is moved by the offset, its edge repeated', () => {
    const picture = cardPicture(front, { ...settings, offset: { x: 20, y: -7 } });
    const plain = cardPicture(front, settings);
    expect(dotOf(picture, 320, 193)).toBe(dotOf(plain, 300, 200));
    expect(dotOf(picture, 0, 100)).toBe(dotOf(plain, 0, 107));
    expect(dotOf(picture, 500, CARD_HEIGHT - 1)).toBe(dotOf(plain, 480, CARD_HEIGHT - 1));
  });

  test('gets more or less of a dye, white and full ink staying what they are', () => {
    const rgb = new Uint8Array(front.rgb.length).fill(255);
    rgb.set([128, 128, 128, 0, 0, 0], 0);
    const side = { rgb, resin: new Uint8Array(front.resin.length) };
    const picture = cardPicture(side, { ...settings, contrast: { c: 10, y: -10 } });
    expect([dotOf(picture, 0, 0), dotOf(picture, 1, 0), dotOf(picture, 2, 0)]).toEqual([
      `${255 - 180} 128 ${255 - 63}`,
      '0 0 0',
      '255 255 255',
    ]);
  });
});
