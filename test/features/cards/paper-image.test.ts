import { expect, test } from 'vitest';
import { paper } from '../../../src-main/features/cards/card-art.ts';
import { paperImage } from '../../../src-main/features/cards/paper-image.ts';
import { rasterColour, svgDocument } from '../../../src-main/features/cards/svg-raster.ts';

test.each([
  { x: 640, y: 372 },
  { x: 352, y: 330 },
])('the paper drawn once has the dots of the paper drawn in place, rosette at $x, $y', async (rosette) => {
  const [once, inPlace] = await Promise.all(
    [await paperImage(rosette), paper(rosette)].map((body) => rasterColour(svgDocument(body))),
  );
  expect(Buffer.compare(once!, inPlace!)).toBe(0);
  expect(paperImage(rosette)).toBe(paperImage(rosette));
});
