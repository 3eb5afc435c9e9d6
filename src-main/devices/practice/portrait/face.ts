import { css, darker, lighter, mix } from './colour.ts';
import type { Sitter } from './sitter.ts';
import { ellipse, group, linear, n, path, radial } from './svg.ts';

export const EYE_Y = 600;
export const EYE_X = 127;
const HAIRLINE_Y = 168;

/** The outline from the top of the forehead round the chin. */
function faceOutline({ face }: Sitter): string {
  const { cheek, jaw, chin, chinY } = face;
  return (
    `M 0 ${HAIRLINE_Y} C ${n(cheek * 0.62)} ${HAIRLINE_Y} ${n(cheek * 0.98)} 300 ${n(cheek)} 520` +
    ` C ${n(cheek + 4)} 640 ${n(cheek * 0.985)} 730 ${n(jaw + 6)} 846` +
    ` C ${n(jaw - 6)} 936 ${n(chin + 74)} ${n(chinY - 40)} ${n(chin)} ${n(chinY - 10)}` +
    ` C ${n(chin * 0.6)} ${n(chinY + 5)} ${n(-chin * 0.6)} ${n(chinY + 5)} ${n(-chin)} ${n(chinY - 10)}` +
    ` C ${n(-chin - 74)} ${n(chinY - 40)} ${n(-jaw + 6)} 936 ${n(-jaw - 6)} 846` +
    ` C ${n(-cheek * 0.985)} 730 ${n(-cheek - 4)} 640 ${n(-cheek)} 520` +
    ` C ${n(-cheek * 0.98)} 300 ${n(-cheek * 0.62)} ${HAIRLINE_Y} 0 ${HAIRLINE_Y} Z`
  );
}

export function faceDefinitions(sitter: Sitter): string {
  const { skin } = sitter;
  return (
    `<clipPath id="face">${path(faceOutline(sitter), '')}</clipPath>` +
    linear(
      'skin',
      [-300, 200, 320, 1050],
      [
        [0, css(lighter(skin, 0.2))],
        [0.45, css(skin)],
        [1, css(darker(mix(skin, [170, 84, 60], 0.14), 0.3))],
      ],
    ) +
    linear(
      'neck',
      [0, 1000, 0, 1300],
      [
        [0, css(darker(mix(skin, [150, 70, 50], 0.2), 0.42))],
        [0.5, css(darker(skin, 0.2))],
        [1, css(darker(skin, 0.1))],
      ],
    ) +
    radial(
      'ear',
      [0, 640, 420],
      [
        [0.6, css(darker(mix(skin, [190, 84, 66], 0.25), 0.3))],
        [1, css(mix(skin, [200, 96, 76], 0.12))],
      ],
    )
  );
}

export function neck({ woman, skin, face }: Sitter): string {
  const half = woman ? 152 : 188;
  const outline =
    `M ${-half} 880 C ${-half + 4} 1040 ${-half - 2} 1120 ${-half - 36} 1190 C ${-half - 110} 1250 -420 1290 -470 1360` +
    ` L 470 1360 C 420 1290 ${half + 110} 1250 ${half + 36} 1190 C ${half + 2} 1120 ${half - 4} 1040 ${half} 880 Z`;
  const shade = css(darker(mix(skin, [120, 50, 36], 0.3), 0.55));
  return group(
    '',
    `<clipPath id="throat">${path(outline, '')}</clipPath>`,
    path(outline, 'fill="url(#neck)"'),
    group(
      'clip-path="url(#throat)"',
      // The chin's shadow falls to the right, away from the key light.
      path(
        `M ${n(-face.jaw)} 880 C ${n(-face.jaw + 30)} 1040 -70 ${n(face.chinY + 62)} 40 ${n(face.chinY + 66)} C 160 ${n(face.chinY + 60)} ${n(face.jaw)} 1090 ${n(face.jaw + 40)} 900 Z`,
        `fill="${shade}" opacity="0.72" filter="url(#b18)"`,
      ),
      path(
        `M ${half - 26} 1000 C ${half - 34} 1120 ${half - 30} 1180 ${half + 20} 1240 L 480 1360 L 480 1000 Z`,
        `fill="${shade}" opacity="0.5" filter="url(#b18)"`,
      ),
      path(
        `M -66 1130 C -56 1200 -30 1270 -12 1330 M 78 1130 C 66 1210 40 1270 20 1330`,
        `fill="none" stroke="${shade}" stroke-width="13" opacity="0.28" filter="url(#b8)"`,
      ),
    ),
  );
}

