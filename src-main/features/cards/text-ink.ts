import type { TextBox } from '../../../src-shared/card/card-layout.ts';
import { fontFamilies } from './card-fonts.ts';
import { rasterCover, svgDocument, svgText } from './svg-raster.ts';

export type Typeface = Pick<TextBox, 'script' | 'weight'>;

/** Extent of the ink of a line of type in ems, from its start on the baseline. */
export interface Ink {
  readonly width: number;
  readonly above: number;
  readonly below: number;
}

/** Size at which lines are measured, dots; small keeps it quick, and the error is half a dot. */
const EM = 24;
const ROW = 4 * EM;
const BASELINE = 2.3 * EM;
/** No letter of either font is wider than this, ems. */
const WIDEST = 1.25;

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
 * and the slope of Nastaliq count.
 */
export async function measureInk(lines: readonly { readonly text: string; readonly face: Typeface }[]): Promise<Ink[]> {
  const longest = Math.max(0, ...lines.map(({ text }) => text.length));
  const width = Math.ceil(longest * EM * WIDEST * 0.6) + 4 * EM;
  const rows = lines.map(({ text, face }, row) =>
    svgLine(text, face, { x: face.script === 'urdu' ? width - EM : EM, y: row * ROW + BASELINE, size: EM }),
  );
  const size = { width, height: Math.max(1, lines.length) * ROW };
  const cover = await rasterCover(svgDocument(rows.join(''), size));
  return lines.map(({ face }, row) => inkOf(cover.subarray(row * ROW * width, (row + 1) * ROW * width), width, face));
}

function inkOf(cover: Uint8Array, width: number, { script }: Typeface): Ink {
  let left = width;
  let right = -1;
  let top = ROW;
  let bottom = -1;
  for (let at = 0; at < cover.length; at += 1) {
    if ((cover[at] ?? 0) < 16) continue;
    const x = at % width;
    const y = Math.floor(at / width);
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (right < 0) return { width: 0, above: 0, below: 0 };
  const extent = script === 'urdu' ? width - EM - left : right + 1 - EM;
  return { width: extent / EM, above: (BASELINE - top) / EM, below: (bottom + 1 - BASELINE) / EM };
}
