import type { CardData } from '../../../src-shared/card/card-data.ts';
import { front } from '../../../src-shared/card/card-layout.ts';
import { dotsAsPrinted } from '../../devices/printer/dots-as-printed.ts';
import type { CardSide } from '../../devices/printer/printer-port.ts';
import { drawBack } from './back-art.ts';
import { drawFront, type SideArt } from './front-art.ts';
import { encodePng, rasterColour, rasterCover, rasterPortrait, svgDocument } from './svg-raster.ts';

/** Both sides of a card, ready for a printer. */
export interface CardFaces {
  readonly front: CardSide;
  readonly back: CardSide;
}

/**
 * Draws a card from its data and the holder's portrait (JPEG of any size; cropped to 35 x 45 around
 * its upper middle). `prepareFonts` must have run before. Rejects when the portrait is not an image.
 */
export async function renderCard(data: CardData, portraitJpeg: Uint8Array): Promise<CardFaces> {
  const [colour, ghost] = await Promise.all([
    rasterPortrait(portraitJpeg, front.portrait, 'colour'),
    rasterPortrait(portraitJpeg, front.ghost, 'ghost'),
  ]);
  const [frontArt, backArt] = await Promise.all([drawFront(data, { colour, ghost }), drawBack(data)]);
  return { front: await rasterSide(frontArt), back: await rasterSide(backArt) };
}

/** The dots of a side as printed in colour: 1016 x 648 x red, green, blue. */
export function composeSide(side: CardSide): Uint8Array {
  return dotsAsPrinted(side);
}

/** A side as it will be printed, dot for dot, as PNG. */
export function facePreview(side: CardSide): Promise<Buffer> {
  return encodePng(composeSide(side));
}

/** A drawn side as dots. `prepareFonts` must have run before. */
export async function rasterSide({ dye, resin }: SideArt): Promise<CardSide> {
  const [rgb, cover] = await Promise.all([rasterColour(svgDocument(dye)), rasterCover(svgDocument(resin))]);
  return { rgb, resin: cover.map((value) => (value >= 128 ? 1 : 0)) };
}
