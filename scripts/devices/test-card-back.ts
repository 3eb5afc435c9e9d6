import { footer, plate, practiceMark, rect } from '../../src-main/features/cards/card-art.ts';
import type { SideArt } from '../../src-main/features/cards/front-art.ts';
import { qrModules } from '../../src-main/features/cards/qr-art.ts';
import { fitTexts } from '../../src-main/features/cards/text-fit.ts';
import { block, fineLines, frameAndRulers, line, title } from './test-card-marks.ts';
import { factLines, testCardCode, type TestCardFacts } from './test-card-facts.ts';

const QR = { x: 700, y: 150, width: 276, height: 276 } as const;

/** What matters is in the resin, for on some ribbons a back has nothing else. */
export async function drawTestBack(facts: TestCardFacts): Promise<SideArt> {
  const dye =
    rect({ x: 0, y: 0, width: 1016, height: 648 }, 'fill="#fff"') +
    plate(QR) +
    (facts.practice ? (await footer(true)) + practiceMark('back') : '');
  const resin =
    frameAndRulers() +
    topArrow() +
    block({ x: 88, y: 400, width: 180, height: 130 }) +
    chequers({ x: 300, y: 400 }) +
    fineLines(470, 400) +
    qrModules(testCardCode(facts), QR) +
    (await words(facts));
  return { dye, resin };
}

/** Which way is up when the card was turned inside the printer. */
function topArrow(): string {
  return '<path d="M640 150l34 52h-22v70h-24v-70h-22z"/>';
}

/** Squares of four dots: ink spreads or breaks off at their corners first. */
function chequers({ x, y }: { x: number; y: number }): string {
  const squares = Array.from({ length: 32 * 32 }, (_, index) => [index % 32, Math.floor(index / 32)] as const);
  return squares
    .filter(([across, down]) => (across + down) % 2 === 0)
    .map(([across, down]) => block({ x: x + across * 4, y: y + down * 4, width: 4, height: 4 }))
    .join('');
}

function words(facts: TestCardFacts): Promise<string> {
  const urdu = { script: 'urdu', weight: 700 } as const;
  return fitTexts([
    { text: `${title.en} · BACK`, box: line({ x: 88, y: 76, width: 560, height: 58 }, 54, { weight: 700 }) },
    { text: title.ur, box: line({ x: 660, y: 68, width: 316, height: 76 }, 44, urdu) },
    ...factLines(facts).map((text, index) => ({
      text,
      box: line({ x: 88, y: 160 + index * 40, width: 480, height: 40 }, 32),
    })),
  ]);
}
