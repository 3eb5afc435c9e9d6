import * as canon from '../camera/canon/canon-codes.ts';
import type { CameraProperties } from './camera-properties.ts';
import { MANUAL } from './camera-setting-table.ts';
import type { ExposureSettings } from './picture-source.ts';

/** Eighths of a stop of f/8, 1/125 s and ISO 400. */
const NEUTRAL = { aperture: 0x38, shutter: 0x70, iso: 0x58 };

/** White that each fixed white balance stands for, kelvin. */
const whites: Readonly<Record<number, number>> = {
  1: 5_200, // daylight
  2: 6_000, // cloudy
  3: 3_200, // tungsten
  4: 4_000, // fluorescent
  5: 6_000, // flash
  6: 5_200, // custom, from a picture never taken
  8: 7_000, // shade
};
const BY_TEMPERATURE = 9;

/** What the body's settings do to the light. */
export function exposureOf(properties: CameraProperties): ExposureSettings {
  const iso = properties.get(canon.ISO_SPEED);
  const metered = properties.get(canon.EXPOSURE_MODE) !== MANUAL || iso === 0;
  const compensation = ((properties.get(canon.EXPOSURE_COMPENSATION) & 0xff) << 24) >> 24;
  const manual =
    stops(NEUTRAL.shutter) -
    stops(properties.get(canon.SHUTTER)) +
    stops(NEUTRAL.aperture) -
    stops(properties.get(canon.APERTURE)) +
    stops(iso) -
    stops(NEUTRAL.iso);
  return { stops: metered ? stops(compensation) : manual, metered, kelvin: white(properties) };
}

function white(properties: CameraProperties): number | undefined {
  const balance = properties.get(canon.WHITE_BALANCE);
  return balance === BY_TEMPERATURE ? properties.get(canon.COLOUR_TEMPERATURE) : whites[balance];
}

/** Codes count in eighths, but 3 and 5 of them mean thirds of a stop. */
function stops(code: number): number {
  const size = Math.abs(code);
  const part = { 3: 1 / 3, 4: 1 / 2, 5: 2 / 3 }[size % 8] ?? 0;
  return Math.sign(code) * (Math.floor(size / 8) + part);
}
