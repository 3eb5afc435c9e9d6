import type { Colour } from './colour.ts';
import { css, darker, lighter, mix } from './colour.ts';
import { EYE_X, EYE_Y } from './face.ts';
import { SeededRandom } from './random.ts';
import type { Sitter } from './sitter.ts';
import { ellipse, group, linear, n, path, radial } from './svg.ts';

export function featureDefinitions({ skin, lip, iris }: Sitter): string {
  return (
    radial(
      'sclera',
      [-6, EYE_Y, 70],
      [
        [0, 'rgb(240,236,232)'],
        [0.7, 'rgb(224,216,210)'],
        [1, 'rgb(178,156,148)'],
      ],
    ) +
    radial(
      'iris',
      [0, EYE_Y + 6, 25],
      [
        [0, css(lighter(iris, 0.16))],
        [0.62, css(iris)],
        [0.9, css(darker(iris, 0.45))],
        [1, css(darker(iris, 0.75))],
      ],
    ) +
    linear(
      'upperLip',
      [0, 862, 0, 892],
      [
        [0, css(darker(mix(lip, skin, 0.12), 0.06))],
        [1, css(darker(lip, 0.34))],
      ],
    ) +
    linear(
      'lowerLip',
      [0, 886, 0, 930],
      [
        [0, css(darker(lip, 0.12))],
        [0.5, css(lighter(lip, 0.12))],
        [1, css(darker(mix(lip, skin, 0.3), 0.08))],
      ],
    )
  );
}

/** `open`: 1 as the sitter looks, 0 in the middle of a blink. */
export function eyes(sitter: Sitter, open: number): string {
  return eye(sitter, -1, open) + eye(sitter, 1, open);
}

