import type { CardSide } from '../../devices/printer/printer-port.ts';
import { rasterSide } from '../cards/card-face.ts';
import { block, factLines, small, white, type ServiceCardFacts } from './service-card-art.ts';

/** Dyes alone, in pairs and together: what a panel adds shows in its row. */
const rows = [
  ['C', (share: number) => [255 * (1 - share), 255, 255]],
  ['M', (share: number) => [255, 255 * (1 - share), 255]],
  ['Y', (share: number) => [255, 255, 255 * (1 - share)]],
  ['M+Y', (share: number) => [255, 255 * (1 - share), 255 * (1 - share)]],
  ['C+Y', (share: number) => [255 * (1 - share), 255, 255 * (1 - share)]],
  ['C+M', (share: number) => [255 * (1 - share), 255 * (1 - share), 255]],
  ['grey', (share: number) => [255 * (1 - share), 255 * (1 - share), 255 * (1 - share)]],
] as const;
const STEPS = 10;
const LEFT = 120;
const TOP = 60;
const PATCH = { width: 68, height: 56, pitch: 60 } as const;
/** Skin of the Macbeth chart's light and dark patches (McCamy et al., 1976), sRGB. */
const skins = ['#c29682', '#735244'] as const;

/**
 * The colour card: each dye, each pair and grey in ten steps, two skin tones, and the resin from fine to
 * solid. Looked at beside a card that is right, it tells which panel's contrast to change.
 */
export function drawColourCard(facts: ServiceCardFacts): Promise<CardSide> {
  const patches = rows.flatMap(([, colourOf], row) =>
    Array.from({ length: STEPS }, (_, step) => {
      const [red, green, blue] = colourOf((step + 1) / STEPS).map(Math.round);
      const box = {
        x: LEFT + step * PATCH.width,
        y: TOP + row * PATCH.pitch,
        width: PATCH.width,
        height: PATCH.height,
      };
      return block(box, `rgb(${red},${green},${blue})`);
    }),
  );
  const skin = skins.map((colour, index) => block({ x: 820, y: TOP + index * 120, width: 140, height: 110 }, colour));
  const names = rows.map(([name], row) => small(name, 40, TOP + row * PATCH.pitch + 34));
  const steps = Array.from({ length: STEPS }, (_, step) =>
    small(String((step + 1) * 10), LEFT + step * PATCH.width + 22, TOP - 10),
  );
  const title = factLines('COLOUR CARD', facts, { x: LEFT, y: 530 });
  return rasterSide({
    dye: white + patches.join('') + skin.join(''),
    resin: [...names, ...steps, fineResin(), title].join(''),
  });
}

/** Bars of one to four dots with gaps as wide, and a solid patch: how the black is. */
function fineResin(): string {
  const bars = [1, 2, 3, 4].flatMap((wide, group) =>
    Array.from({ length: 6 }, (_, bar) =>
      block({ x: 820 + bar * wide * 2, y: 320 + group * 30, width: wide, height: 24 }),
    ),
  );
  return bars.join('') + block({ x: 880, y: 320, width: 80, height: 114 });
}
