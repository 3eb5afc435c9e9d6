import { rasterSide, type CardFaces } from '../../src-main/features/cards/card-face.ts';
import { drawTestBack } from './test-card-back.ts';
import type { TestCardFacts } from './test-card-facts.ts';
import { drawTestFront } from './test-card-front.ts';

/**
 * A card for looking at a printer's work: frame and rulers for shift and scale, patches and grey steps
 * for colour, fine lines, small type and a code for sharpness. `prepareFonts` must have run before.
 */
export async function drawTestCard(facts: TestCardFacts): Promise<CardFaces> {
  const [front, back] = await Promise.all([drawTestFront(facts), drawTestBack(facts)]);
  return { front: await rasterSide(front), back: await rasterSide(back) };
}
