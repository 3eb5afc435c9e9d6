/** What is in the practice printer, and what its trainer did to it. Counts are cards or panel sets. */
export interface Mechanics {
  ribbon: string;
  setsLeft: number;
  feeder: number;
  coverOpen: boolean;
  /** A card between feeder and output: none, loose, or stuck until somebody takes it out. */
  path: 'empty' | 'card' | 'stuck';
  /** The next card that is printed gets stuck. */
  jamNext: boolean;
  /** The ribbon tears off within the next card, whatever the estimate says. */
  ribbonEndsNext: boolean;
  cardsInserted: number;
  panelsPrinted: number;
}

/** The texts with which the printer refuses. Only words of the driver's table of replies are used. */
export type Refusal = 'COVER OPEN' | 'FEEDER EMPTY' | 'ERR RIBBON' | 'WRONG RIBBON' | 'ERR CARD';

/** Takes a card from the feeder to the print head, or says why not. A loose card is pushed out first. */
export function feedCard(mechanics: Mechanics): Refusal | undefined {
  if (mechanics.path === 'stuck') return 'ERR CARD';
  if (mechanics.coverOpen) return 'COVER OPEN';
  if (mechanics.setsLeft === 0) return 'ERR RIBBON';
  if (mechanics.feeder === 0) return 'FEEDER EMPTY';
  mechanics.feeder -= 1;
  mechanics.cardsInserted += 1;
  mechanics.path = 'card';
  return undefined;
}

/** Burns the panels and ejects, or says why not; then the card stays inside. */
export function burnCard(
  mechanics: Mechanics,
  panels: { readonly front: number; readonly back: number },
): Refusal | undefined {
  if (mechanics.coverOpen) return 'COVER OPEN';
  if (mechanics.jamNext) {
    mechanics.jamNext = false;
    mechanics.path = 'stuck';
    return 'ERR CARD';
  }
  const sets = mechanics.ribbon === 'YMCKO' && panels.back > 0 ? 2 : 1;
  if (mechanics.ribbonEndsNext || mechanics.setsLeft < sets) {
    mechanics.ribbonEndsNext = false;
    mechanics.setsLeft = 0;
    return 'ERR RIBBON';
  }
  mechanics.setsLeft -= sets;
  mechanics.panelsPrinted += panels.front + panels.back;
  mechanics.path = 'empty';
  return undefined;
}

/** Answers to the text queries; `undefined` for a query that this printer does not know. */
export function answerQuery(mechanics: Mechanics, query: string): string | undefined {
  const { setsLeft, cardsInserted, panelsPrinted, ribbon, path } = mechanics;
  const answers: Record<string, string> = {
    Rr: ribbon,
    Rcr: setsLeft === 0 ? 'ERR RIBBON' : 'OK',
    'Rco;l': String(setsLeft),
    'Rco;c': String(cardsInserted),
    'Rco;p': String(panelsPrinted),
    'Rlr;p': { empty: 'NO CARD', card: 'CARD', stuck: 'ERR CARD' }[path],
  };
  return answers[query];
}
