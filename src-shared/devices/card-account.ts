/** What is known of one printer's cards since its counter was first read at a counter. */
export interface CardSums {
  /** The printer's counter of cards at that first reading. */
  readonly countedFrom: number;
  /** Jobs with an outcome that took a card: good or spoiled. */
  readonly ended: number;
  /** Jobs nobody has looked at yet: each took one card, or none. */
  readonly open: number;
  /** Service cards, cleanings, and what was found unexplained before; may be negative. */
  readonly others: number;
}

/** Where the printer's counter must stand now. */
export function expectedCount({ countedFrom, ended, open, others }: CardSums): { least: number; most: number } {
  const least = countedFrom + ended + others;
  return { least, most: least + open };
}

/**
 * By how many cards a counter is off, against the nearest number that could be right: positive when more
 * cards moved than anybody says, negative when fewer did, 0 when it can be right. Never a false alarm
 * while a job is open; what hid behind an open job shows once that has its outcome.
 */
export function unexplainedCards(sums: CardSums, counted: number): { expected: number; cards: number } {
  const { least, most } = expectedCount(sums);
  const expected = Math.min(Math.max(counted, least), most);
  return { expected, cards: counted - expected };
}
