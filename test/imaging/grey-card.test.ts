import { describe, expect, test } from 'vitest';
import { isGood, MIDDLE_GREY, readGreyCard } from '../../src-shared/imaging/grey-card.ts';
import type { Pixels } from '../../src-shared/imaging/pixels.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** A frame of 240 x 300 dots; `colourOf` gives each dot its colour. */
function frame(colourOf: (x: number, y: number) => Colour): Pixels {
  const [width, height] = [240, 300];
  const data = new Uint8Array(width * height * 3);
  for (let dot = 0; dot < width * height; dot += 1) data.set(colourOf(dot % width, Math.floor(dot / width)), dot * 3);
  return { data, width, height, channels: 3 };
}

const wall: Colour = [200, 205, 210];
const isCard = (x: number, y: number) => Math.abs(x - 120) < 60 && Math.abs(y - 150) < 60;
const card = (colour: Colour) => frame((x, y) => (isCard(x, y) ? colour : wall));

describe('a grey card in the middle of a picture', () => {
  test('of middle grey is good as it is', () => {
    const measures = readGreyCard(card([118, 118, 118]))!;
    expect(measures.grey).toEqual({ red: 118, green: 118, blue: 118 });
    expect(measures.exposureStops).toBeCloseTo(0, 6);
    expect(measures.castShare).toBe(0);
    expect(isGood(measures)).toBe(true);
  });

  test.each([
    // 118 is 0.181 of the light; a stop more is 0.362: sRGB 162, a stop less 0.0905: sRGB 85.
    ['a stop too light', 162, 1],
    ['a stop too dark', 85, -1],
    ['a sixth of a stop too light', 125, 0.17],
  ])('%s', (_what, value, stops) => {
    const measures = readGreyCard(card([value, value, value]))!;
    expect(measures.exposureStops).toBeCloseTo(stops, 1);
    expect(isGood(measures)).toBe(Math.abs(stops) < 0.33);
  });

  test('under lamp light is too red, and not good', () => {
    const measures = readGreyCard(card([140, 116, 86]))!;
    expect(measures.castShare).toBeCloseTo((140 - 86) / 114, 2);
    expect(isGood(measures)).toBe(false);
  });

  test('under a lamp from the side is still a card', () => {
    expect(readGreyCard(frame((x) => [100 + x / 12, 100 + x / 12, 100 + x / 12]))).toBeDefined();
  });

  test('says how much of the whole picture is burnt and drowned', () => {
    const burnt = frame((x, y) =>
      isCard(x, y) ? [118, 118, 118] : y < 30 ? [255, 255, 255] : y > 269 ? [0, 0, 0] : wall,
    );
    expect(readGreyCard(burnt)).toMatchObject({ burnt: 0.1, drowned: 0.1 });
  });

  test('is as sharp as its sharpest part', () => {
    const edge = frame((x, y) => (isCard(x, y) ? [118, 118, 118] : y < 50 && x % 4 < 2 ? [0, 0, 0] : wall));
    expect(readGreyCard(edge)!.sharpness).toBeGreaterThan(readGreyCard(card([118, 118, 118]))!.sharpness * 2);
  });

  test.each<[string, Pixels]>([
    ['a face', frame((x, y) => [150 + 60 * Math.sin(x / 9), 110 + 50 * Math.sin(y / 11), 90])],
    ['a coloured wall', frame(() => [40, 90, 200])],
    ['a half of a card', frame((x) => (x < 120 ? [118, 118, 118] : [230, 230, 230]))],
    ['text', frame((x, y) => ((x + y) % 8 < 2 ? [20, 20, 20] : [220, 220, 220]))],
    ['darkness', frame(() => [2, 2, 2])],
    ['nothing but light', frame(() => [255, 255, 255])],
  ])('is not %s', (_what, pixels) => {
    expect(readGreyCard(pixels)).toBeUndefined();
  });

  test('may come with alpha, as from a canvas', () => {
    const { data, width, height } = card([118, 118, 118]);
    const four = new Uint8ClampedArray(width * height * 4);
    for (let dot = 0; dot < width * height; dot += 1) four.set([...data.subarray(dot * 3, dot * 3 + 3), 255], dot * 4);
    expect(readGreyCard({ data: four, width, height, channels: 4 })?.grey.red).toBe(MIDDLE_GREY);
  });
});
