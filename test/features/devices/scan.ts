import sharp from 'sharp';
import type { CardSide } from '../../../src-main/devices/printer/printer-port.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../../src-main/devices/printer/printer-port.ts';
import { dotsAsPrinted } from '../../../src-main/devices/printer/dots-as-printed.ts';

/** How a card lies on the scanner, and how good the scan is. */
export interface ScanWish {
  /** Where the picture sits on the card, mm. */
  readonly off?: { readonly x: number; readonly y: number };
  /** How the picture is turned on the card, degrees clockwise. */
  readonly skew?: number;
  /** How the card lies, degrees clockwise. */
  readonly turn?: number;
  readonly dpi?: number;
  readonly blur?: number;
  readonly format?: 'png' | 'jpeg';
  /** Brightness of what the card lies on. */
  readonly under?: number;
}

const DOTS_PER_MM = 300 / 25.4;
/** The card itself, dots at 300 dpi: the picture is a little larger. */
const card = { width: Math.round(85.6 * DOTS_PER_MM), height: Math.round(53.98 * DOTS_PER_MM) };
const MARGIN = 120;

/** A scan of a printed card: cut to the card's round corners, laid on something dark, turned, blurred. */
export async function scanOf(side: CardSide, wish: ScanWish = {}): Promise<Buffer> {
  const { off = { x: 0, y: 0 }, skew = 0, turn = 0, dpi = 300, blur = 0.6, format = 'png', under = 30 } = wish;
  const background = { r: under, g: under, b: under };
  const printed = await printedCard(side, { off, skew });
  const lying = await sharp(printed)
    .extend({ top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, background })
    .flatten({ background })
    .png()
    .toBuffer();
  const turned = await sharp(lying).rotate(turn, { background }).png().toBuffer();
  const { width } = await sharp(turned).metadata();
  const scan = sharp(turned)
    .resize(Math.round((width * dpi) / 300))
    .blur(blur);
  return format === 'png' ? scan.png().toBuffer() : scan.jpeg({ quality: 75 }).toBuffer();
}

async function printedCard(side: CardSide, { off, skew }: Required<Pick<ScanWish, 'off' | 'skew'>>): Promise<Buffer> {
  const dots = Buffer.from(dotsAsPrinted(side));
  const white = '#f4f4f0';
  const margin = 100;
  // Twice as fine, so that an offset of part of a dot is one.
  const fine = 2;
  const picture = await sharp(dots, { raw: { width: CARD_WIDTH, height: CARD_HEIGHT, channels: 3 } })
    .resize(CARD_WIDTH * fine, CARD_HEIGHT * fine)
    .rotate(skew, { background: white })
    .png()
    .toBuffer({ resolveWithObject: true });
  const room = { width: (card.width + 2 * margin) * fine, height: (card.height + 2 * margin) * fine };
  const left = Math.round((room.width - picture.info.width) / 2 + off.x * DOTS_PER_MM * fine);
  const top = Math.round((room.height - picture.info.height) / 2 + off.y * DOTS_PER_MM * fine);
  const laid = await sharp({ create: { ...room, channels: 3, background: white } })
    .composite([{ input: picture.data, left, top }])
    .png()
    .toBuffer();
  const cut = { left: margin * fine, top: margin * fine, width: card.width * fine, height: card.height * fine };
  const whole = await sharp(laid).extract(cut).resize(card.width, card.height).png().toBuffer();
  const radius = Math.round(3.18 * DOTS_PER_MM);
  const mask = `<svg width="${card.width}" height="${card.height}"><rect width="100%" height="100%" rx="${radius}"/></svg>`;
  return sharp(whole)
    .ensureAlpha()
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .png()
    .toBuffer();
}
