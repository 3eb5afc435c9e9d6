import type { Colour } from './colour.ts';
import { css, darker } from './colour.ts';
import { blurs, ellipse, path } from './svg.ts';

/** Middle grey: reflects 18 % of the light, sRGB 118. */
const MIDDLE_GREY: Colour = [118, 118, 118];
/** Design units as in `portrait.ts`: the frame is 2025 x 1350, 0 in the middle of its width. */
const FRAME_WIDTH = 2025;
const FRAME_HEIGHT = 1350;
const CARD_WIDTH = 820;
const CARD_HEIGHT = 1020;

/** An evenly lit grey card on a stand, where the face of a sitter would be. */
export function greyCardSvg(backdrop: Colour, width: number): string {
  const height = Math.round((width * FRAME_HEIGHT) / FRAME_WIDTH);
  const left = -CARD_WIDTH / 2;
  const top = 120;
  const right = left + CARD_WIDTH;
  const bottom = top + CARD_HEIGHT;
  const card = (by: number): string => `M ${left - by} ${top - by} H ${right + by} V ${bottom + by} H ${left - by} Z`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-FRAME_WIDTH / 2} 0 ${FRAME_WIDTH} ${FRAME_HEIGHT}">` +
    `<defs>${blurs()}</defs>` +
    path(`M -1013 0 H 1013 V ${FRAME_HEIGHT} H -1013 Z`, `fill="${css(backdrop)}"`) +
    ellipse([40, 700, 480, 560], `fill="${css(darker(backdrop, 0.5))}" opacity="0.16" filter="url(#b44)"`) +
    path(`M -24 ${bottom} H 24 V ${FRAME_HEIGHT} H -24 Z`, 'fill="rgb(40,40,42)"') +
    path(card(18), 'fill="rgb(236,236,236)"') +
    path(card(0), `fill="${css(MIDDLE_GREY)}"`) +
    '</svg>'
  );
}
