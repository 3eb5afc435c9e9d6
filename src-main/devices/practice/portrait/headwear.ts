import { clothGradient } from './clothing.ts';
import { css, darker, lighter } from './colour.ts';
import { SeededRandom } from './random.ts';
import type { Sitter } from './sitter.ts';
import { group, linear, n, path } from './svg.ts';

export function headwearDefinitions({ headCloth }: Sitter): string {
  return (
    clothGradient('shawl', headCloth) +
    linear(
      'headCloth',
      [-280, 80, 280, 420],
      [
        [0, css(lighter(headCloth, 0.22))],
        [0.5, css(headCloth)],
        [1, css(darker(headCloth, 0.4))],
      ],
    )
  );
}

/** What lies behind the head and the neck. */
export function headwearBehind(sitter: Sitter): string {
  if (sitter.headwear !== 'dupatta') return '';
  const c = sitter.face.cheek;
  const d = `M 0 84 C ${n(c * 0.9)} 84 ${n(c + 74)} 260 ${n(c + 70)} 560 C ${n(c + 74)} 860 ${n(c + 20)} 1060 ${n(c + 120)} 1240 L ${n(-c - 120)} 1240 C ${n(-c - 20)} 1060 ${n(-c - 74)} 860 ${n(-c - 70)} 560 C ${n(-c - 74)} 260 ${n(-c * 0.9)} 84 0 84 Z`;
  return path(d, `fill="${css(darker(sitter.headCloth, 0.55))}"`);
}

export function headwear(sitter: Sitter): string {
  switch (sitter.headwear) {
    case 'none':
      return '';
    case 'cap':
      return cap(sitter);
    case 'pakol':
      return pakol(sitter);
    case 'dupatta':
      return dupatta(sitter);
  }
}

/** A round prayer cap with a stitched band. */
function cap({ face, headCloth, seed }: Sitter): string {
  const c = face.cheek * 0.965;
  const random = new SeededRandom(`${seed} cap`);
  const top = `M ${n(-c)} 330 C ${n(-c - 6)} 200 ${n(-c * 0.7)} 92 0 92 C ${n(c * 0.7)} 92 ${n(c + 6)} 200 ${n(c)} 330 C ${n(c * 0.5)} 268 ${n(-c * 0.5)} 268 ${n(-c)} 330 Z`;
  const edge = css(darker(headCloth, 0.5));
  const stitches = Array.from({ length: 46 }, (_, index) => {
    const t = (index / 45) * 2 - 1;
    const y = 276 + t * t * 44 - random.between(14, 18);
    return `M ${n(t * c * 0.96)} ${n(y)} l 7 -9 l 7 9`;
  }).join('');
  return group(
    '',
    path(
      `M ${n(-c)} 334 C ${n(-c * 0.5)} 280 ${n(c * 0.5)} 280 ${n(c)} 334`,
      'fill="none" stroke="rgb(30,14,10)" stroke-width="24" opacity="0.4" filter="url(#b8)"',
    ),
    path(top, 'fill="url(#headCloth)"'),
    path(stitches, `fill="none" stroke="${edge}" stroke-width="2.2" opacity="0.5"`),
    path(
      `M ${n(-c)} 300 C ${n(-c * 0.5)} 236 ${n(c * 0.5)} 236 ${n(c)} 300`,
      `fill="none" stroke="${edge}" stroke-width="3" opacity="0.4"`,
    ),
    path(
      `M ${n(-c * 0.6)} 180 C ${n(-c * 0.3)} 130 0 118 60 122`,
      'fill="none" stroke="white" stroke-width="26" opacity="0.3" filter="url(#b18)"',
    ),
  );
}

/** A woollen pakol: flat top over a rolled brim. */
function pakol({ face, headCloth }: Sitter): string {
  const c = face.cheek;
  const dark = css(darker(headCloth, 0.5));
  const light = css(lighter(headCloth, 0.4));
  const brim = `M ${n(-c - 8)} 322 C ${n(-c - 24)} 262 ${n(-c - 4)} 236 ${n(-c + 30)} 222 C ${n(-c * 0.4)} 190 ${n(c * 0.4)} 190 ${n(c - 30)} 222 C ${n(c + 4)} 236 ${n(c + 24)} 262 ${n(c + 8)} 322 C ${n(c * 0.5)} 270 ${n(-c * 0.5)} 270 ${n(-c - 8)} 322 Z`;
  const top = `M ${n(-c + 6)} 240 C ${n(-c - 10)} 150 ${n(-c * 0.6)} 98 0 96 C ${n(c * 0.6)} 98 ${n(c + 10)} 150 ${n(c - 6)} 240 Z`;
  return group(
    '',
    path(
      `M ${n(-c)} 330 C ${n(-c * 0.5)} 284 ${n(c * 0.5)} 284 ${n(c)} 330`,
      'fill="none" stroke="rgb(30,14,10)" stroke-width="26" opacity="0.45" filter="url(#b8)"',
    ),
    path(top, 'fill="url(#headCloth)"'),
    path(
      `M ${n(-c * 0.7)} 170 C ${n(-c * 0.3)} 124 20 116 100 128`,
      `fill="none" stroke="${light}" stroke-width="30" opacity="0.3" filter="url(#b18)"`,
    ),
    path(brim, `fill="rgb(20,12,8)" opacity="0.4" filter="url(#b12)" transform="translate(0,-12)"`),
    path(brim, 'fill="url(#headCloth)"'),
    path(
      `M ${n(-c)} 286 C ${n(-c * 0.5)} 226 ${n(c * 0.5)} 226 ${n(c)} 286`,
      `fill="none" stroke="${light}" stroke-width="14" opacity="0.34" filter="url(#b8)"`,
    ),
    path(
      `M ${n(-c - 4)} 312 C ${n(-c * 0.5)} 262 ${n(c * 0.5)} 262 ${n(c + 4)} 312`,
      `fill="none" stroke="${dark}" stroke-width="12" opacity="0.5" filter="url(#b5)"`,
    ),
  );
}

