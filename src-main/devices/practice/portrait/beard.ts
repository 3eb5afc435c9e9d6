import { css, darker } from './colour.ts';
import { SeededRandom } from './random.ts';
import type { Sitter } from './sitter.ts';
import type { Tuft } from './strands.ts';
import { strands } from './strands.ts';
import { group, n, path } from './svg.ts';

const MOUTH_Y = 886;

/** Beard and moustache; the beard keeps clear of the lips and of the cheeks. */
export function beard(sitter: Sitter): string {
  const { beard: kind, seed } = sitter;
  if (kind === 'none') return '';
  const random = new SeededRandom(`${seed} beard`);
  const area = beardArea(sitter);
  const colour = darker(sitter.hair, 0.12);
  const ink = css(colour);
  const moustache = moustacheArea(sitter);
  const withBeard = kind !== 'moustache';
  const faint = kind === 'stubble';
  const density = { stubble: 0.26, moustache: 0.6, short: 0.66, full: 0.82 }[kind];
  return (
    (withBeard
      ? path(
          `${area} ${mouthHole(sitter)}`,
          `fill="${ink}" fill-rule="evenodd" opacity="${density}" filter="url(#b12)"`,
        ) +
        (faint
          ? ''
          : path(
              `${area} ${mouthHole(sitter)}`,
              `fill="${ink}" fill-rule="evenodd" opacity="${density * 0.6}" filter="url(#b5)"`,
            ))
      : '') +
    path(moustache, `fill="${ink}" opacity="${faint ? 0.26 : 0.74}" filter="url(#b5)"`) +
    (withBeard ? group('', strands(beardTufts(sitter, random), strandStyle(kind, colour), random)) : '') +
    strands(moustacheTufts(sitter, random), strandStyle(faint ? 'stubble' : 'full', colour), random)
  );
}

function strandStyle(kind: Sitter['beard'], colour: Sitter['hair']): Parameters<typeof strands>[1] {
  return kind === 'stubble' ? { colour, width: 1.7, opacity: 0.4 } : { colour, width: 2, opacity: 0.62 };
}

function lowest({ beard: kind, face }: Sitter): number {
  return face.chinY + { none: 0, moustache: 0, stubble: -4, short: 12, full: 84 }[kind];
}

function beardArea(sitter: Sitter): string {
  const { face } = sitter;
  const out = sitter.beard === 'full' ? 16 : sitter.beard === 'short' ? 4 : -8;
  const low = lowest(sitter);
  const half = (side: 1 | -1): string[] => [
    `${n(side * (face.cheek - 4))} 640`,
    `${n(side * (face.cheek + out * 0.4))} 740`,
    `${n(side * (face.jaw + out))} 860`,
    `${n(side * (face.jaw - 24 + out))} ${n(low - 70)}`,
    `${n(side * (face.chin + 30))} ${n(low)}`,
  ];
  const [r0 = '', r1 = '', r2 = '', r3 = '', r4 = ''] = half(1);
  const [l0 = '', l1 = '', l2 = '', l3 = '', l4 = ''] = half(-1);
  return (
    `M ${r0} C ${r1} ${r1} ${r2} C ${r3} ${r4} 0 ${n(low + 4)} C ${l4} ${l3} ${l2} C ${l1} ${l1} ${l0}` +
    ` C ${n(-face.cheek + 44)} 760 ${n(-face.jaw + 76)} 822 ${n(-face.mouthWidth - 34)} 846` +
    ` C ${n(-face.mouthWidth * 0.6)} 822 -40 816 0 828 C 40 816 ${n(face.mouthWidth * 0.6)} 822 ${n(face.mouthWidth + 34)} 846` +
    ` C ${n(face.jaw - 76)} 822 ${n(face.cheek - 44)} 760 ${r0} Z`
  );
}

