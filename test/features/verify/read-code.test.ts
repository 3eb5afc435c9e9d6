import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CodeReader } from '../../../src-main/features/verify/code-reader.ts';
import { pictureLimits, readingLimits } from '../../../src-main/features/verify/picture-limits.ts';
import { readCode } from '../../../src-main/features/verify/read-code.ts';
import { verifyText } from '../../../src-shared/credential/verify.ts';
import { Authority } from '../../support/authority.ts';
import { printDensest, printUsual, type PrintedBack } from './printed-card.ts';
import { worn, type Wear } from './worn.ts';

const authority = new Authority();
let usual: PrintedBack;
let densest: PrintedBack;
beforeAll(async () => {
  const signer = authority.counter();
  usual = await printUsual(signer);
  densest = await printDensest(signer);
}, 30_000);

/** Verifies a picture of a card that went through that wear. */
async function verdictAfter({ png, text }: PrintedBack, wear: Wear): Promise<string> {
  const reading = await readCode(await worn(png, wear));
  if (!reading.ok) return reading.code;
  return reading.text === text ? verifyText(authority.parts(), reading.text).verdict : 'another text';
}

/** Each limit by itself, at both its ends where it has two. */
const limits: readonly Wear[] = [
  { blurSigma: readingLimits.blurSigma },
  { jpegQuality: readingLimits.jpegQuality },
  { scale: readingLimits.scaleFrom },
  { scale: readingLimits.scaleTo },
  { perspective: readingLimits.perspective },
  { contrast: readingLimits.contrast },
  readingLimits.together,
];

describe('the code on a printed card', () => {
  test('is read from the very picture the practice printer saves', async () => {
    expect(await verdictAfter(usual, {})).toBe('genuine');
    expect(await verdictAfter(densest, {})).toBe('genuine');
  });

  test.each(limits)('is read at the stated limit: %j', async (wear) => {
    expect(await verdictAfter(usual, wear)).toBe('genuine');
    expect(await verdictAfter(densest, wear)).toBe('genuine');
  });

  test('is read at any angle', async () => {
    for (const rotation of readingLimits.rotations) {
      expect(await verdictAfter(usual, { rotation }), `${rotation} degrees`).toBe('genuine');
    }
  }, 20_000);

  test('is read at each meeting of angle, blur, compression and size within the limits for all at once', async () => {
    const { rotation, blurSigma, jpegQuality, perspective, scale } = readingLimits.together;
    for (const turned of [90 + rotation, 180 - rotation]) {
      for (const size of [1, scale]) {
        for (const askew of [0, perspective]) {
          const wear = { rotation: turned, blurSigma, jpegQuality, perspective: askew, scale: size };
          expect(await verdictAfter(usual, wear), JSON.stringify(wear)).toBe('genuine');
        }
      }
    }
  }, 20_000);

  test('is not made up where it is beyond reading', async () => {
    expect(await verdictAfter(densest, { blurSigma: 9 })).toBe('verify.noCode');
  }, 20_000);
});

describe('a picture that is none', () => {
  const svg = (body: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${body}</svg>`);

  test('of another kind is never given to a decoder', async () => {
    const { default: sharp } = await import('sharp');
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } });
    const bomb = `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(500)}"><!ENTITY b "${'&a;'.repeat(500)}">]>`;
    for (const [name, bytes] of Object.entries({
      svg: svg('<image href="file:///etc/passwd"/>'),
      'svg bomb': Buffer.concat([Buffer.from(bomb), svg('<text>&b;</text>')]),
      gif: await picture.gif().toBuffer(),
      webp: await picture.webp().toBuffer(),
      tiff: await picture.tiff().toBuffer(),
      pdf: Buffer.from('%PDF-1.7\n'),
      nothing: Buffer.alloc(0),
      'a PNG that moves': moving(),
    })) {
      expect(await readCode(bytes), name).toEqual({ ok: false, code: 'verify.notAPicture' });
    }
  });

  test('cut short, or with garbage inside, is refused', async () => {
    const jpeg = await worn(usual.png, { jpegQuality: 80 });
    for (const bytes of [usual.png.slice(0, 5_000), jpeg.slice(0, jpeg.length / 2), jpeg.slice(0, 3)]) {
      expect(await readCode(bytes)).toEqual({ ok: false, code: 'verify.notAPicture' });
    }
    for (let seed = 1; seed <= 20; seed += 1) {
      const spoilt = Uint8Array.from(usual.png);
      for (let hit = 0; hit < 40; hit += 1)
        spoilt[8 + ((seed * 7_919 + hit * 104_729) % (spoilt.length - 8))] = hit * seed;
      const reading = await readCode(spoilt);
      // A spoilt picture may still show the code; then it is the code, or none.
      if (reading.ok) expect(reading.text).toBe(usual.text);
    }
  }, 20_000);

  test('with more dots or bytes than any photo is refused before it is unfolded', async () => {
    const before = process.memoryUsage().rss;
    expect(await readCode(pngOf(60_000, 60_000))).toEqual({ ok: false, code: 'verify.pictureTooLarge' });
    const fat = Buffer.alloc(pictureLimits.bytes + 1);
    Buffer.from(usual.png).copy(fat);
    expect(await readCode(fat)).toEqual({ ok: false, code: 'verify.pictureTooLarge' });
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });

  test('without a code says so', async () => {
    const { default: sharp } = await import('sharp');
    const grey = sharp({ create: { width: 800, height: 600, channels: 3, background: '#98a' } });
    expect(await readCode(await grey.jpeg().toBuffer())).toEqual({ ok: false, code: 'verify.noCode' });
  });
});

describe('the reader', () => {
  const reader = new CodeReader();
  afterAll(() => reader.stop());

  test('works beside the core, one picture after the other, and leaves it free to answer', async () => {
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 5);
    const readings = await Promise.all([reader.read(usual.png), reader.read(densest.png, { quick: true })]);
    clearInterval(turning);
    expect(readings).toEqual([usual, densest].map(({ text }) => ({ ok: true, text })));
    expect(turns).toBeGreaterThan(10);
  });

  test('ends what takes too long with a code, and reads the next', async () => {
    const hasty = new CodeReader(undefined, 1);
    await expect(hasty.read(usual.png)).rejects.toMatchObject({ code: 'verify.tooSlow' });
    await hasty.stop();
    expect(await reader.read(usual.png)).toMatchObject({ ok: true });
  });

  test('takes no more than a few at once', async () => {
    const waiting = Array.from({ length: 8 }, () =>
      reader.read(usual.png, { quick: true }).catch((error: unknown) => error),
    );
    const answers = await Promise.all(waiting);
    expect(answers.filter((each) => each instanceof Error)).toHaveLength(4);
    expect(answers.filter((each) => !(each instanceof Error))).toHaveLength(4);
  });
});

/** The head of a PNG of that size, with one line of dots. */
function pngOf(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const dots = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([PNG, chunk('IHDR', size), chunk('IDAT', dots), chunk('IEND', Buffer.alloc(0))]);
}

function moving(): Buffer {
  const [head, rest] = [usual.png.slice(0, 33), usual.png.slice(33)];
  return Buffer.concat([head, chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])), rest]);
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
