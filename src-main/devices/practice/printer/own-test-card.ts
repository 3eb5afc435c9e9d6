import { CARD_HEIGHT, CARD_WIDTH } from '../../printer/printer-port.ts';

/** The dyes, their mixtures and black, as steps from the left; white at the end. */
const steps: readonly (readonly [number, number, number])[] = [
  [255, 255, 0],
  [255, 0, 255],
  [0, 255, 255],
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [0, 0, 0],
  [255, 255, 255],
];

/** What the printer prints on its own test card (`St`): 3 bytes a dot. */
export function drawOwnTestCard(): Uint8Array {
  const face = new Uint8Array(CARD_WIDTH * CARD_HEIGHT * 3);
  for (let dot = 0; dot < CARD_WIDTH * CARD_HEIGHT; dot += 1) {
    const step = steps[Math.floor(((dot % CARD_WIDTH) * steps.length) / CARD_WIDTH)];
    face.set(step ?? [255, 255, 255], dot * 3);
  }
  return face;
}