/** The lips and the skin just below them. */
function mouthHole({ face }: Sitter): string {
  const w = face.mouthWidth;
  return `M ${n(-w - 4)} ${MOUTH_Y} C ${n(-w * 0.6)} ${MOUTH_Y - 34} ${n(w * 0.6)} ${MOUTH_Y - 34} ${n(w + 4)} ${MOUTH_Y} C ${n(w * 0.7)} ${n(MOUTH_Y + 52)} ${n(-w * 0.7)} ${n(MOUTH_Y + 52)} ${n(-w - 4)} ${MOUTH_Y} Z`;
}

function beardTufts(sitter: Sitter, random: SeededRandom): Tuft[] {
  const { face, beard: kind } = sitter;
  const low = lowest(sitter);
  const count = kind === 'full' ? 1500 : kind === 'short' ? 1200 : 900;
  const length = { none: 0, moustache: 0, stubble: 6, short: 17, full: 40 }[kind];
  const tufts: Tuft[] = [];
  for (let index = 0; index < count; index += 1) {
    const x = random.between(-1, 1) * (face.jaw + 20);
    const top = cheekLine(sitter, x);
    const bottom = jawLine(sitter, x, low);
    const y = top + (bottom - top) * Math.sqrt(random.next());
    if (inMouth(sitter, x, y)) continue;
    const angle = Math.PI / 2 + (x / face.jaw) * -0.4 + random.bell() * 0.34;
    tufts.push({ x, y, angle, length: length * random.between(0.6, 1.25), curl: random.bell() * 0.6 });
  }
  return tufts;
}

/** Upper edge of the beard at `x`. */
function cheekLine({ face }: Sitter, x: number): number {
  const out = Math.abs(x);
  if (out < face.mouthWidth + 20) return MOUTH_Y + 6;
  const t = (out - face.mouthWidth - 20) / (face.cheek - face.mouthWidth - 20);
  return 852 - Math.min(1, t) ** 1.9 * 200;
}

function jawLine({ face }: Sitter, x: number, low: number): number {
  const t = Math.min(1, Math.abs(x) / (face.jaw + 14));
  return low - 24 - (1 - Math.sqrt(1 - t * t)) * (low - 800);
}

function inMouth({ face }: Sitter, x: number, y: number): boolean {
  return (x / (face.mouthWidth + 10)) ** 2 + ((y - MOUTH_Y - 6) / 42) ** 2 < 1;
}

function moustacheArea({ face }: Sitter): string {
  const w = face.mouthWidth + 16;
  return `M 0 ${MOUTH_Y - 62} C ${n(w * 0.4)} ${MOUTH_Y - 70} ${n(w * 0.84)} ${MOUTH_Y - 40} ${n(w + 8)} ${MOUTH_Y + 2} C ${n(w * 0.7)} ${MOUTH_Y - 24} 24 ${MOUTH_Y - 34} 0 ${MOUTH_Y - 28} C -24 ${MOUTH_Y - 34} ${n(-w * 0.7)} ${MOUTH_Y - 24} ${n(-w - 8)} ${MOUTH_Y + 2} C ${n(-w * 0.84)} ${MOUTH_Y - 40} ${n(-w * 0.4)} ${MOUTH_Y - 70} 0 ${MOUTH_Y - 62} Z`;
}

function moustacheTufts({ face, beard: kind }: Sitter, random: SeededRandom): Tuft[] {
  const w = face.mouthWidth + 14;
  const length = kind === 'stubble' ? 7 : 22;
  return Array.from({ length: kind === 'stubble' ? 170 : 340 }, () => {
    const t = random.between(-1, 1);
    const y = MOUTH_Y - 60 + Math.abs(t) ** 1.6 * 46 + random.between(0, 22);
    return {
      x: t * w,
      y,
      angle: Math.PI / 2 - t * 0.95 + random.bell() * 0.2,
      length: length * random.between(0.6, 1.1),
      curl: -t * 0.3,
    };
  });
}
