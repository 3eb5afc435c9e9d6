import { css, darker, lighter } from './colour.ts';
import { SeededRandom } from './random.ts';
import type { Sitter } from './sitter.ts';
import type { Tuft } from './strands.ts';
import { strands } from './strands.ts';
import { group, linear, n, path } from './svg.ts';

export function hairDefinitions({ hair: colour }: Sitter): string {
  return linear(
    'hair',
    [-200, 90, 200, 520],
    [
      [0, css(lighter(colour, 0.13))],
      [0.4, css(colour)],
      [1, css(darker(colour, 0.5))],
    ],
  );
}

/** The mass of hair around the face, from the crown to the temples; the inner edge is the hairline. */
export function hair(sitter: Sitter): string {
  const { face, hairStyle, hair: colour, seed, woman } = sitter;
  const c = face.cheek;
  const inner = hairline(sitter);
  const high = hairStyle === 'cropped' ? 134 : hairStyle === 'receding' ? 142 : hairStyle === 'swept' ? 92 : 104;
  const side = woman ? 20 : hairStyle === 'cropped' ? 8 : 15;
  const low = woman ? 660 : 590;
  const outer =
    `M ${n(-c - 2)} ${low} C ${n(-c - side - 14)} 470 ${n(-c - side - 10)} 330 ${n(-c * 0.84)} 220` +
    ` C ${n(-c * 0.6)} ${high + 22} ${n(-c * 0.3)} ${high} 10 ${high}` +
    ` C ${n(c * 0.36)} ${high} ${n(c * 0.66)} ${high + 26} ${n(c * 0.86)} 222` +
    ` C ${n(c + side + 10)} 330 ${n(c + side + 14)} 470 ${n(c + 2)} ${low}`;
  const random = new SeededRandom(`${seed} hair`);
  const tufts = hairTufts(sitter, random, high);
  return group(
    '',
    `<clipPath id="hairMass">${path(`${outer} ${inner} Z`, '')}</clipPath>`,
    // A soft edge, and roots that thin out towards the skin.
    path(`M${inner.slice(1)}`, `fill="none" stroke="${css(colour)}" stroke-width="20" opacity="0.5" filter="url(#b8)"`),
    path(`${outer} ${inner} Z`, 'fill="url(#hair)" filter="url(#b3)"'),
    strands(roots(sitter, random), { colour, width: 1.8, opacity: 0.55 }, random),
    group('clip-path="url(#hairMass)"', strands(tufts, { colour, width: 2, opacity: 0.5 }, random)),
    group(
      'clip-path="url(#hairMass)"',
      path(
        `M ${n(-c * 0.62)} 250 C ${n(-c * 0.4)} 176 -40 150 90 166`,
        `fill="none" stroke="${css(lighter(colour, 0.5))}" stroke-width="34" opacity="0.2" filter="url(#b18)"`,
      ),
    ),
  );
}