function eye({ face, skin, age, woman, seed }: Sitter, side: 1 | -1, open: number): string {
  const w = face.eyeWidth;
  const up = face.eyeOpen * open;
  const low = face.eyeOpen * 0.62 * Math.max(open, 0.35);
  const outer = EYE_Y - face.eyeTilt;
  // Drawn for the eye on the right of the picture; the other one is its mirror image.
  const top = `M ${n(-w)} ${EYE_Y + 7} C ${n(-w * 0.6)} ${n(EYE_Y - up * 0.95)} ${n(w * 0.1)} ${n(EYE_Y - up * 1.5)} ${n(w * 0.62)} ${n(outer - up * 0.68)} C ${n(w * 0.82)} ${n(outer - up * 0.4)} ${n(w * 0.92)} ${n(outer - 3)} ${n(w)} ${n(outer + 3)}`;
  const bottom = `C ${n(w * 0.7)} ${n(outer + low * 0.95)} ${n(w * 0.1)} ${n(EYE_Y + low * 1.5)} ${n(-w * 0.55)} ${n(EYE_Y + low)} C ${n(-w * 0.8)} ${n(EYE_Y + low * 0.7)} ${n(-w * 0.9)} ${EYE_Y + 10} ${n(-w)} ${EYE_Y + 7} Z`;
  const id = side === 1 ? 'eyeRight' : 'eyeLeft';
  const lash = css(darker(mix(skin, [30, 16, 14], 0.85), 0.4));
  const crease = css(darker(mix(skin, [120, 50, 38], 0.35), 0.5));
  const random = new SeededRandom(`${seed} lashes ${side}`);
  const lashes = Array.from({ length: woman ? 24 : 15 }, (_, index) => {
    const t = (index + random.next()) / (woman ? 24 : 15);
    const x = -w * 0.7 + t * w * 1.68;
    const y =
      EYE_Y -
      up * (0.55 + 0.72 * Math.sin(Math.min(1, t * 1.02 + 0.08) * Math.PI)) +
      (t > 0.8 ? (t - 0.8) * up * 2.4 : 0);
    const length = (woman ? 15 : 9) * (0.6 + t * 0.6);
    return `M ${n(x)} ${n(y)} q ${n(length * (t - 0.35) * 0.6)} ${n(-length * 0.55)} ${n(length * (t - 0.2))} ${n(-length * 0.75)}`;
  }).join('');
  return group(
    `transform="translate(${side * EYE_X},0) scale(${side},1)"`,
    `<clipPath id="${id}">${path(`${top} ${bottom}`, '')}</clipPath>`,
    path(`${top} ${bottom}`, 'fill="url(#sclera)"'),
    group(
      `clip-path="url(#${id})"`,
      // The iris looks straight into the lens; it must not be mirrored with the eye.
      group(
        `transform="translate(-3,-5)"`,
        ellipse([0, EYE_Y + 2, 25.5, 25.5], 'fill="url(#iris)"'),
        ellipse([0, EYE_Y + 2, 10.5, 10.5], 'fill="rgb(10,7,7)"'),
        ellipse([side * -8, EYE_Y - 7, 5.2, 6], 'fill="white" opacity="0.92"'),
        ellipse([side * 9, EYE_Y + 12, 5.5, 3.6], 'fill="white" opacity="0.2"'),
      ),
      path(top, 'fill="none" stroke="rgb(40,18,16)" stroke-width="26" opacity="0.42" filter="url(#b5)"'),
      ellipse([-w + 6, EYE_Y + 7, 9, 6], `fill="${css(mix(skin, [196, 92, 84], 0.6))}" opacity="0.8"`),
    ),
    path(bottomLine(w, low, outer), `fill="none" stroke="${crease}" stroke-width="2.6" opacity="0.42"`),
    path(top, `fill="none" stroke="${lash}" stroke-width="${woman ? 8 : 6.4}" stroke-linecap="round" opacity="0.92"`),
    path(
      lashes,
      `fill="none" stroke="${lash}" stroke-width="${woman ? 2.2 : 1.7}" stroke-linecap="round" opacity="0.8"`,
    ),
    // Crease of the lid, heavier with age.
    path(
      `M ${n(-w * 0.86)} ${n(EYE_Y - 10)} C ${n(-w * 0.5)} ${n(EYE_Y - face.eyeOpen * 1.5 - 4)} ${n(w * 0.2)} ${n(EYE_Y - face.eyeOpen * 1.96 - 4)} ${n(w * 1.02)} ${n(outer - face.eyeOpen * 0.62)}`,
      `fill="none" stroke="${crease}" stroke-width="${n(5 + age * 3)}" opacity="0.62" filter="url(#b3)"`,
    ),
    ellipse(
      [6, EYE_Y - face.eyeOpen * 1.95 - 12, w * 0.72, 7],
      `fill="${css(lighter(skin, 0.5))}" opacity="0.28" filter="url(#b5)"`,
    ),
  );
}

function bottomLine(w: number, low: number, outer: number): string {
  return `M ${n(w)} ${n(outer + 4)} C ${n(w * 0.7)} ${n(outer + low * 0.98 + 1)} ${n(w * 0.1)} ${n(EYE_Y + low * 1.52 + 1)} ${n(-w * 0.55)} ${n(EYE_Y + low + 1)} C ${n(-w * 0.8)} ${n(EYE_Y + low * 0.7)} ${n(-w * 0.9)} ${EYE_Y + 11} ${n(-w)} ${EYE_Y + 8}`;
}

export function brows(sitter: Sitter): string {
  return brow(sitter, -1) + brow(sitter, 1);
}

