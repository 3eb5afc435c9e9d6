/** A CR80 card, mm (ISO/IEC 7810 ID-1). */
export const CARD_MM = { width: 85.6, height: 53.98 } as const;

/** Dots a millimetre at 300 dots an inch. */
export const DOTS_PER_MM = 300 / 25.4;

/** Radius of a mark and of the white hole in the first of them, mm. */
export const MARK = { radius: 1.5, hole: 0.6 } as const;

/**
 * Where the marks of the alignment card are printed, mm right and down of the picture's middle, which is the
 * card's middle when nothing is off. The first has a hole: it tells which way up the card lies.
 */
export const marks = [
  { x: -28, y: -11 },
  { x: 28, y: -11 },
  { x: -28, y: 11 },
  { x: 28, y: 11 },
] as const;

/** Clear space around each mark, mm: nothing else is printed there, so that a mark that is off is still found. */
export const CLEAR = 7;
