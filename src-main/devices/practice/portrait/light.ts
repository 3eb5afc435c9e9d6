import type { ExposureSettings } from '../picture-source.ts';

/** The lamps of a practice studio. */
export interface Light {
  /** Colour temperature. */
  readonly kelvin: number;
  /** Stops more (positive) or less light than f/8, 1/125 s, ISO 400 need. */
  readonly stops: number;
}

/** Lamps of 4600 K, as bright as the settings that a practice body starts with want them. */
export const studioLight: Light = { kelvin: 4600, stops: 0 };

/** Factors of linear light by channel; all 1 is a picture as it was drawn. */
export type Gains = readonly [number, number, number];

/** What `settings` make of a scene under `light`. Green is left to the exposure alone, as bodies do. */
export function gainsOf(settings: ExposureSettings, light: Light): Gains {
  const exposure = 2 ** (settings.stops + (settings.metered ? 0 : light.stops));
  const [red, blue] = settings.kelvin === undefined ? [1, 1] : castOf(light.kelvin, settings.kelvin);
  return [exposure * red, exposure, exposure * blue];
}

/** Pixels of three sRGB bytes, each channel's linear light multiplied by its gain. */
export function relit(pixels: Uint8Array, gains: Gains): Uint8Array {
  if (gains.every((gain) => gain === 1)) return pixels;
  const [red, green, blue] = gains.map(curveOf) as [Uint8Array, Uint8Array, Uint8Array];
  const out = new Uint8Array(pixels.length);
  for (let index = 0; index < pixels.length; index += 3) {
    out[index] = red[pixels[index] ?? 0] ?? 0;
    out[index + 1] = green[pixels[index + 1] ?? 0] ?? 0;
    out[index + 2] = blue[pixels[index + 2] ?? 0] ?? 0;
  }
  return out;
}

/** Red and blue against green of light of `kelvin`, seen by a body that takes `white` for white. */
function castOf(kelvin: number, white: number): readonly [number, number] {
  const [red, blue] = ratiosOf(kelvin);
  const [whiteRed, whiteBlue] = ratiosOf(white);
  return [red / whiteRed, blue / whiteBlue];
}

/**
 * Red and blue over green, linear sRGB, of a black body: its chromaticity by the cubic splines of Kim and
 * others (2002) for 1667 to 25000 K, and the matrix of IEC 61966-2-1.
 */
function ratiosOf(kelvin: number): readonly [number, number] {
  const t = 1000 / Math.min(25_000, Math.max(1_667, kelvin));
  const x =
    kelvin <= 4_000
      ? -0.2661239 * t ** 3 - 0.234358 * t ** 2 + 0.8776956 * t + 0.17991
      : -3.0258469 * t ** 3 + 2.1070379 * t ** 2 + 0.2226347 * t + 0.24039;
  const [c3, c2, c1, c0] = kelvin <= 2_222 ? below2222 : kelvin <= 4_000 ? below4000 : above4000;
  const y = c3 * x ** 3 + c2 * x ** 2 + c1 * x + c0;
  const [bigX, bigZ] = [x / y, (1 - x - y) / y];
  const red = 3.2404542 * bigX - 1.5371385 - 0.4985314 * bigZ;
  const green = -0.969266 * bigX + 1.8760108 + 0.041556 * bigZ;
  const blue = 0.0556434 * bigX - 0.2040259 + 1.0572252 * bigZ;
  // Light of a candle has no blue that sRGB could show.
  return [red / green, Math.max(0.01, blue / green)];
}

const below2222 = [-1.1063814, -1.3481102, 2.18555832, -0.20219683] as const;
const below4000 = [-0.9549476, -1.37418593, 2.09137015, -0.16748867] as const;
const above4000 = [3.081758, -5.8733867, 3.75112997, -0.37001483] as const;

function curveOf(gain: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => Math.round(encode(decode(value / 255) * gain) * 255));
}

/** sRGB to linear light and back (IEC 61966-2-1), 0 to 1; what is lighter than white is white. */
function decode(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encode(light: number): number {
  const clipped = Math.min(1, light);
  return clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055;
}
