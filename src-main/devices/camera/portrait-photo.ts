import sharp from 'sharp';
import { Fault } from '../../../src-shared/errors.ts';

/** The stored portrait, pixels: 35 : 45, as ISO/IEC 19794-5 and passport offices have it. */
const PHOTO_WIDTH = 768;
const PHOTO_HEIGHT = 988;

/** Bytes aimed at, and above which a photo is made coarser. */
const TARGET = 60_000;
const LARGEST = 80_000;
const LOWEST_QUALITY = 38;
const HIGHEST_QUALITY = 94;
const MOST_TRIES = 6;
/** More pixels than any studio camera has: a damaged header, or an attack on memory. */
const MOST_PIXELS = 120_000_000;

export interface PortraitPhoto {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Makes the portrait that is kept from a camera's JPEG: upright by its orientation mark, the middle
 * cropped to 35 : 45, in sRGB, without any metadata, as close to 60 KB as its detail allows and at most
 * 80 KB. Errors: `camera.noPicture` when `picture` is no whole JPEG.
 */
export async function portraitPhoto(picture: Uint8Array): Promise<PortraitPhoto> {
  const pixels = await cropped(picture);
  let low = LOWEST_QUALITY;
  let high = HIGHEST_QUALITY;
  let best = await encode(pixels, 82);
  let quality = 82;
  for (let tries = 1; tries < MOST_TRIES && low < high; tries += 1) {
    if (best.length > TARGET) high = quality - 1;
    else low = quality + 1;
    quality = Math.round((low + high) / 2);
    const next = await encode(pixels, quality);
    if (isBetter(next, best)) best = next;
  }
  return { jpeg: best, width: PHOTO_WIDTH, height: PHOTO_HEIGHT };
}

async function cropped(picture: Uint8Array): Promise<Buffer> {
  try {
    return await sharp(picture, { failOn: 'error', limitInputPixels: MOST_PIXELS })
      .autoOrient()
      .resize(PHOTO_WIDTH, PHOTO_HEIGHT, { fit: 'cover', position: 'centre' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
  } catch (error) {
    throw new Fault('camera.noPicture', { what: 'unreadable' }, { cause: error });
  }
}

function encode(pixels: Buffer, quality: number): Promise<Buffer> {
  return sharp(pixels, { raw: { width: PHOTO_WIDTH, height: PHOTO_HEIGHT, channels: 3 } })
    .jpeg({ quality, mozjpeg: true })
    .toBuffer();
}

function isBetter(next: Uint8Array, best: Uint8Array): boolean {
  if (best.length > LARGEST) return next.length < best.length;
  return next.length <= LARGEST && Math.abs(next.length - TARGET) < Math.abs(best.length - TARGET);
}
