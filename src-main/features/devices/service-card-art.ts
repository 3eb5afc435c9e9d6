import { CARD, type Box } from '../../../src-shared/card/card-layout.ts';
import { rect } from '../cards/card-art.ts';
import { svgLine } from '../cards/text-ink.ts';

/** What is printed in small on every service card. */
export interface ServiceCardFacts {
  readonly model: string;
  readonly serial: string;
  /** As a clock at the centre shows it. */
  readonly time: string;
  /** e.g. `offset 3, -2; contrast y 1`. */
  readonly settings: string;
  readonly practice: boolean;
}

export const white = rect({ x: 0, y: 0, width: CARD.width, height: CARD.height }, 'fill="#fff"');

/** Solid, dot for dot. */
export function block(box: Box, colour = '#000'): string {
  return rect(box, `fill="${colour}" shape-rendering="crispEdges"`);
}

export function small(text: string, x: number, y: number): string {
  return svgLine(text, { script: 'latin', weight: 600 }, { x, y, size: 17 });
}

/** Four lines around the middle of the card: nobody shall take it for a licence. */
export function factLines(title: string, facts: ServiceCardFacts, at: { x: number; y: number }): string {
  const first = facts.practice ? `PRACTICE · ${title}` : title;
  const lines = [first, `${facts.model} ${facts.serial}`, facts.time, facts.settings];
  return lines.map((line, row) => small(line, at.x, at.y + row * 24)).join('');
}
