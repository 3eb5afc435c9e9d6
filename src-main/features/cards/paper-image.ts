import { CARD } from '../../../src-shared/card/card-layout.ts';
import { paper, type Rosette } from './card-art.ts';
import { rasterPng, svgDocument } from './svg-raster.ts';

const drawn = new Map<string, Promise<string>>();

/**
 * The paper as SVG of its dots. Its fine lines are the same on every card and cost as much as all the rest
 * of a side, so they are drawn once a process; `paper` drawn in place gives the same dots.
 */
export function paperImage(rosette: Rosette): Promise<string> {
  const key = `${rosette.x} ${rosette.y}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const image = draw(rosette);
  drawn.set(key, image);
  // A failure is not kept: the next card tries again.
  image.catch(() => drawn.delete(key));
  return image;
}

async function draw(rosette: Rosette): Promise<string> {
  const png = await rasterPng(svgDocument(paper(rosette)));
  return `<image width="${CARD.width}" height="${CARD.height}" href="data:image/png;base64,${png.toString('base64')}"/>`;
}