export function ears({ face, skin }: Sitter): string {
  const x = face.cheek - 6;
  const inner = css(darker(mix(skin, [170, 70, 54], 0.3), 0.38));
  const one = (side: 1 | -1): string =>
    group(
      `transform="scale(${side},1)"`,
      path(
        `M ${n(x - 18)} 566 C ${n(x + 16)} 520 ${n(x + 54)} 540 ${n(x + 46)} 610 C ${n(x + 42)} 668 ${n(x + 28)} 720 ${n(x + 6)} 744 C ${n(x - 12)} 756 ${n(x - 26)} 730 ${n(x - 24)} 700 Z`,
        'fill="url(#ear)"',
      ),
      path(
        `M ${n(x + 4)} 580 C ${n(x + 26)} 560 ${n(x + 36)} 590 ${n(x + 28)} 640 C ${n(x + 22)} 676 ${n(x + 12)} 690 ${n(x)} 704`,
        `fill="none" stroke="${inner}" stroke-width="10" opacity="0.55" filter="url(#b5)"`,
      ),
    );
  return one(-1) + one(1);
}

/** The head's volume: all shading between the outline and the features. */
export function faceSkin(sitter: Sitter): string {
  const { skin, face, age, woman } = sitter;
  const shade = css(darker(mix(skin, [138, 58, 40], 0.3), 0.5));
  const warm = css(mix(skin, [206, 88, 74], 0.5));
  const light = css(lighter(skin, 0.6));
  return group(
    'clip-path="url(#face)"',
    path(faceOutline(sitter), 'fill="url(#skin)"'),
    group(
      'filter="url(#b44)"',
      path(
        `M ${n(face.cheek + 60)} 240 C ${n(face.cheek * 0.72)} 420 ${n(face.cheek * 0.86)} 620 ${n(face.jaw * 0.8)} 830 C ${n(face.jaw * 0.66)} 960 60 ${n(face.chinY)} -90 ${n(face.chinY + 50)} L 420 1160 L 420 300 Z`,
        `fill="${shade}" opacity="0.44"`,
      ),
      path(
        `M ${n(-face.cheek - 50)} 520 C ${n(-face.cheek * 0.84)} 720 ${n(-face.jaw * 0.82)} 900 -90 ${n(face.chinY + 10)} L -420 1160 L -420 520 Z`,
        `fill="${shade}" opacity="0.36"`,
      ),
      ellipse([-70, 390, 150, 110], `fill="${light}" opacity="0.42"`),
    ),
    group(
      'filter="url(#b28)"',
      // Cheeks, eye sockets, temples.
      ellipse([-158, 762, 74, 56], `fill="${warm}" opacity="${woman ? 0.42 : 0.28}"`),
      ellipse([164, 766, 70, 56], `fill="${warm}" opacity="${woman ? 0.36 : 0.24}"`),
      ellipse([-166, 696, 66, 34], `fill="${light}" opacity="0.42"`),
      ellipse([150, 700, 54, 28], `fill="${light}" opacity="0.2"`),
      ellipse([-EYE_X, 574, 84, 40], `fill="${shade}" opacity="0.34"`),
      ellipse([EYE_X, 574, 84, 40], `fill="${shade}" opacity="0.4"`),
      ellipse([-face.cheek, 470, 40, 120], `fill="${shade}" opacity="0.28"`),
      ellipse([0, face.chinY - 56, 60, 34], `fill="${light}" opacity="0.2"`),
    ),
    group(
      'filter="url(#b8)" fill="none"',
      // Folds deepen with age: nose to mouth, under the eyes.
      path(
        `M -82 778 C -116 812 -132 850 -130 892`,
        `stroke="${shade}" stroke-width="12" opacity="${n(0.12 + age * 0.5)}"`,
      ),
      path(
        `M 82 778 C 118 812 132 850 132 892`,
        `stroke="${shade}" stroke-width="12" opacity="${n(0.18 + age * 0.5)}"`,
      ),
      path(
        `M -178 652 C -150 672 -110 674 -78 654`,
        `stroke="${shade}" stroke-width="11" opacity="${n(0.1 + age * 0.4)}"`,
      ),
      path(
        `M 178 652 C 150 672 110 674 78 654`,
        `stroke="${shade}" stroke-width="11" opacity="${n(0.12 + age * 0.4)}"`,
      ),
    ),
    age > 0.55
      ? group(
          `filter="url(#b5)" fill="none" stroke="${shade}" stroke-width="6" opacity="${n((age - 0.5) * 0.8)}"`,
          path(
            'M -150 372 C -60 352 60 352 150 374 M -140 424 C -50 406 50 408 142 426 M -18 520 C -22 498 -20 484 -16 470 M 16 520 C 22 500 20 486 16 472',
            '',
          ),
        )
      : '',
  );
}
