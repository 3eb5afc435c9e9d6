import { front, frontCategories, frontTexts, type Box, type TextBox } from '../../../src-shared/card/card-layout.ts';
import { cardCnic, cardDate, cardWords, categoryWords, genderWords } from '../../../src-shared/card/card-words.ts';
import type { CardData } from '../../../src-shared/card/card-data.ts';
import { band, bandInk, caption, footer, ink, practiceMark, rect } from './card-art.ts';
import { crescentAndStar } from './guilloche.ts';
import { paperImage } from './paper-image.ts';
import { fitTexts, type FittedText } from './text-fit.ts';

/** The two layers of a side as SVG bodies: what the dyes print, and what the resin prints. */
export interface SideArt {
  readonly dye: string;
  readonly resin: string;
}

export interface Portraits {
  /** PNG of the size of its box in the layout. */
  readonly colour: Buffer;
  readonly ghost: Buffer;
}

export async function drawFront(data: CardData, portraits: Portraits): Promise<SideArt> {
  const dye =
    (await paperImage({ x: 640, y: 372 })) +
    bandInk +
    ghost(portraits.ghost) +
    portrait(portraits.colour) +
    (await header(data)) +
    captions() +
    chips(data) +
    (await footer(data.practice)) +
    (data.practice ? practiceMark('front') : '');
  return { dye, resin: await fitTexts(texts(data)) };
}

function texts(data: CardData): FittedText[] {
  const marks = data.categories.map(({ code }, index): FittedText => {
    const { x, y, width, height } = chipBox(index, data.categories.length);
    const box: TextBox = {
      x: x + 6,
      y: y + 3,
      width: width - 12,
      height: height - 6,
      script: 'latin',
      weight: 700,
      size: 25,
      lines: 1,
    };
    return { text: categoryWords[code].mark, box, align: 'middle', group: 'marks' };
  });
  return [
    { text: data.licenceNumber, box: frontTexts.licenceNumber },
    { text: cardCnic(data.cnic), box: frontTexts.cnic },
    { text: data.nameEn, box: frontTexts.nameEn },
    { text: data.nameUr, box: frontTexts.nameUr },
    { text: data.fatherEn, box: frontTexts.fatherEn },
    { text: data.fatherUr, box: frontTexts.fatherUr },
    { text: cardDate(data.birthDate), box: frontTexts.birthDate },
    { text: genderWords[data.gender], box: frontTexts.gender },
    { text: data.bloodGroup ?? '—', box: frontTexts.bloodGroup },
    { text: cardDate(data.issuedOn), box: frontTexts.issuedOn },
    { text: cardDate(data.validUntil), box: frontTexts.validUntil },
    { text: data.centreNameEn, box: frontTexts.centreEn },
    { text: data.centreNameUr, box: frontTexts.centreUr },
    ...marks,
  ];
}

async function header(data: CardData): Promise<string> {
  const { emblem } = front;
  const centre = { x: emblem.x + emblem.width / 2, y: emblem.y + emblem.height / 2 };
  const lines = await fitTexts([
    {
      text: cardWords.state.en,
      box: { x: 132, y: 10, width: 440, height: 26, script: 'latin', weight: 600, size: 21, lines: 1 },
    },
    {
      text: cardWords.title.en.toUpperCase(),
      box: { x: 132, y: 37, width: 440, height: 46, script: 'latin', weight: 700, size: 42, lines: 1 },
    },
    {
      text: data.authorityEn,
      box: { x: 132, y: 84, width: 440, height: 30, script: 'latin', weight: 600, size: 25, lines: 1 },
    },
    {
      text: cardWords.title.ur,
      box: { x: 590, y: 4, width: 394, height: 76, script: 'urdu', weight: 700, size: 42, lines: 1 },
    },
    {
      text: data.authorityUr,
      box: { x: 590, y: 70, width: 394, height: 50, script: 'urdu', weight: 700, size: 25, lines: 1 },
    },
  ]);
  return (
    band(front.header, 'below') +
    `<path d="${crescentAndStar({ ...centre, radius: emblem.width / 2 })}" fill="#fff"/>` +
    `<g fill="#fff">${lines}</g>`
  );
}

function captions(): string {
  const { licenceNumber, cnic, nameEn, fatherEn, birthDate, gender, bloodGroup, issuedOn, validUntil, centreEn } =
    frontTexts;
  return [
    caption(cardWords.licenceNumber, licenceNumber),
    caption(cardWords.cnic, cnic),
    caption(cardWords.name, nameEn),
    caption(cardWords.father, fatherEn),
    caption(cardWords.birthDate, birthDate),
    caption(cardWords.gender, gender, 'en'),
    caption(cardWords.bloodGroup, bloodGroup, 'en'),
    caption(cardWords.issuedOn, issuedOn),
    caption(cardWords.validUntil, validUntil),
    caption(cardWords.centre, centreEn),
  ].join('');
}

function chipBox(index: number, count: number): Box {
  const gap = 8;
  const perRow = count <= 4 ? count : Math.ceil(count / 2);
  const rows = Math.ceil(count / perRow);
  const width = Math.min(150, (frontCategories.width - gap * (perRow - 1)) / perRow);
  const height = Math.min(46, (frontCategories.height - 5 * (rows - 1)) / rows);
  const top = frontCategories.y + (frontCategories.height - rows * height - 5 * (rows - 1)) / 2;
  return {
    x: frontCategories.x + (index % perRow) * (width + gap),
    y: top + Math.floor(index / perRow) * (height + 5),
    width,
    height,
  };
}

function chips({ categories }: CardData): string {
  return categories
    .map((_, index) =>
      rect(chipBox(index, categories.length), `rx="7" fill="#fff" stroke="${ink.green}" stroke-width="3"`),
    )
    .join('');
}

function portrait(png: Buffer): string {
  const box = front.portrait;
  const frame = { x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 };
  return rect(frame, `fill="#fff" stroke="${ink.green}" stroke-width="2"`) + image(png, box);
}

/** The second, faint portrait: grey, fading out towards its edge, with the lines of the paper through it. */
function ghost(png: Buffer): string {
  const { x, y, width, height } = front.ghost;
  return (
    `<defs><radialGradient id="fade" cx="0.5" cy="0.46" r="0.56"><stop offset="0.62" stop-color="#fff"/><stop offset="1" stop-color="#000"/></radialGradient>` +
    `<mask id="ghost"><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#fade)"/></mask></defs>` +
    `<g mask="url(#ghost)" opacity="0.5" style="mix-blend-mode:multiply">${image(png, front.ghost)}</g>`
  );
}

function image(png: Buffer, { x, y, width, height }: Box): string {
  const href = `data:image/png;base64,${png.toString('base64')}`;
  return `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${href}"/>`;
}
