/** What is in the practice printer, and what its trainer did to it. Counts are cards or panel sets. */
export interface Mechanics {
  ribbon: string;
  setsLeft: number;
  /** Taken out for cleaning, or never put in. */
  ribbonIn: boolean;
  feeder: number;
  /** A cleaning card lies on top of the blanks. */
  cleaningCard: boolean;
  coverOpen: boolean;
  /** A card between feeder and output: none, loose, or stuck until somebody takes it out. */
  path: 'empty' | 'card' | 'stuck';
  /** The next card that is printed gets stuck. */
  jamNext: boolean;
  /** The ribbon tears off within the next card, whatever the estimate says. */
  ribbonEndsNext: boolean;
  /** Somebody opens the cover while the next card is printed. */
  coverOpensNext: boolean;
  hopperFull: boolean;
  rejectFull: boolean;
  /** The head has to cool down. */
  headHot: boolean;
  needsCleaning: boolean;
  /** The encoder writes nothing, or writes and reads something else. */
  stripe: 'good' | 'cannotWrite' | 'misreads';
  cardsInserted: number;
  panelsPrinted: number;
  cleanings: number;
  /** Cards inserted when it was last cleaned, and most cards ever between two cleanings. */
  cardsAtCleaning: number;
  longestInterval: number;
}

export interface MechanicsOptions {
  /** Ribbon in the printer and panel sets on it; 200 sets of YMCKO by default. */
  readonly ribbon?: string;
  readonly setsLeft?: number;
  /** Blank cards in the feeder; 100 by default. */
  readonly feeder?: number;
}

export function newMechanics({ ribbon = 'YMCKO', setsLeft = 200, feeder = 100 }: MechanicsOptions): Mechanics {
  return {
    ribbon,
    setsLeft,
    ribbonIn: true,
    feeder,
    cleaningCard: false,
    coverOpen: false,
    path: 'empty',
    jamNext: false,
    ribbonEndsNext: false,
    coverOpensNext: false,
    hopperFull: false,
    rejectFull: false,
    headHot: false,
    needsCleaning: false,
    stripe: 'good',
    cardsInserted: 0,
    panelsPrinted: 0,
    cleanings: 0,
    cardsAtCleaning: 0,
    longestInterval: 0,
  };
}

/** The texts with which the printer refuses. Only words of the driver's table of replies are used. */
export type Refusal =
  | 'COVER OPEN'
  | 'FEEDER EMPTY'
  | 'ERR RIBBON'
  | 'WRONG RIBBON'
  | 'ERR CARD'
  | 'HOPPER FULL'
  | 'REJECT FULL'
  | 'HEAD COOLING'
  | 'ERR NEED CLEANING'
  | 'ERR WRITE'
  | 'ERR READ';

/** Takes a card from the feeder to the print head, or says why not. A loose card is pushed out first. */
export function feedCard(mechanics: Mechanics): Refusal | undefined {
  if (mechanics.path === 'stuck') return 'ERR CARD';
  if (mechanics.coverOpen) return 'COVER OPEN';
  if (mechanics.needsCleaning) return 'ERR NEED CLEANING';
  if (mechanics.headHot) return 'HEAD COOLING';
  if (mechanics.hopperFull) return 'HOPPER FULL';
  if (!mechanics.ribbonIn || mechanics.setsLeft === 0) return 'ERR RIBBON';
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
  if (mechanics.coverOpensNext) {
    mechanics.coverOpensNext = false;
    mechanics.coverOpen = true;
  }
  if (mechanics.coverOpen) return 'COVER OPEN';
  if (mechanics.jamNext) {
    mechanics.jamNext = false;
    mechanics.path = 'stuck';
    return 'ERR CARD';
  }
  const sets = mechanics.ribbon !== 'YMCKOK' && panels.back > 0 ? 2 : 1;
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

/** Puts the card inside into the reject box. */
export function rejectCard(mechanics: Mechanics): Refusal | undefined {
  if (mechanics.path === 'stuck') return 'ERR CARD';
  if (mechanics.rejectFull) return 'REJECT FULL';
  mechanics.path = 'empty';
  return undefined;
}

/** Runs the cleaning card through, which wants the ribbon out. It is no card for the counter. */
export function cleanRollers(mechanics: Mechanics): Refusal | undefined {
  if (mechanics.path === 'stuck') return 'ERR CARD';
  if (mechanics.coverOpen) return 'COVER OPEN';
  if (mechanics.ribbonIn) return 'ERR RIBBON';
  if (!mechanics.cleaningCard) return 'FEEDER EMPTY';
  mechanics.cleaningCard = false;
  mechanics.needsCleaning = false;
  mechanics.longestInterval = Math.max(mechanics.longestInterval, mechanics.cardsInserted - mechanics.cardsAtCleaning);
  mechanics.cleanings += 1;
  mechanics.cardsAtCleaning = mechanics.cardsInserted;
  return undefined;
}

/** Answers to the text queries; `undefined` for a query that this printer does not know. */
export function answerQuery(mechanics: Mechanics, query: string): string | undefined {
  const { setsLeft, ribbonIn, cardsInserted, panelsPrinted, ribbon, path, cleanings } = mechanics;
  const mean = cleanings === 0 ? 0 : Math.round(mechanics.cardsAtCleaning / cleanings);
  const answers: Record<string, string> = {
    Rr: ribbon,
    Rcr: setsLeft === 0 || !ribbonIn ? 'ERR RIBBON' : 'OK',
    'Rco;l': String(setsLeft),
    'Rco;c': String(cardsInserted),
    'Rco;p': String(panelsPrinted),
    'Rco;n': String(cleanings),
    'Rco;a': String(mean),
    'Rco;m': String(mechanics.longestInterval),
    'Rlr;p': { empty: 'NO CARD', card: 'CARD', stuck: 'ERR CARD' }[path],
    'Rlr;r': mechanics.needsCleaning ? 'ERR NEED CLEANING' : 'OK',
    // Volts, as they were in a printer of no particular kind: no driver may read a state out of them.
    'Rse;c': '1.21',
    'Rse;m': '0.86',
    'Rse;o': mechanics.coverOpen ? '4.91' : '0.12',
    'Rse;p': path === 'empty' ? '0.33' : '3.87',
    'Rse;r': ribbonIn ? '2.47' : '0.05',
  };
  return answers[query];
}
