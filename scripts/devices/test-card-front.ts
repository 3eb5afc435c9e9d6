import { front } from '../../src-shared/card/card-layout.ts';
import { footer, ink, plate, practiceMark, rect } from '../../src-main/features/cards/card-art.ts';
import type { SideArt } from '../../src-main/features/cards/front-art.ts';
import { qrModules } from '../../src-main/features/cards/qr-art.ts';
import { fitTexts, type FittedText } from '../../src-main/features/cards/text-fit.ts';
import { block, fineLines, frameAndRulers, line, title } from './test-card-marks.ts';
import { factLines, testCardCode, type TestCardFacts } from './test-card-facts.ts';

const LEFT = 88;
const PATCH = { y: 142, width: 104, pitch: 111, half: 42 } as const;
const STEP = { y: 262, width: 80, height: 52 } as const;
const RAMP_Y = 342;
const QR = { x: 764, y: 384, width: 212, height: 212 } as const;

/** Colours of the dyes alone and in pairs, all three together; beside it the resin. */
const patches = [
  ['C', '#00ffff'],
  ['M', '#ff00ff'],
  ['Y', '#ffff00'],
  ['M+Y', '#ff0000'],
  ['C+Y', '#00ff00'],
  ['C+M', '#0000ff'],
  ['C+M+Y', '#000000'],
  ['K', undefined],
] as const;

const greys = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;

export async function drawTestFront(facts: TestCardFacts): Promise<SideArt> {
  const dye =
    rect({ x: 0, y: 0, width: 1016, height: 648 }, 'fill="#fff"') +
    // Under the patches, which have to keep their colours.
    (facts.practice ? practiceMark('front') : '') +
    patches.map(([, colour], index) => patch(colour, LEFT + index * PATCH.pitch)).join('') +
    greys.map((share, index) => grey(share, LEFT + index * STEP.width)).join('') +
    ramp() +
    plate(QR) +
    (facts.practice ? await footer(true) : await testFooter());
  const black = LEFT + (patches.length - 1) * PATCH.pitch;
  const resin =
    frameAndRulers() +
    block({ x: black, y: PATCH.y, width: PATCH.width, height: PATCH.half * 2 }) +
    fineLines(LEFT, 490) +
    qrModules(testCardCode(facts), QR) +
    (await fitTexts(texts(facts)));
  return { dye, resin };
}

/** Full colour above, half of it below. */
function patch(colour: string | undefined, x: number): string {
  if (colour === undefined) return '';
  const half = { x, y: PATCH.y, width: PATCH.width, height: PATCH.half };
  const crisp = 'shape-rendering="crispEdges"';
  return (
    rect(half, `fill="${colour}" ${crisp}`) +
    rect({ ...half, y: PATCH.y + PATCH.half }, `fill="${colour}" opacity="0.5" ${crisp}`)
  );
}

function grey(share: number, x: number): string {
  const level = Math.round(255 * (1 - share / 100));
  return rect({ x, ...STEP }, `fill="rgb(${level},${level},${level})" shape-rendering="crispEdges"`);
}

function ramp(): string {
  return (
    `<defs><linearGradient id="ramp"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient></defs>` +
    rect({ x: LEFT, y: RAMP_Y, width: STEP.width * greys.length, height: 26 }, 'fill="url(#ramp)"')
  );
}

async function testFooter(): Promise<string> {
  const { y, height } = front.footer;
  const words = await fitTexts([
    { text: 'Test card. Not a licence, gives no right to drive.', box: line({ x: 36, y, width: 540, height }, 21) },
    {
      text: 'یہ آزمائشی کارڈ ہے، لائسنس نہیں۔',
      box: line({ x: 600, y: y + 1, width: 380, height: height - 2 }, 24, { script: 'urdu', weight: 700 }),
    },
  ]);
  return `${rect(front.footer, `fill="${ink.alarm}"`)}<g fill="#fff">${words}</g>`;
}

function texts(facts: TestCardFacts): FittedText[] {
  const urdu = { script: 'urdu', weight: 700 } as const;
  return [
    { text: title.en, box: line({ x: LEFT, y: 76, width: 420, height: 58 }, 54, { weight: 700 }) },
    { text: title.ur, box: line({ x: 560, y: 68, width: 416, height: 70 }, 44, urdu) },
    ...patches.map(([name], index): FittedText => ({
      text: name,
      align: 'middle',
      box: line({ x: LEFT + index * PATCH.pitch, y: 228, width: PATCH.width, height: 26 }, 20),
    })),
    ...greys.map((share, index): FittedText => ({
      text: `${share} %`,
      align: 'middle',
      box: line({ x: LEFT + index * STEP.width, y: 315, width: STEP.width, height: 24 }, 18),
    })),
    ...factLines(facts).map((text, index): FittedText => ({
      text,
      box: line({ x: LEFT, y: 376 + index * 22, width: 320, height: 22 }, 18),
    })),
    // Type of 6, 8 and 10 points: a point is 300/72 dots.
    ...[25, 33, 42].map((size, index): FittedText => ({
      text: `${(size * 72) / 300 > 9 ? 10 : (size * 72) / 300 > 7 ? 8 : 6} pt  AaBb 0123456789`,
      box: line({ x: 420, y: 376 + index * 46, width: 330, height: 46 }, size),
    })),
    { text: 'ڈرائیونگ لائسنس', box: line({ x: 420, y: 520, width: 330, height: 76 }, 40, urdu) },
  ];
}
