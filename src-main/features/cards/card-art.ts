import { CARD, front, type Box } from '../../../src-shared/card/card-layout.ts';
import { cardWords, type Bilingual } from '../../../src-shared/card/card-words.ts';
import { crescentAndStar, rosettePaths, wavePaths } from './guilloche.ts';
import { fitTexts } from './text-fit.ts';
import { svgLine } from './text-ink.ts';

export const ink = {
  deep: '#01411c',
  green: '#0b5d33',
  label: '#1f6b45',
  gold: '#c59b2d',
  paleGold: '#cdb46c',
  paleGreen: '#8fc3a1',
  alarm: '#c4161c',
} as const;

/** Where on a side the rosette has its middle. */
export interface Rosette {
  readonly x: number;
  readonly y: number;
}

export function rect({ x, y, width, height }: Box, attributes: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${attributes}/>`;
}

/** What `band` is filled with; has to stand before the first. */
export const bandInk =
  `<defs><linearGradient id="band" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${ink.deep}"/><stop offset="0.62" stop-color="${ink.green}"/>` +
  `<stop offset="1" stop-color="#0e7a4a"/></linearGradient></defs>`;

/** The paper: a tint that changes over the card, and two sets of fine lines that cross in it. */
export function paper(rosette: Rosette): string {
  const green = wavePaths({ width: 1016, top: 96, bottom: 640, lines: 74, swing: 12, length: 203, drift: 0.09 });
  const gold = wavePaths({ width: 1016, top: 104, bottom: 632, lines: 46, swing: 17, length: 290, drift: -0.13 });
  return (
    `<defs><linearGradient id="paper" x1="0" y1="0" x2="1" y2="0.5">` +
    `<stop offset="0" stop-color="#e9f5ec"/><stop offset="0.5" stop-color="#fffdf4"/><stop offset="1" stop-color="#e4f1f3"/></linearGradient></defs>` +
    rect(CARD, 'fill="url(#paper)"') +
    `<path d="${green}" fill="none" stroke="${ink.paleGreen}" stroke-width="0.9" opacity="0.36"/>` +
    `<path d="${gold}" fill="none" stroke="${ink.paleGold}" stroke-width="0.9" opacity="0.34"/>` +
    `<path d="${rosettePaths({ ...rosette, radius: 232, petals: 18, rings: 9 })}" fill="none" stroke="${ink.paleGreen}" stroke-width="1" opacity="0.45"/>` +
    `<path d="${crescentAndStar({ ...rosette, radius: 112 })}" fill="${ink.paleGreen}" opacity="0.2"/>`
  );
}

/** A dark band with engraved lines in it and a gold rule along the edge that faces the card. */
export function band(box: Box, edge: 'below' | 'above'): string {
  const lines = wavePaths({
    width: 1016,
    top: box.y + 4,
    bottom: box.y + box.height - 4,
    lines: Math.round(box.height / 7),
    swing: 9,
    length: 203,
    drift: 0.3,
  });
  const rule = { x: 0, y: edge === 'below' ? box.y + box.height : box.y - 5, width: 1016, height: 5 };
  return (
    rect(box, 'fill="url(#band)"') +
    `<path d="${lines}" fill="none" stroke="#fff" stroke-width="1" opacity="0.13"/>` +
    rect(rule, `fill="${ink.gold}"`)
  );
}

/** A caption over a box: English at its left end, and Urdu at its right where there is room. */
export function caption(words: Bilingual, box: Box, languages: 'both' | 'en' = 'both'): string {
  // Type is set by its ink, captions by their start: a capital's white before it is as much as this.
  const english = svgLine(words.en, { script: 'latin', weight: 600 }, { x: box.x - 1.6, y: box.y - 7, size: 18 });
  const urdu = svgLine(words.ur, { script: 'urdu', weight: 700 }, { x: box.x + box.width, y: box.y - 8, size: 18 });
  return `<g fill="${ink.label}">${english}${languages === 'en' ? '' : urdu}</g>`;
}

/** Across both sides of a practice card, over the dyes and under the black. */
export function practiceMark(side: 'front' | 'back'): string {
  const latin = svgLine(cardWords.practice.en, { script: 'latin', weight: 700 }, { x: 0, y: 0, size: 168 });
  const urdu = svgLine(cardWords.practice.ur, { script: 'urdu', weight: 700 }, { x: 0, y: 0, size: 110 });
  return (
    `<g fill="${ink.alarm}" opacity="0.27"><g transform="translate(${side === 'front' ? 165 : 120} 545) rotate(-24)">${latin}</g>` +
    `<g transform="translate(${side === 'front' ? 930 : 960} ${side === 'front' ? 470 : 510}) rotate(-24)">${urdu}</g></g>`
  );
}

/** The foot of a side: a band, or on practice cards what they are. */
export async function footer(practice: boolean): Promise<string> {
  if (!practice) return band(front.footer, 'above');
  const { y, height } = front.footer;
  const { en, ur } = cardWords.practiceLegend;
  const lines = await fitTexts([
    { text: en, box: { x: 36, y, width: 540, height, script: 'latin', weight: 700, size: 21, lines: 1 } },
    {
      text: ur,
      box: { x: 600, y: y + 1, width: 380, height: height - 2, script: 'urdu', weight: 700, size: 24, lines: 1 },
    },
  ]);
  return `${rect(front.footer, `fill="${ink.alarm}"`)}<g fill="#fff">${lines}</g>`;
}

/** White panel with a fine frame, e.g. under the code. */
export function plate(box: Box): string {
  return rect(box, `rx="6" fill="#fff" stroke="${ink.green}" stroke-width="2"`);
}
