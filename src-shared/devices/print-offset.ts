import type { PrintMeasures } from './calibration.ts';
import type { PrintSettings } from './print-setting.ts';

/** Dots of 1/300 inch in a tenth of a millimetre. */
const DOTS_PER_TENTH = 300 / 254;

/** As far as a picture can be moved, dots; `PrintSettings` says the same. */
const MOST = 50;

/**
 * The offset that brings the picture to its place, when a card printed with `offset` showed it `measured`
 * tenths of a millimetre off: what is too far right is moved left.
 */
export function correctedOffset(offset: PrintSettings['offset'], measured: PrintMeasures): PrintSettings['offset'] {
  const corrected = (dots: number, tenths: number) =>
    Math.max(-MOST, Math.min(MOST, Math.round(dots - tenths * DOTS_PER_TENTH))) + 0;
  return { x: corrected(offset.x, measured.offsetX), y: corrected(offset.y, measured.offsetY) };
}

/** Further off than this, tenths of a millimetre, a card is set right: less than half a dot cannot be. */
const TOLERATED = 1;

export function isInPlace({ offsetX, offsetY }: PrintMeasures): boolean {
  return Math.abs(offsetX) <= TOLERATED && Math.abs(offsetY) <= TOLERATED;
}
