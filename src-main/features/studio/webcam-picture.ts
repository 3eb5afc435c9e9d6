import { KEPT_RATIO } from '../../../src-shared/imaging/head-box.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { openSentPicture } from '../devices/sent-picture.ts';

/**
 * Least height of the part that is kept, dots: a head of 0.6 of it is then some 200 wide, above the 180 that
 * ISO/IEC 19794-5 wants of a full frontal portrait.
 */
const LEAST_HEIGHT = 480;
/** More than any webcam has. */
const MOST_PIXELS = 40_000_000;

/** A picture that came from the screen: JPEG or PNG, whole, large enough. Errors: `camera.badPicture`. */
export async function checkWebcamPicture(picture: Uint8Array): Promise<void> {
  try {
    const image = openSentPicture(picture, MOST_PIXELS);
    const { autoOrient } = await image.metadata();
    const kept = Math.min(autoOrient.height, autoOrient.width / KEPT_RATIO);
    if (kept < LEAST_HEIGHT) throw new Fault('camera.badPicture');
    // Only reading all of it shows whether it is whole.
    await image.stats();
  } catch (error) {
    throw error instanceof Fault ? error : new Fault('camera.badPicture', {}, { cause: error });
  }
}