function brow(sitter: Sitter, side: 1 | -1): string {
  const { face, hair, seed, woman } = sitter;
  const random = new SeededRandom(`${seed} brows`);
  const colour = css(darker(hair, 0.1));
  const hairs: string[] = [];
  for (let count = woman ? 230 : 330; count > 0; count -= 1) {
    const t = random.next();
    const thick = face.browThick * browThickness(t);
    const { x, y } = browLine(sitter, t);
    const length = random.between(13, 24) * (1 - t * 0.25);
    const angle = -1.05 + t * 1.28 + random.bell() * 0.2;
    const [dx, dy] = [Math.cos(angle) * length, Math.sin(angle) * length];
    hairs.push(
      `M ${n(x)} ${n(y + random.bell() * thick * 0.62)} q ${n(dx * 0.5 + 1)} ${n(dy * 0.5 - 1)} ${n(dx)} ${n(dy * 0.7)}`,
    );
  }
  const base = [0.06, 0.2, 0.35, 0.5, 0.65, 0.8, 0.94].map((t) => {
    const { x, y } = browLine(sitter, t);
    return `${n(x + 5)} ${n(y - 4)}`;
  });
  return group(
    `transform="scale(${side},1)"`,
    path(
      `M ${base.join(' L ')}`,
      `fill="none" stroke="${colour}" stroke-width="${n(face.browThick * 0.9)}" stroke-linecap="round" stroke-linejoin="round" opacity="0.44" filter="url(#b5)"`,
    ),
    path(hairs.join(''), `fill="none" stroke="${colour}" stroke-width="1.8" stroke-linecap="round" opacity="0.6"`),
  );
}

/** The middle of the brow, `t` from the nose to the temple. */
function browLine({ face }: Sitter, t: number): { readonly x: number; readonly y: number } {
  const rise = Math.sin(Math.min(1, t * 1.12) * Math.PI * 0.8) * 1.05 - Math.max(0, t - 0.68) * 2.2;
  return { x: 52 + t * 168, y: EYE_Y - 84 - rise * face.browArch };
}

function browThickness(t: number): number {
  return t < 0.12 ? 0.55 + t * 3.5 : 1.02 - Math.max(0, t - 0.45) * 1.45;
}

export function nose({ face, skin }: Sitter): string {
  const shade: Colour = darker(mix(skin, [128, 52, 36], 0.34), 0.48);
  const dark = css(darker(mix(skin, [92, 30, 22], 0.5), 0.72));
  const light = css(lighter(skin, 0.72));
  const w = face.noseWidth;
  const base = EYE_Y + face.noseLength;
  return (
    group(
      'filter="url(#b12)"',
      path(
        `M 34 560 C 30 640 40 700 ${n(w * 0.9)} ${n(base - 20)} C ${n(w * 0.7)} ${n(base + 6)} 30 ${n(base - 4)} 24 ${n(base - 30)} C 18 700 16 640 20 560 Z`,
        `fill="${css(shade)}" opacity="0.56"`,
      ),
      path(
        `M -42 560 C -34 620 -36 690 ${n(-w * 0.72)} ${n(base - 34)} L ${n(-w * 0.4)} ${n(base - 40)} C -26 690 -22 620 -24 560 Z`,
        `fill="${css(shade)}" opacity="0.3"`,
      ),
      ellipse([4, base + 14, w * 0.9, 13], `fill="${css(shade)}" opacity="0.5"`),
      path(
        `M -8 548 C -10 640 -12 700 -14 ${n(base - 50)}`,
        `stroke="${light}" stroke-width="17" fill="none" opacity="0.42"`,
      ),
    ) +
    group(
      'filter="url(#b5)"',
      path(
        `M ${n(-w)} ${n(base - 34)} C ${n(-w - 14)} ${n(base - 10)} ${n(-w)} ${n(base + 8)} ${n(-w * 0.66)} ${n(base + 2)} C ${n(-w * 0.4)} ${n(base - 6)} -20 ${n(base + 16)} 0 ${n(base + 16)} C 20 ${n(base + 16)} ${n(w * 0.4)} ${n(base - 6)} ${n(w * 0.66)} ${n(base + 2)} C ${n(w)} ${n(base + 8)} ${n(w + 14)} ${n(base - 10)} ${n(w)} ${n(base - 34)}`,
        `fill="none" stroke="${css(shade)}" stroke-width="11" opacity="0.6" stroke-linecap="round"`,
      ),
      ellipse(
        [-w * 0.46, base + 2, 17, 7.5],
        `fill="${dark}" opacity="0.82" transform="rotate(-8 ${n(-w * 0.46)} ${n(base + 2)})"`,
      ),
      ellipse(
        [w * 0.46, base + 2, 17, 7.5],
        `fill="${dark}" opacity="0.86" transform="rotate(8 ${n(w * 0.46)} ${n(base + 2)})"`,
      ),
    ) +
    ellipse([-12, base - 30, 15, 12], `fill="${light}" opacity="0.6" filter="url(#b8)"`)
  );
}