/** A dupatta over the head, the face open from forehead to chin. */
function dupatta({ face, headCloth, seed }: Sitter): string {
  const c = face.cheek;
  const random = new SeededRandom(`${seed} dupatta`);
  const lift = random.between(-8, 14);
  const dark = css(darker(headCloth, 0.62));
  const light = css(lighter(headCloth, 0.5));
  const opening = `M 0 ${n(232 + lift)} C ${n(c * 0.66)} ${n(238 + lift)} ${n(c * 0.94)} 380 ${n(c - 12)} 560 C ${n(c - 10)} 720 ${n(face.jaw + 12)} 880 ${n(face.jaw - 2)} 960 C ${n(face.jaw - 30)} 1040 120 1120 30 1150 C -40 1130 ${n(-face.jaw + 30)} 1040 ${n(-face.jaw + 2)} 960 C ${n(-face.jaw - 12)} 880 ${n(-c + 10)} 720 ${n(-c + 12)} 560 C ${n(-c * 0.94)} 380 ${n(-c * 0.66)} ${n(238 + lift)} 0 ${n(232 + lift)} Z`;
  const outer = `M 0 84 C ${n(c * 0.86)} 82 ${n(c + 62)} 250 ${n(c + 66)} 540 C ${n(c + 74)} 780 ${n(c + 82)} 930 ${n(c + 150)} 1070 C ${n(c + 250)} 1180 640 1200 780 1276 C 840 1320 870 1400 880 1480 L -880 1480 C -870 1400 -840 1320 -780 1276 C -640 1200 ${n(-c - 250)} 1180 ${n(-c - 150)} 1070 C ${n(-c - 82)} 930 ${n(-c - 74)} 780 ${n(-c - 66)} 540 C ${n(-c - 62)} 250 ${n(-c * 0.86)} 82 0 84 Z`;
  return group(
    '',
    path(opening, `fill="none" stroke="rgb(24,10,8)" stroke-width="34" opacity="0.42" filter="url(#b12)"`),
    `<clipPath id="shawlArea">${path(`${outer} ${opening}`, 'clip-rule="evenodd"')}</clipPath>`,
    path(`${outer} ${opening}`, 'fill="url(#headCloth)" fill-rule="evenodd"'),
    group(
      'clip-path="url(#shawlArea)"',
      path('M -880 1480 L -880 1100 L 880 1100 L 880 1480 Z', 'fill="url(#shawl)" opacity="0.7" filter="url(#b44)"'),
      group(
        'fill="none" filter="url(#b18)"',
        path(
          `M ${n(c + 30)} 300 C ${n(c + 52)} 620 ${n(c + 40)} 900 ${n(c - 40)} 1070 C 120 1230 -160 1260 -700 1500`,
          `stroke="${dark}" stroke-width="44" opacity="0.5"`,
        ),
        path(
          `M ${n(-c - 40)} 300 C ${n(-c - 48)} 640 ${n(-c - 30)} 900 ${n(-c + 30)} 1050 C -110 1190 60 1260 520 1500`,
          `stroke="${dark}" stroke-width="32" opacity="0.42"`,
        ),
        path(
          `M ${n(c + 70)} 820 C ${n(c + 110)} 1010 ${n(c + 260)} 1160 900 1340`,
          `stroke="${dark}" stroke-width="40" opacity="0.3"`,
        ),
        path(
          `M ${n(-c - 30)} 420 C ${n(-c - 26)} 200 -170 116 20 112`,
          `stroke="${light}" stroke-width="30" opacity="0.4"`,
        ),
        path(
          `M ${n(-c - 50)} 780 C ${n(-c - 60)} 1040 -430 1160 -1000 1320`,
          `stroke="${light}" stroke-width="34" opacity="0.32"`,
        ),
        path(
          'M 60 1190 C 220 1240 460 1300 900 1500 M -80 1210 C -220 1320 -300 1400 -340 1500',
          `stroke="${dark}" stroke-width="30" opacity="0.32"`,
        ),
        path('M 130 1180 C 300 1240 520 1290 900 1420', `stroke="${light}" stroke-width="20" opacity="0.26"`),
      ),
    ),
    path(opening, `fill="none" stroke="${dark}" stroke-width="4" opacity="0.5"`),
    path(opening, `fill="none" stroke="${light}" stroke-width="5" opacity="0.32" transform="translate(-3,-5)"`),
  );
}