/** From the right temple over the forehead to the left one. */
function hairline({ face, hairStyle, woman }: Sitter): string {
  const c = face.cheek;
  if (woman) {
    return `L ${n(c - 14)} 560 C ${n(c - 20)} 440 ${n(c * 0.7)} 330 8 258 C ${n(-c * 0.7)} 330 ${n(-c + 20)} 440 ${n(-c + 14)} 560`;
  }
  const temple = `L ${n(c - 6)} 590 L ${n(c - 22)} 560`;
  const back = `L ${n(-c + 22)} 560 L ${n(-c + 6)} 590`;
  if (hairStyle === 'receding') {
    return `${temple} C ${n(c - 34)} 470 ${n(c - 40)} 400 ${n(c * 0.7)} 330 C ${n(c * 0.66)} 240 ${n(c * 0.36)} 214 0 222 C ${n(-c * 0.36)} 214 ${n(-c * 0.66)} 240 ${n(-c * 0.7)} 330 C ${n(-c + 40)} 400 ${n(-c + 34)} 470 ${n(-c + 22)} 560 ${back}`;
  }
  if (hairStyle === 'sideParted') {
    return `${temple} C ${n(c - 30)} 470 ${n(c - 24)} 400 ${n(c * 0.8)} 344 C ${n(c * 0.5)} 312 ${n(-c * 0.1)} 322 ${n(-c * 0.46)} 262 C ${n(-c * 0.66)} 290 ${n(-c * 0.8)} 350 ${n(-c + 28)} 420 C ${n(-c + 26)} 470 ${n(-c + 24)} 520 ${n(-c + 22)} 560 ${back}`;
  }
  const y = hairStyle === 'swept' ? 286 : 296;
  return `${temple} C ${n(c - 28)} 470 ${n(c - 20)} 400 ${n(c * 0.78)} 342 C ${n(c * 0.5)} ${y} ${n(c * 0.2)} ${y - 6} 0 ${y} C ${n(-c * 0.2)} ${y - 6} ${n(-c * 0.5)} ${y} ${n(-c * 0.78)} 342 C ${n(-c + 20)} 400 ${n(-c + 28)} 470 ${n(-c + 22)} 560 ${back}`;
}

function hairTufts({ face, hairStyle, woman }: Sitter, random: SeededRandom, high: number): Tuft[] {
  const tufts: Tuft[] = [];
  const c = face.cheek;
  for (let index = 0; index < 620; index += 1) {
    // Around the skull: 0 at the left temple, 1 at the right one.
    const t = random.next();
    const around = Math.PI * (1 + t);
    const depth = random.next();
    const radiusX = c * (1.02 - depth * 0.16);
    const radiusY = (600 - high) * (0.98 - depth * 0.3);
    const x = Math.cos(around) * radiusX;
    const y = 600 + Math.sin(around) * radiusY;
    const length = hairStyle === 'cropped' ? random.between(10, 20) : random.between(34, 80);
    const angle = combed(hairStyle, woman, t) + random.bell() * 0.16;
    if (hairStyle === 'receding' && t > 0.2 && t < 0.8 && depth > 0.4) continue;
    tufts.push({ x, y, angle, length, curl: random.bell() * 0.4 + (t < 0.5 ? -0.2 : 0.2) });
  }
  return tufts;
}

/** Short hairs along the parts of the hairline that lie on the forehead. */
function roots({ face, hairStyle, woman }: Sitter, random: SeededRandom): Tuft[] {
  const c = face.cheek;
  return Array.from({ length: 150 }, () => {
    const t = random.between(-0.74, 0.74);
    const side = hairStyle === 'sideParted' ? 300 + t * 34 + (t < -0.4 ? (-t - 0.4) * 70 : 0) : 288 + t * t * 86;
    const y = woman ? 262 + Math.abs(t) ** 1.15 * 118 : hairStyle === 'receding' ? 214 + t * t * 60 : side;
    const up = -Math.PI / 2 + (woman ? (t < 0 ? -0.9 : 0.9) : t * 0.8);
    return {
      x: t * c,
      y: y + random.between(2, 12),
      angle: up + random.bell() * 0.3,
      length: random.between(12, 26),
      curl: random.bell() * 0.4,
    };
  });
}

/** Where the hair is combed to, at `t` around the skull. */
function combed(style: Sitter['hairStyle'], woman: boolean, t: number): number {
  if (woman) return t < 0.5 ? Math.PI * (0.86 - t * 0.5) : Math.PI * (0.14 + (1 - t) * 0.5);
  if (style === 'swept') return Math.PI * (1.5 + (t - 0.5) * 0.7) + Math.PI;
  if (style === 'sideParted') return t < 0.26 ? Math.PI * 0.66 : 0.12 + (t - 0.26) * 1.5;
  return Math.PI * (1.5 + (t - 0.5) * 0.9) + Math.PI;
}
