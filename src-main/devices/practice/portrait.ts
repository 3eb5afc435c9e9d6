import { beard } from './portrait/beard.ts';
import { clothing, clothingDefinitions } from './portrait/clothing.ts';
import { css, darker, lighter } from './portrait/colour.ts';
import { ears, EYE_X, EYE_Y, faceDefinitions, faceSkin, neck } from './portrait/face.ts';
import { brows, eyes, featureDefinitions, mouth, nose } from './portrait/features.ts';
import { hair, hairDefinitions } from './portrait/hair.ts';
import { headwear, headwearBehind, headwearDefinitions } from './portrait/headwear.ts';
import type { Sitter } from './portrait/sitter.ts';
import { blurs, ellipse, group, n, path, radial } from './portrait/svg.ts';

/**
 * Design units: the middle 1050 x 1350 are the portrait (35 : 45), 0 in the middle of its width; the
 * frame is 2025 wide (3 : 2). Eyes at 0.44 of the height, 0.24 of the width apart, head 0.7 of the
 * height: within the full frontal image type of ISO/IEC 19794-5.
 */
const FRAME_WIDTH = 2025;
const FRAME_HEIGHT = 1350;

export interface PortraitView {
  /** Pixels; the height follows as 2 : 3. */
  readonly width: number;
  /** Eyelids: 1 open, 0 in mid-blink. */
  readonly open?: number;
  /** How far the sitter has moved, in design units. */
  readonly shift?: readonly [number, number];
}

/** A head-and-shoulders portrait as SVG, landscape. */
export function portraitSvg(sitter: Sitter, view: PortraitView): string {
  const { width, open = 1, shift = [0, 0] } = view;
  const height = Math.round((width * FRAME_HEIGHT) / FRAME_WIDTH);
  const viewBox = `${-FRAME_WIDTH / 2} 0 ${FRAME_WIDTH} ${FRAME_HEIGHT}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${viewBox}">` +
    `<defs>${blurs()}${definitions(sitter)}</defs>` +
    backdrop(sitter) +
    group(`transform="translate(${n(shift[0])},${n(shift[1])})"`, person(sitter, open)) +
    '</svg>'
  );
}

function person(sitter: Sitter, open: number): string {
  return (
    headwearBehind(sitter) +
    neck(sitter) +
    clothing(sitter) +
    (sitter.headwear === 'dupatta' ? '' : ears(sitter)) +
    faceSkin(sitter) +
    nose(sitter) +
    mouth(sitter) +
    eyes(sitter, open) +
    brows(sitter) +
    beard(sitter) +
    hair(sitter) +
    (sitter.glasses ? glasses() : '') +
    headwear(sitter)
  );
}

function definitions(sitter: Sitter): string {
  return (
    radial(
      'wall',
      [-160, 420, 1300],
      [
        [0, css(lighter(sitter.backdrop, 0.55))],
        [0.6, css(sitter.backdrop)],
        [1, css(darker(sitter.backdrop, 0.16))],
      ],
    ) +
    faceDefinitions(sitter) +
    featureDefinitions(sitter) +
    hairDefinitions(sitter) +
    clothingDefinitions(sitter) +
    headwearDefinitions(sitter)
  );
}

function backdrop(sitter: Sitter): string {
  return (
    path('M -1013 0 H 1013 V 1350 H -1013 Z', 'fill="url(#wall)"') +
    ellipse([90, 760, 420, 560], `fill="${css(darker(sitter.backdrop, 0.5))}" opacity="0.16" filter="url(#b44)"`)
  );
}

function glasses(): string {
  const lens = (x: number): string =>
    path(
      `M ${x - 96} ${EYE_Y - 46} C ${x - 40} ${EYE_Y - 62} ${x + 40} ${EYE_Y - 62} ${x + 96} ${EYE_Y - 46} C ${x + 106} ${EYE_Y + 20} ${x + 70} ${EYE_Y + 72} ${x} ${EYE_Y + 72} C ${x - 70} ${EYE_Y + 72} ${x - 106} ${EYE_Y + 20} ${x - 96} ${EYE_Y - 46} Z`,
      'fill="rgb(255,255,255)" fill-opacity="0.05" stroke="rgb(34,30,30)" stroke-width="7"',
    );
  return group(
    '',
    group('opacity="0.3" filter="url(#b5)" transform="translate(4,10)"', lens(-EYE_X), lens(EYE_X)),
    lens(-EYE_X),
    lens(EYE_X),
    path(
      `M -34 ${EYE_Y - 30} C -14 ${EYE_Y - 44} 14 ${EYE_Y - 44} 34 ${EYE_Y - 30} M -224 ${EYE_Y - 36} L -276 ${EYE_Y - 30} M 224 ${EYE_Y - 36} L 276 ${EYE_Y - 30}`,
      'fill="none" stroke="rgb(34,30,30)" stroke-width="8"',
    ),
  );
}
