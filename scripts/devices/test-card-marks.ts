import { CARD, type Box, type TextBox } from '../../src-shared/card/card-layout.ts';
import { rect } from '../../src-main/features/cards/card-art.ts';
import { svgLine } from '../../src-main/features/cards/text-ink.ts';

/** 300 dots an inch (Evolis Programming Guide A5013). */
const DOTS_PER_MM = 300 / 25.4;
/** Distance of the frame from the edges of the card, mm. */
const INSET_MM = 3;
const INSET = Math.round(INSET_MM * DOTS_PER_MM);

/** Solid black, dot for dot. */
export function block(box: Box): string {
  return rect(box, 'shape-rendering="crispEdges"');
}

/**
 * A frame 3 mm inside the edges, two dots wide, a cross in each of its corners, and rulers in mm from the
 * upper left corner of the card along its upper and left sides. For the resin.
 */
export function frameAndRulers(): string {
  const { width, height } = CARD;
  const [right, bottom] = [width - INSET, height - INSET];
  const lines = [
    { x: INSET, y: INSET, width: right - INSET, height: 2 },
    { x: INSET, y: bottom - 2, width: right - INSET, height: 2 },
    { x: INSET, y: INSET, width: 2, height: bottom - INSET },
    { x: right - 2, y: INSET, width: 2, height: bottom - INSET },
  ];
  const crosses = [INSET, right - 2].flatMap((x) =>
    [INSET, bottom - 2].flatMap((y) => [
      { x: x - 16, y, width: 34, height: 2 },
      { x, y: y - 16, width: 2, height: 34 },
    ]),
  );
  return [...lines, ...crosses].map((each) => block(each)).join('') + ruler('across') + ruler('down');
}

function ruler(way: 'across' | 'down'): string {
  const length = way === 'across' ? CARD.width : CARD.height;
  const ticks: string[] = [];
  for (let mm = INSET_MM + 1; mm * DOTS_PER_MM < length - INSET; mm += 1) {
    const at = Math.round(mm * DOTS_PER_MM);
    const tall = mm % 10 === 0 ? 20 : mm % 5 === 0 ? 14 : 8;
    ticks.push(
      block(
        way === 'across' ? { x: at, y: INSET, width: 1, height: tall } : { x: INSET, y: at, width: tall, height: 1 },
      ),
    );
    if (mm % 10 !== 0) continue;
    const place = way === 'across' ? { x: at + 4, y: INSET + 22 } : { x: INSET + 8, y: at - 3 };
    ticks.push(svgLine(String(mm), { script: 'latin', weight: 600 }, { ...place, size: 15 }));
  }
  return ticks.join('');
}

/** Bars of one, two and three dots with gaps as wide, upright and lying: how fine the head prints. */
export function fineLines(x: number, y: number): string {
  return [1, 2, 3]
    .flatMap((wide, group) =>
      Array.from({ length: 6 }, (_, bar) => [
        { x: x + group * 56 + bar * wide * 2, y, width: wide, height: 44 },
        { x: x + group * 56, y: y + 54 + bar * wide * 2, width: 40, height: wide },
      ]).flat(),
    )
    .map((each) => block(each))
    .join('');
}

/** A text box of one line. */
export function line(box: Box, size: number, style: Partial<TextBox> = {}): TextBox {
  return { script: 'latin', weight: 600, lines: 1, size, ...box, ...style };
}

/** As large as it can be, in both scripts, on both sides: nobody shall take it for a licence. */
export const title = { en: 'TEST CARD', ur: 'آزمائشی کارڈ' } as const;
