import type { UnexplainedCards } from '../../../src-shared/contract/counter/stock.ts';

/** A printer whose cards wait for an explanation, and how many more (or fewer) went through than jobs say. */
export interface PrinterToExplain {
  readonly serial: string;
  readonly cards: number;
}

/** The printers of all that is unexplained, in the order in which they came up. */
export function printersToExplain(unexplained: readonly UnexplainedCards[]): readonly PrinterToExplain[] {
  const serials = [...new Set(unexplained.map((each) => each.serial))];
  return serials.map((serial) => {
    const own = unexplained.filter((each) => each.serial === serial);
    return { serial, cards: own.reduce((sum, each) => sum + each.cards, 0) };
  });
}
