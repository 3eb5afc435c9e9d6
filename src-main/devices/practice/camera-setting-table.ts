import * as canon from '../camera/canon/canon-codes.ts';

/** What a body offers for its settings, and how it leaves the studio's cupboard. */
const thirdsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + 8 * Math.floor(index / 3) + ([0, 3, 5][index % 3] ?? 0));

const apertures = thirdsFrom(0x28, 16); // f/4 to f/22
const shutters = thirdsFrom(0x10, 52); // 30 s to 1/4000
const isos = [0, 0x48, 0x50, 0x58, 0x60, 0x68, 0x70, 0x78, 0x80];
const compensations = [0xe8, 0xeb, 0xed, 0xf0, 0xf3, 0xf5, 0xf8, 0xfb, 0xfd, 0, 3, 5, 8, 11, 13, 16, 19, 21, 24];
const temperatures = Array.from({ length: 76 }, (_, index) => 2_500 + 100 * index);

export const PROGRAMME = 0;
export const SHUTTER_PRIORITY = 1;
export const APERTURE_PRIORITY = 2;
export const MANUAL = 3;

/** A picture format as the wire has it: type, size, compression of each file (property 0xD120). */
export type ImageFormat = readonly (readonly [type: number, size: number, compression: number])[];

export const JPEG_NORMAL: ImageFormat = [[1, 0, 2]];
export const RAW_AND_JPEG: ImageFormat = [
  [6, 0, 4],
  [1, 0, 3],
];
export const imageFormats: readonly ImageFormat[] = [
  JPEG_NORMAL,
  [[1, 0, 3]],
  [[1, 1, 3]],
  [[1, 2, 3]],
  RAW_AND_JPEG,
  [[6, 0, 4]],
];

/** Manual, f/8, 1/125 s, ISO 400, automatic white balance. */
export const initialSettings: readonly (readonly [property: number, value: number])[] = [
  [canon.EXPOSURE_MODE, MANUAL],
  [canon.APERTURE, 0x38],
  [canon.SHUTTER, 0x70],
  [canon.ISO_SPEED, 0x58],
  [canon.EXPOSURE_COMPENSATION, 0],
  [0xd106, 0], // drive: single
  [0xd107, 3], // metering: evaluative
  [canon.FOCUS_MODE, 0],
  [canon.WHITE_BALANCE, 0],
  [canon.COLOUR_TEMPERATURE, 5_200],
];

/** The lists of a body whose dial stands at `mode`: what the body sets itself has an empty one. */
export function choicesIn(mode: number): ReadonlyMap<number, readonly number[]> {
  const setsAperture = mode === APERTURE_PRIORITY || mode === MANUAL;
  const setsShutter = mode === SHUTTER_PRIORITY || mode === MANUAL;
  return new Map<number, readonly number[]>([
    [canon.APERTURE, setsAperture ? apertures : []],
    [canon.SHUTTER, setsShutter ? shutters : []],
    [canon.ISO_SPEED, isos],
    [canon.EXPOSURE_COMPENSATION, compensations],
    [canon.FOCUS_MODE, [0, 1, 2, 3]],
    [canon.WHITE_BALANCE, [0, 1, 2, 3, 4, 5, 6, 8, 9]],
    [canon.COLOUR_TEMPERATURE, temperatures],
  ]);
}
