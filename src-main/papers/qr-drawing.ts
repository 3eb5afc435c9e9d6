import { encode } from 'uqr';
import { trusted, type Html } from './html.ts';

/** Modules of white that ISO/IEC 18004 wants around a code. */
const QUIET = 4;
/** Dots of a thermal printer's head: 203 dpi, eight a millimetre. Modules of whole dots come out all alike. */
const DOT_MM = 1 / 8;
/** A code of few modules need not fill its box, mm a module. */
const MOST_MM = 1;

/** A QR code with its quiet zone, no wider than `widest` mm, as a drawing: sharp at every resolution. */
export function qrDrawing(text: string, widest: number): Html {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET });
  const module = Math.min(MOST_MM, Math.floor(widest / size / DOT_MM) * DOT_MM);
  const squares = data.flatMap((row, down) =>
    runsOf(row).map(([from, to]) => `M${from} ${down}h${to - from}v1H${from}z`),
  );
  const side = `${module * size}mm`;
  return trusted(
    `<svg class="qr" viewBox="0 0 ${size} ${size}" width="${side}" height="${side}" shape-rendering="crispEdges">` +
      `<rect width="${size}" height="${size}" fill="#fff"/><path d="${squares.join('')}" fill="#000"/></svg>`,
  );
}

/** Where black begins and ends in a row: neighbours in one piece, so that no seam shows between them. */
function runsOf(row: readonly boolean[]): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  row.forEach((black, at) => {
    const last = runs.at(-1);
    if (!black) return;
    if (last !== undefined && last[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  });
  return runs;
}
