import type { PhotoMeasures } from '../devices/calibration.ts';
import { histogramOf } from './histogram.ts';
import { luminanceAt, type Pixels } from './pixels.ts';
import { cutOut, bestSharpness } from './tiles.ts';

/** Middle grey, 18 % reflectance, as an sRGB figure (IEC 61966-2-1). */
export const MIDDLE_GREY = 118;

/** What is good enough to be saved. */
export const tolerance = { stops: 1 / 3, cast: 0.04 } as const;

/** Side of the part in the middle that must be all card, as a share of the frame's shorter side. */
const CARD_SHARE = 0.25;
const TILES = 5;
/** Most that tiles of one card differ in brightness under a lamp from the side, against their mean. */
const UNEVEN = 0.3;
/** A card this far from grey is no grey card under any lamp; skin and cloth mostly are. */
const MOST_CAST = 0.75;
/** Brightness below and above which nothing can be said of a card. */
const READABLE = { least: 6, most: 250 } as const;

/** Measures a grey card in the middle of a picture; undefined where there is none. */
export function readGreyCard(pixels: Pixels): PhotoMeasures | undefined {
  const card = middleOf(pixels);
  const tiles = gridOf(card);
  const lights = tiles.map(lightOf);
  const mean = meanOf(lights);
  if (mean < READABLE.least || mean > READABLE.most) return undefined;
  if (Math.max(...lights) - Math.min(...lights) > UNEVEN * mean) return undefined;
  if (tiles.some((tile) => roughness(tile) > UNEVEN * mean)) return undefined;
  const grey = coloursOf(card);
  const channels = [grey.red, grey.green, grey.blue];
  const castShare = (Math.max(...channels) - Math.min(...channels)) / meanOf(channels);
  if (castShare > MOST_CAST) return undefined;
  const { burnt, drowned } = histogramOf(pixels);
  return {
    grey,
    exposureStops: Math.log2(linear(mean) / linear(MIDDLE_GREY)),
    castShare,
    burnt,
    drowned,
    sharpness: bestSharpness(pixels),
  };
}

export function isGood({ exposureStops, castShare }: PhotoMeasures): boolean {
  return Math.abs(exposureStops) <= tolerance.stops && castShare <= tolerance.cast;
}

/** Light that an sRGB figure stands for, 0-1 (IEC 61966-2-1). */
export function linear(figure: number): number {
  const share = figure / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function middleOf(pixels: Pixels): Pixels {
  const side = Math.max(TILES, Math.round(Math.min(pixels.width, pixels.height) * CARD_SHARE));
  const left = Math.max(0, Math.floor((pixels.width - side) / 2));
  const top = Math.max(0, Math.floor((pixels.height - side) / 2));
  return cutOut(pixels, { left, top, width: side, height: side });
}

function gridOf(card: Pixels): readonly Pixels[] {
  const [width, height] = [Math.floor(card.width / TILES), Math.floor(card.height / TILES)];
  return Array.from({ length: TILES * TILES }, (_, index) =>
    cutOut(card, { left: (index % TILES) * width, top: Math.floor(index / TILES) * height, width, height }),
  );
}

function lightOf(pixels: Pixels): number {
  let sum = 0;
  const dots = pixels.width * pixels.height;
  for (let dot = 0; dot < dots; dot += 1) sum += luminanceAt(pixels, dot);
  return sum / Math.max(1, dots);
}

/** Standard deviation of the brightness within a tile. */
function roughness(pixels: Pixels): number {
  const mean = lightOf(pixels);
  let squares = 0;
  const dots = pixels.width * pixels.height;
  for (let dot = 0; dot < dots; dot += 1) squares += (luminanceAt(pixels, dot) - mean) ** 2;
  return Math.sqrt(squares / Math.max(1, dots));
}

function coloursOf({ data, width, height, channels }: Pixels): PhotoMeasures['grey'] {
  const sums = [0, 0, 0];
  const dots = width * height;
  for (let dot = 0; dot < dots; dot += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      sums[channel] = (sums[channel] ?? 0) + (data[dot * channels + channel] ?? 0);
    }
  }
  const [red = 0, green = 0, blue = 0] = sums.map((sum) => sum / Math.max(1, dots));
  return { red, green, blue };
}

function meanOf(list: readonly number[]): number {
  return list.reduce((sum, each) => sum + each, 0) / list.length;
}
