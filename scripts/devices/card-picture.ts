import sharp from 'sharp';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide } from '../../src-main/devices/printer/printer-port.ts';
import { WrongUse } from './arguments.ts';

/**
 * A PNG or JPEG as a side of a card: scaled to its 1016 x 648 dots, on white where it is transparent. What
 * is pure black then (0, 0, 0) is printed by the resin. Errors: `WrongUse` where it is no picture.
 */
export async function readCardPicture(file: string): Promise<CardSide> {
  const rgb = await readDots(file);
  const resin = new Uint8Array(CARD_WIDTH * CARD_HEIGHT);
  for (let dot = 0; dot < resin.length; dot += 1) {
    const at = dot * 3;
    if (rgb[at] === 0 && rgb[at + 1] === 0 && rgb[at + 2] === 0) resin[dot] = 1;
  }
  return { rgb, resin };
}

async function readDots(file: string): Promise<Uint8Array> {
  try {
    const { data } = await sharp(file)
      .flatten({ background: '#fff' })
      .resize(CARD_WIDTH, CARD_HEIGHT, { fit: 'fill' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return new Uint8Array(data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WrongUse(`${file} cannot be read as a picture: ${why}`);
  }
}
