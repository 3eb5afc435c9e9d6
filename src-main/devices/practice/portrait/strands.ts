import type { Colour } from './colour.ts';
import { css, darker, lighter } from './colour.ts';
import type { SeededRandom } from './random.ts';
import { group, n, path } from './svg.ts';

export interface Tuft {
  readonly x: number;
  readonly y: number;
  /** Where the hair grows to, radians; 0 is to the right, growing downwards. */
  readonly angle: number;
  readonly length: number;
  /** How far the tip bends off, in radians. */
  readonly curl: number;
}

export interface StrandStyle {
  readonly colour: Colour;
  readonly width: number;
  readonly opacity: number;
}

/** Many single hairs in three shades, so that they read as hair and not as a shape. */
export function strands(tufts: readonly Tuft[], style: StrandStyle, random: SeededRandom): string {
  const shades = [darker(style.colour, 0.35), style.colour, lighter(style.colour, 0.16)].map(css);
  const lines: string[][] = [[], [], []];
  for (const tuft of tufts) {
    const middle = tuft.angle + tuft.curl * 0.4;
    const end = tuft.angle + tuft.curl;
    const half = tuft.length / 2;
    const mx = Math.cos(middle) * half;
    const my = Math.sin(middle) * half;
    const line = `M${n(tuft.x)} ${n(tuft.y)}q${n(mx)} ${n(my)} ${n(mx + Math.cos(end) * half)} ${n(my + Math.sin(end) * half)}`;
    lines[Math.floor(random.next() * 3)]?.push(line);
  }
  return group(
    `fill="none" stroke-linecap="round" stroke-width="${style.width}" opacity="${style.opacity}"`,
    ...lines.map((each, index) => path(each.join(''), `stroke="${shades[index] ?? ''}"`)),
  );
}
