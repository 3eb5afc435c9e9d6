import type { Colour } from './colour.ts';
import { css, darker, lighter } from './colour.ts';
import type { Sitter } from './sitter.ts';
import { group, linear, path } from './svg.ts';

export function clothingDefinitions({ cloth, overCloth }: Sitter): string {
  return clothGradient('cloth', cloth) + clothGradient('overCloth', overCloth);
}

export function clothGradient(id: string, colour: Colour): string {
  return linear(
    id,
    [-560, 1080, 640, 1400],
    [
      [0, css(lighter(colour, 0.16))],
      [0.45, css(colour)],
      [1, css(darker(colour, 0.34))],
    ],
  );
}

const SHOULDERS =
  'M -230 1150 C -330 1196 -560 1216 -720 1276 C -800 1316 -860 1390 -880 1480 L 880 1480 C 860 1390 800 1316 720 1276 C 560 1216 330 1196 230 1150 C 180 1270 90 1340 0 1362 C -90 1340 -180 1270 -230 1150 Z';

/** Shoulders and collar; drawn over the neck. */
export function clothing(sitter: Sitter): string {
  const { clothing: kind, cloth } = sitter;
  const body = group(
    '',
    path(SHOULDERS, 'fill="url(#cloth)"'),
    folds(cloth),
    sitter.woman ? '' : group('transform="translate(0,-34)"', collar(sitter)),
  );
  if (kind === 'waistcoat')
    return body + over('M -330 1236 C -300 1300 -180 1420 -120 1480 L -900 1480 C -860 1400 -620 1290 -330 1236 Z');
  if (kind === 'suit') return body + tie() + lapels();
  return body;
}

function folds(cloth: Colour): string {
  const dark = css(darker(cloth, 0.6));
  const light = css(lighter(cloth, 0.6));
  return group(
    'fill="none" filter="url(#b12)"',
    path(
      'M -520 1300 C -440 1340 -400 1400 -390 1480 M 540 1300 C 460 1340 420 1400 410 1480 M -260 1270 C -240 1340 -200 1420 -190 1480 M 280 1270 C 250 1340 220 1420 210 1480',
      `stroke="${dark}" stroke-width="22" opacity="0.26"`,
    ),
    path('M -640 1270 C -560 1246 -420 1222 -320 1200', `stroke="${light}" stroke-width="20" opacity="0.34"`),
  );
}

function collar({ clothing: kind, cloth }: Sitter): string {
  const edge = css(darker(cloth, 0.5));
  const light = css(lighter(cloth, 0.35));
  const shadow = path(
    'M -236 1180 C -180 1290 -90 1346 0 1366 C 90 1346 180 1290 236 1180',
    'fill="none" stroke="rgb(20,12,10)" stroke-width="30" opacity="0.26" filter="url(#b12)"',
  );
  if (kind === 'kameez' || kind === 'waistcoat') {
    // A band collar, open by one button.
    return (
      shadow +
      path('M -14 1338 H 14 V 1520 H -14 Z', 'fill="url(#cloth)"') +
      path(
        'M -240 1160 C -200 1262 -100 1322 -8 1350 L -8 1400 C -120 1376 -240 1310 -286 1206 Z',
        `fill="url(#cloth)" stroke="${edge}" stroke-width="2" stroke-opacity="0.35"`,
      ) +
      path(
        'M 240 1160 C 200 1262 100 1322 8 1350 L 8 1400 C 120 1376 240 1310 286 1206 Z',
        `fill="url(#cloth)" stroke="${edge}" stroke-width="2" stroke-opacity="0.45"`,
      ) +
      path(
        'M -236 1166 C -196 1266 -98 1326 -10 1352',
        `fill="none" stroke="${light}" stroke-width="5" opacity="0.7"`,
      ) +
      path('M 0 1352 L 2 1480', `stroke="${edge}" stroke-width="4" opacity="0.55"`)
    );
  }
  return (
    shadow +
    path(
      'M -236 1150 C -214 1250 -120 1326 0 1376 L -96 1470 C -190 1400 -270 1290 -292 1196 Z',
      `fill="${css(lighter(cloth, 0.3))}" stroke="${edge}" stroke-width="2.5" stroke-opacity="0.5"`,
    ) +
    path(
      'M 236 1150 C 214 1250 120 1326 0 1376 L 96 1470 C 190 1400 270 1290 292 1196 Z',
      `fill="${css(lighter(cloth, 0.12))}" stroke="${edge}" stroke-width="2.5" stroke-opacity="0.6"`,
    )
  );
}

/** One half of a waistcoat, and its mirror image. */
function over(half: string): string {
  const one = (side: 1 | -1): string =>
    group(
      `transform="scale(${side},1)"`,
      path(half, 'fill="rgb(10,8,8)" opacity="0.4" filter="url(#b8)" transform="translate(10,6)"'),
      path(half, 'fill="url(#overCloth)"'),
      path(
        'M -330 1238 C -300 1302 -180 1422 -122 1480',
        'fill="none" stroke="rgb(255,255,255)" stroke-width="3" opacity="0.16"',
      ),
    );
  return group('transform="translate(0,-40)"', one(-1), one(1));
}

function tie(): string {
  return (
    path('M -34 1370 L 34 1370 L 26 1420 L 40 1490 L -40 1490 L -26 1420 Z', 'fill="rgb(78,22,32)"') +
    path(
      'M -8 1372 L -18 1420 L -24 1490',
      'fill="none" stroke="rgb(200,120,130)" stroke-width="8" opacity="0.3" filter="url(#b5)"',
    )
  );
}

function lapels(): string {
  return over('M -300 1206 C -310 1290 -210 1420 -130 1490 L -900 1490 C -860 1400 -560 1270 -300 1206 Z');
}
