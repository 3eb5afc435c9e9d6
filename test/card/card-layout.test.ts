import { describe, expect, test } from 'vitest';
import {
  CARD,
  back,
  backTexts,
  finderTexts,
  front,
  frontCategories,
  frontTexts,
} from '../../src-shared/card/card-layout.ts';
import type { Box } from '../../src-shared/card/card-layout.ts';

/** Cutting tolerance of blank cards and print heads: nothing to read comes nearer to the edge. */
const SAFE = 28;

function apart(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

function overlaps(boxes: Record<string, Box>): string[] {
  const names = Object.entries(boxes);
  return names.flatMap(([name, box], index) =>
    names.slice(index + 1).flatMap(([other, otherBox]) => (apart(box, otherBox) ? [] : [`${name} and ${other}`])),
  );
}

describe('the layout', () => {
  test('keeps what is read away from the edges', () => {
    const boxes = [front.portrait, frontCategories, back.table, back.qr];
    for (const box of [...boxes, ...Object.values(frontTexts), ...Object.values(backTexts)]) {
      expect(box.x).toBeGreaterThanOrEqual(SAFE);
      expect(box.y).toBeGreaterThanOrEqual(SAFE);
      expect(box.x + box.width).toBeLessThanOrEqual(CARD.width - SAFE);
      expect(box.y + box.height).toBeLessThanOrEqual(CARD.height - SAFE);
    }
  });

  test('lets no two things of a side overlap', () => {
    const { header, portrait, ghost, footer } = front;
    expect(overlaps({ header, portrait, ghost, footer, ...frontTexts, frontCategories })).toEqual([]);
    const { addressUr: _, ...texts } = backTexts;
    expect(overlaps({ ...back, ...texts, ...finderTexts })).toEqual([]);
    expect(overlaps({ ...back, address: backTexts.addressUr, ...finderTexts })).toEqual([]);
  });

  test('has portraits of 35 to 45', () => {
    expect(front.portrait.width / front.portrait.height).toBeCloseTo(35 / 45, 2);
    expect(front.ghost.width / front.ghost.height).toBeCloseTo(35 / 45, 2);
  });
});
