import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Sharp } from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { readCredential } from '../../../src-shared/credential/credential-text.ts';
import { pictureLimits } from './picture-limits.ts';
import { isTakenPicture } from './picture-kind.ts';

/** What became of a picture: the text of its code, or why there is none. */
export type CodeReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: 'verify.noCode' | 'verify.notAPicture' | 'verify.pictureTooLarge' };

/** One way of looking: the longer side in dots, and what is done to the grey picture before it is searched. */
interface Try {
  readonly side: number;
  readonly treat?: (picture: Sharp) => Sharp;
}

/** The cheapest first: most pictures need no more. */
const tries: readonly Try[] = [
  { side: 1_600 },
  // A card that fills little of a large photo.
  { side: 2_800 },
  { side: 1_000 },
  // Blurred by the lens or by the ribbon: edges drawn out again.
  { side: 1_600, treat: (picture) => picture.sharpen({ sigma: 2, m1: 0, m2: 6 }).normalise() },
  // Noise of a webcam in the dark, and of strong compression.
  { side: 1_200, treat: (picture) => picture.median(3).normalise() },
];

let prepared: Promise<unknown> | undefined;

/** Loads the reader from the package's own file, never from anywhere else. */
function prepare(): Promise<unknown> {
  prepared ??= prepareZXingModule({ overrides: { wasmBinary: wasmBinary() }, fireImmediately: true });
  return prepared;
}

function wasmBinary(): ArrayBuffer {
  const file = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
}

/**
 * Reads the code in a photo or scan of a card. Of several the first that is a credential counts. Never throws for what
 * the bytes are. `quick` is for one of many pictures of a webcam: the cheapest try alone.
 */
export async function readCode(bytes: Uint8Array, { quick = false } = {}): Promise<CodeReading> {
  if (bytes.length > pictureLimits.bytes) return { ok: false, code: 'verify.pictureTooLarge' };
  if (!isTakenPicture(bytes)) return { ok: false, code: 'verify.notAPicture' };
  const { default: sharp } = await import('sharp');
  const options = { limitInputPixels: pictureLimits.dots, failOn: 'truncated', pages: 1 } as const;
  const size = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (size === undefined) return { ok: false, code: 'verify.notAPicture' };
  if (size.width * size.height > pictureLimits.dots) return { ok: false, code: 'verify.pictureTooLarge' };
  const whole = await sharp(bytes, options)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize({ width: 4_000, height: 4_000, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => undefined);
  if (whole === undefined) return { ok: false, code: 'verify.notAPicture' };
  await prepare();
  const { width, height, channels } = whole.info;
  const longer = Math.max(width, height);
  const wanted: readonly Try[] = quick ? [{ side: Math.min(longer, 1_600) }] : tries;
  for (const { side, treat } of wanted) {
    const picture = sharp(whole.data, { raw: { width, height, channels } }).resize({
      width: side,
      height: side,
      fit: 'inside',
      kernel: side > longer ? 'cubic' : 'lanczos3',
    });
    const text = await search(treat === undefined ? picture : treat(picture));
    if (text !== undefined) return { ok: true, text };
  }
  return { ok: false, code: 'verify.noCode' };
}

async function search(picture: Sharp): Promise<string | undefined> {
  // A margin of paper white: a code that touches the edge has no quiet zone of its own.
  const margin = { top: 24, bottom: 24, left: 24, right: 24, background: '#ffffff' };
  const { data, info } = await picture
    .extend(margin)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
  const found = await readBarcodes(
    { data: pixels, width: info.width, height: info.height, colorSpace: 'srgb' } as Parameters<typeof readBarcodes>[0],
    { formats: ['QRCode'], maxNumberOfSymbols: 4, textMode: 'Plain', tryHarder: true },
  );
  const texts = found.filter(({ isValid }) => isValid).map(({ text }) => text);
  return texts.find((text) => readCredential(text).ok) ?? texts[0];
}
