import { luminanceAt, type Pixels } from './pixels.ts';

/** Steps from black to white. */
export const BINS = 64;

/** Share of burnt or drowned dots above which a picture is badly exposed. */
export const TOO_MANY = 0.02;

export interface Histogram {
  /** Share of dots in each step of luminance, darkest first; together 1. */
  readonly bins: readonly number[];
  /** Share of dots with a channel at 255: what was there cannot be recovered. */
  readonly burnt: number;
  /** Share of dots with all channels at 0. */
  readonly drowned: number;
}

/** How the light of a picture is spread. An empty picture has nothing in any step. */
export function histogramOf(pixels: Pixels): Histogram {
  const { data, width, height, channels } = pixels;
  const dots = width * height;
  const counts = Array.from({ length: BINS }, () => 0);
  let burnt = 0;
  let drowned = 0;
  for (let dot = 0; dot < dots; dot += 1) {
    const at = dot * channels;
    const brightest = Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    if (brightest === 255) burnt += 1;
    if (brightest === 0) drowned += 1;
    const bin = Math.min(BINS - 1, Math.floor((luminanceAt(pixels, dot) / 256) * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const share = (count: number) => (dots === 0 ? 0 : count / dots);
  return { bins: counts.map(share), burnt: share(burnt), drowned: share(drowned) };
}
