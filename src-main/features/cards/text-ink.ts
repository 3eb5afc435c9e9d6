import type { TextBox } from '../../../src-shared/card/card-layout.ts';
import { fontFamilies } from './card-fonts.ts';
import { rasterCover, svgDocument, svgText } from './svg-raster.ts';

export type Typeface = Pick<TextBox, 'script' | 'weight'>;

/** Extent of the ink of a line of type, in ems, around its start on the baseline. */
export interface Ink {
  /** From the first ink to the last. */
  readonly width: number;
  /** Ink that lies before the start: overhanging letters. */
  readonly before: number;
  readonly above: number;
  readonly below: number;
}

/** Size at which lines are measured, dots; small keeps it quick, and the error is half a dot. */
const EM = 24;

/** A line to be measured. */
export interface MeasuredLine {
  readonly text: string;
  readonly face: Typeface;
}

/** One line of type as SVG. `x` is where it starts: its left end, or the right end of Urdu. */
export function svgLine(text: string, face: Typeface, at: { x: number; y: number; size: number }): string {
  const direction = face.script === 'urdu' ? ' direction="rtl"' : '';
  return (
    `<text x="${at.x}" y="${at.y.toFixed(2)}" font-family="${fontFamilies[face.script]}" font-weight="${face.weight}" ` +
    `font-size="${at.size.toFixed(2)}"${direction}>${svgText(text)}</text>`
  );
}

/**
 * Measures lines by drawing them with the very engine that sets the card, so that shaping, ligatures
 * and the slope of Nastaliq count. A line that does not fit the usual room is measured in more.
 */
export async function measureInk(lines: readonly MeasuredLine[], room = 1): Promise<Ink[]> {
  if (lines.length === 0) return [];
  const longest = Math.max(...lines.map(({ text }) => text.length));
  const frame: Frame = { width: Math.ceil((4 + longest * 0.75) * EM * room), height: 4 * EM * room };
  const rows = lines.map(({ text, face }, row) => {
    const at = { x: startOf(frame, face), y: baselineOf(frame), size: EM };
    return `<svg y="${row * frame.height}" ${sizeOf(frame)} overflow="hidden">${svgLine(text, face, at)}</svg>`;
  });
  const cover = await rasterCover(svgDocument(rows.join(''), { ...frame, height: frame.height * lines.length }));
  const area = frame.width * frame.height;
  const edges = lines.map((_, row) => findEdges(cover.subarray(row * area, (row + 1) * area), frame));
  const cut = lines.filter((_, row) => edges[row]?.cut === true && room < 64);
  const again = await measureInk(cut, room * 4);
  return lines.map((line, row) => again[cut.indexOf(line)] ?? toInk(edges[row], frame, line.face));
}

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** First and last ink of a row, dots; `cut` when it touches an edge, so that there may be more. */
interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly cut: boolean;
}

function sizeOf({ width, height }: Frame): string {
  return `width="${width}" height="${height}"`;
}

function startOf({ width }: Frame, { script }: Typeface): number {
  return script === 'urdu' ? width - EM : EM;
}

function baselineOf({ height }: Frame): number {
  return Math.round(height * 0.58);
}

function findEdges(cover: Uint8Array, { width, height }: Frame): Edges | undefined {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      if ((cover[at] ?? 0) < 16) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  const cut = left === 0 || right === width - 1 || top === 0 || bottom === height - 1;
  return right < 0 ? undefined : { left, right: right + 1, top, bottom: bottom + 1, cut };
}

function toInk(edges: Edges | undefined, frame: Frame, face: Typeface): Ink {
  if (edges === undefined) return { width: 0, before: 0, above: 0, below: 0 };
  const { left, right, top, bottom } = edges;
  const start = startOf(frame, face);
  const baseline = baselineOf(frame);
  return {
    width: (right - left) / EM,
    before: (face.script === 'urdu' ? right - start : start - left) / EM,
    above: (baseline - top) / EM,
    below: (bottom - baseline) / EM,
  };
}
