import { mkdirSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CARD_HEIGHT, CARD_WIDTH, type MagneticTracks } from '../../printer/printer-port.ts';

/** A card as it came out. Faces are 1016 x 648 dots of red, green, blue; varnish is 1 byte a dot. */
export interface PrintedCard {
  readonly front: Uint8Array;
  readonly back?: Uint8Array;
  readonly varnish?: { readonly front?: Uint8Array; readonly back?: Uint8Array };
  readonly magnetic?: MagneticTracks;
}

/** A card that came out of the practice printer. */
export interface PracticeCard extends PrintedCard {
  /** Counts up in a folder, also over restarts. */
  readonly number: number;
  readonly frontPng: Uint8Array;
  readonly backPng?: Uint8Array;
}

/** Number of the last card saved in that folder, 0 when there is none. Makes the folder. */
export function lastCardNumber(directory: string): number {
  mkdirSync(directory, { recursive: true });
  const numbers = readdirSync(directory).map((name) => Number(/^card-(\d+)-front\.png$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/**
 * Turns the faces into PNG (300 dpi) and saves them as `card-000001-front.png`, `card-000001-back.png`; a stripe that
 * was written as `card-000001-stripe.json`.
 */
export async function developCard(
  number: number,
  card: PrintedCard,
  directory: string | undefined,
): Promise<PracticeCard> {
  const frontPng = await toPng(card.front);
  const backPng = card.back === undefined ? undefined : await toPng(card.back);
  if (directory !== undefined) {
    const name = path.join(directory, `card-${String(number).padStart(6, '0')}`);
    await writeFile(`${name}-front.png`, frontPng);
    if (backPng !== undefined) await writeFile(`${name}-back.png`, backPng);
    if (card.magnetic !== undefined) await writeFile(`${name}-stripe.json`, JSON.stringify(card.magnetic));
  }
  return { number, ...card, frontPng, ...(backPng === undefined ? {} : { backPng }) };
}

/** sharp is loaded late: the fonts of the card design must be named before it starts. */
async function toPng(rgb: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const image = sharp(rgb, { raw: { width: CARD_WIDTH, height: CARD_HEIGHT, channels: 3 } });
  return image.withMetadata({ density: 300 }).png({ compressionLevel: 6 }).toBuffer();
}
