import sharp from 'sharp';
import type { Pixels } from '../../../src-shared/imaging/pixels.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { openSentPicture } from './sent-picture.ts';

/** Longest side that is measured, dots: enough for every figure, and the same for every camera. */
const LONGEST = 2048;
const MOST_PIXELS = 120_000_000;

/** A picture's dots, upright, sRGB, at most 2048 on its longer side. Errors: `camera.badPicture`. */
export async function pixelsOf(picture: Uint8Array): Promise<Pixels> {
  try {
    const { data, info } = await openSentPicture(picture, MOST_PIXELS)
      .autoOrient()
      .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: 3 };
  } catch (error) {
    throw new Fault('camera.badPicture', {}, { cause: error });
  }
}

/** Dots as a JPEG for the screen. */
export async function jpegOf({ data, width, height, channels }: Pixels): Promise<Blob> {
  const jpeg = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 85 }).toBuffer();
  return new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
}
