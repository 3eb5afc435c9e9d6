import { CARD } from '../../../src-shared/card/card-layout.ts';
import type { CardSide } from '../../devices/printer/printer-port.ts';
import { rasterSide } from '../cards/card-face.ts';
import { DOTS_PER_MM, MARK, marks } from './alignment-marks.ts';
import { block, factLines, small, white, type ServiceCardFacts } from './service-card-art.ts';

const MIDDLE = { x: CARD.width / 2, y: CARD.height / 2 };
/** How far rulers reach in from the edges, mm; the middle ones to both sides. */
const EDGE_RULER = 10;

/**
 * The alignment card: rulers in mm from every edge and from the middle, a corner mark 1 mm from each
 * corner, and four marks that `readAlignment` finds in a scan. All of it is resin, the sharpest a card
 * printer has. `prepareFonts` must have run before.
 */
export function drawAlignmentCard(facts: ServiceCardFacts): Promise<CardSide> {
  const resin =
    edgeRulers() +
    middleRulers() +
    corners() +
    marks.map((mark, index) => disc(mark, index === 0)).join('') +
    factLines('ALIGNMENT CARD', facts, { x: MIDDLE.x - 230, y: MIDDLE.y + 70 });
  return rasterSide({ dye: white, resin });
}

function disc({ x, y }: { x: number; y: number }, hollow: boolean): string {
  const [cx, cy] = [MIDDLE.x + x * DOTS_PER_MM, MIDDLE.y + y * DOTS_PER_MM].map((each) => each.toFixed(2));
  const [radius, hole] = [MARK.radius * DOTS_PER_MM, MARK.hole * DOTS_PER_MM];
  const ring = hollow
    ? `r="${(radius + hole) / 2}" fill="none" stroke="#000" stroke-width="${radius - hole}"`
    : `r="${radius}"`;
  return `<circle cx="${cx}" cy="${cy}" ${ring}/>`;
}

/** From the middle of each edge inwards: the first tick that is whole on the card tells how much is cut off. */
function edgeRulers(): string {
  const ticks: string[] = [];
  for (let mm = 0; mm <= EDGE_RULER; mm += 0.5) {
    const at = Math.round(mm * DOTS_PER_MM);
    const long = mm % 5 === 0 ? 40 : mm % 1 === 0 ? 26 : 14;
    const [x, y] = [MIDDLE.x + 120, MIDDLE.y];
    ticks.push(
      block({ x, y: at, width: long, height: 1 }),
      block({ x, y: CARD.height - 1 - at, width: long, height: 1 }),
      block({ x: at, y: y - 20, width: 1, height: long }),
      block({ x: CARD.width - 1 - at, y: y - 20, width: 1, height: long }),
    );
    if (mm % 5 !== 0 || mm === 0) continue;
    ticks.push(small(String(mm), x + 46, at + 6), small(String(mm), x + 46, CARD.height + 4 - at));
    ticks.push(small(String(mm), at - 5, y + 40), small(String(mm), CARD.width - at - 5, y + 40));
  }
  return ticks.join('');
}

/** A cross through the middle with ticks every millimetre, 12 mm to each side. */
function middleRulers(): string {
  const ticks = [
    block({ x: MIDDLE.x - 142, y: MIDDLE.y, width: 285, height: 1 }),
    block({ x: MIDDLE.x, y: MIDDLE.y - 142, width: 1, height: 190 }),
  ];
  for (let mm = -12; mm <= 12; mm += 1) {
    const at = Math.round(mm * DOTS_PER_MM);
    const half = mm % 5 === 0 ? 12 : 6;
    ticks.push(block({ x: MIDDLE.x + at, y: MIDDLE.y - half, width: 1, height: half * 2 + 1 }));
    if (mm <= 4) ticks.push(block({ x: MIDDLE.x - half, y: MIDDLE.y + at, width: half * 2 + 1, height: 1 }));
  }
  return ticks.join('');
}

/** An angle 1 mm inside each corner, 6 mm long, two dots wide. */
function corners(): string {
  const [inset, length] = [Math.round(DOTS_PER_MM), Math.round(6 * DOTS_PER_MM)];
  return [false, true]
    .flatMap((right) =>
      [false, true].map((low) => {
        const x = right ? CARD.width - inset : inset;
        const y = low ? CARD.height - inset : inset;
        return (
          block({ x: right ? x - length : x, y: low ? y - 2 : y, width: length, height: 2 }) +
          block({ x: right ? x - 2 : x, y: low ? y - length : y, width: 2, height: length })
        );
      }),
    )
    .join('');
}