export function mouth({ face, skin, lip, woman }: Sitter): string {
  const w = face.mouthWidth;
  const l = face.lips;
  const y = 886;
  const line = css(darker(mix(lip, [70, 20, 20], 0.5), 0.6));
  const shade = css(darker(mix(skin, [130, 52, 38], 0.34), 0.46));
  const upper = `M ${n(-w)} ${y} C ${n(-w * 0.6)} ${n(y - 9 * l)} ${n(-w * 0.3)} ${n(y - 25 * l)} -15 ${n(y - 25 * l)} C -7 ${n(y - 25 * l)} -5 ${n(y - 19 * l)} 0 ${n(y - 19 * l)} C 5 ${n(y - 19 * l)} 7 ${n(y - 25 * l)} 15 ${n(y - 25 * l)} C ${n(w * 0.3)} ${n(y - 25 * l)} ${n(w * 0.6)} ${n(y - 9 * l)} ${n(w)} ${y} C ${n(w * 0.5)} ${y + 3} 16 ${y + 5} 0 ${y + 4} C -16 ${y + 5} ${n(-w * 0.5)} ${y + 3} ${n(-w)} ${y} Z`;
  const lower = `M ${n(-w * 0.94)} ${y + 1} C ${n(-w * 0.5)} ${y + 4} -16 ${y + 6} 0 ${y + 5} C 16 ${y + 6} ${n(w * 0.5)} ${y + 4} ${n(w * 0.94)} ${y + 1} C ${n(w * 0.66)} ${n(y + 28 * l)} ${n(w * 0.36)} ${n(y + 40 * l)} 0 ${n(y + 40 * l)} C ${n(-w * 0.36)} ${n(y + 40 * l)} ${n(-w * 0.66)} ${n(y + 28 * l)} ${n(-w * 0.94)} ${y + 1} Z`;
  return (
    ellipse([4, y + 56 * l, w * 0.62, 13], `fill="${shade}" opacity="0.5" filter="url(#b8)"`) +
    path(
      `M -9 ${y - 66} C -13 ${y - 46} -13 ${y - 38} -11 ${y - 30} M 11 ${y - 66} C 15 ${y - 46} 15 ${y - 38} 13 ${y - 30}`,
      `fill="none" stroke="${shade}" stroke-width="7" opacity="0.26" filter="url(#b5)"`,
    ) +
    path(upper, `fill="url(#upperLip)" opacity="${woman ? 0.95 : 0.82}"`) +
    path(lower, `fill="url(#lowerLip)" opacity="${woman ? 0.95 : 0.78}"`) +
    path(
      `M ${n(-w)} ${y} C ${n(-w * 0.5)} ${y + 4} -16 ${y + 1} 0 ${y + 5} C 16 ${y + 1} ${n(w * 0.5)} ${y + 4} ${n(w)} ${y}`,
      `fill="none" stroke="${line}" stroke-width="5" opacity="0.78" stroke-linecap="round"`,
    ) +
    ellipse([-w - 2, y, 9, 7], `fill="${shade}" opacity="0.6" filter="url(#b3)"`) +
    ellipse([w + 2, y, 9, 7], `fill="${shade}" opacity="0.62" filter="url(#b3)"`) +
    ellipse(
      [-14, y + 21 * l, w * 0.34, 5],
      `fill="${css(lighter(lip, 0.7))}" opacity="${woman ? 0.42 : 0.22}" filter="url(#b3)"`,
    )
  );
}
