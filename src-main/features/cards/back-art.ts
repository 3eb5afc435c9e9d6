import { qrText, type CardData } from '../../../src-shared/card/card-data.ts';
import {
  back,
  backTexts,
  finderTexts,
  TALLEST_ROW,
  type Box,
  type TextBox,
} from '../../../src-shared/card/card-layout.ts';
import { cardDate, cardWords, categoryWords } from '../../../src-shared/card/card-words.ts';
import { band, bandInk, caption, footer, ink, plate, practiceMark, rect } from './card-art.ts';
import type { SideArt } from './front-art.ts';
import { paperImage } from './paper-image.ts';
import { qrModules } from './qr-art.ts';
import { fitTexts, type FittedText } from './text-fit.ts';
import { svgLine } from './text-ink.ts';

export async function drawBack(data: CardData): Promise<SideArt> {
  const dye =
    (await paperImage({ x: 352, y: 330 })) +
    bandInk +
    (await header(data)) +
    table(data) +
    plate(back.qr) +
    caption(cardWords.address, backTexts.address) +
    (await finder()) +
    (await footer(data.practice)) +
    (data.practice ? practiceMark('back') : '');
  return { dye, resin: (await fitTexts(texts(data))) + qrModules(qrText(data), back.qr) };
}

function texts(data: CardData): FittedText[] {
  const urdu = /\p{Script=Arabic}/u.test(data.address);
  return [
    { text: data.licenceNumber, box: backTexts.licenceNumber, align: 'middle' },
    { text: data.address, box: urdu ? backTexts.addressUr : backTexts.address },
    ...data.categories.flatMap(({ code, validFrom }, index) => {
      const row = rowBox(index, data.categories.length);
      const { mark, en, ur } = categoryWords[code];
      return [
        cell(mark, row, { group: 'mark', x: 8, width: 98, weight: 700, size: 24 }),
        cell(en, row, { group: 'en', x: 112, width: 138, weight: 600, size: 22, lines: 2 }),
        cell(ur, row, { group: 'ur', x: 254, width: 96, weight: 700, size: 23, script: 'urdu' }),
        cell(cardDate(validFrom ?? data.issuedOn), row, {
          group: 'from',
          x: 360,
          width: 84,
          weight: 600,
          size: 20,
          lines: 2,
        }),
      ];
    }),
  ];
}

type Cell = Pick<TextBox, 'x' | 'width' | 'weight' | 'size'> &
  Partial<Pick<TextBox, 'script' | 'lines'>> & { readonly group: string };

function cell(text: string, row: Box, { x, group, ...style }: Cell): FittedText {
  const { y, height } = row;
  return { text, group, box: { script: 'latin', lines: 1, ...style, x: row.x + x, y: y + 2, height: height - 4 } };
}

const HEAD = 30;

function rowBox(index: number, count: number): Box {
  const { x, y, width, height } = back.table;
  const tall = Math.min(TALLEST_ROW, (height - HEAD) / count);
  return { x, y: y + HEAD + index * tall, width, height: tall };
}

function table({ categories }: CardData): string {
  const { x, y, width } = back.table;
  const rows = categories.map((_, index) => rowBox(index, categories.length));
  const foot = rows.at(-1) ?? back.table;
  const frame = { x, y, width, height: foot.y + foot.height - y };
  const head = { x, y, width, height: HEAD };
  const headWord = (text: string, at: number): string =>
    svgLine(text, { script: 'latin', weight: 600 }, { x: x + at, y: y + 21, size: 18 });
  return (
    rect(frame, 'fill="#fff" opacity="0.62"') +
    rect(head, `fill="${ink.green}"`) +
    `<g fill="#fff">${headWord(cardWords.categories.en, 10)}${headWord(cardWords.validFrom.en, 348)}</g>` +
    rows
      .slice(1)
      .map((row) => rect({ x, y: row.y - 1, width, height: 1 }, `fill="${ink.paleGreen}"`))
      .join('') +
    rect(frame, `fill="none" stroke="${ink.green}" stroke-width="2"`)
  );
}

async function header(data: CardData): Promise<string> {
  const lines = await fitTexts([
    {
      text: cardWords.title.en.toUpperCase(),
      box: { x: 36, y: 8, width: 360, height: 46, script: 'latin', weight: 700, size: 30, lines: 1 },
    },
    {
      text: data.authorityEn,
      box: { x: 350, y: 8, width: 330, height: 46, script: 'latin', weight: 600, size: 21, lines: 1 },
    },
    {
      text: `${cardWords.title.ur} · ${data.authorityUr}`,
      box: { x: 690, y: 4, width: 292, height: 54, script: 'urdu', weight: 400, size: 24, lines: 1 },
    },
  ]);
  return `${band(back.header, 'below')}<g fill="#fff">${lines}</g>`;
}

async function finder(): Promise<string> {
  const { en, ur } = cardWords.found;
  const lines = await fitTexts([
    { text: en, box: finderTexts.en },
    { text: ur, box: finderTexts.ur },
  ]);
  return `<g fill="${ink.label}">${lines}</g>`;
}
