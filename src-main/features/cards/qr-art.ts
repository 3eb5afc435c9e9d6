import { encode } from 'uqr';
import type { Box } from '../../../src-shared/card/card-layout.ts';

/** Largest version that is printed: 129 modules; a denser code no camera at a counter would read. */
export const MOST_VERSION = 28;

/**
 * A QR code in the middle of a square box, as SVG without colour. Modules are squares of whole dots, so
 * that none is a dot wider than its neighbour, with the quiet zone of four modules that ISO/IEC 18004 wants. A text
 * of capitals and digits, as base45 is, takes 5.5 bits a character. Throws for one that fits in no code of that size.
 */
export function qrModules(text: string, box: Box): string {
  const { size, data } = encode(text, { ecc: 'M', border: 0, maxVersion: MOST_VERSION });
  const module = Math.floor(box.width / (size + 8));
  const x = Math.floor(box.x + (box.width - module * size) / 2);
  const y = Math.floor(box.y + (box.height - module * size) / 2);
  const squares = data.flatMap((row, down) =>
    row.map((black, across) =>
      black ? `M${x + across * module} ${y + down * module}h${module}v${module}h-${module}z` : '',
    ),
  );
  return `<path d="${squares.join('')}" shape-rendering="crispEdges"/>`;
}
