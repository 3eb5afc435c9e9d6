import type { ErrorCode } from '../../../src-shared/errors.ts';

/** A card printer as the counter sees it, whatever is behind it. */
export interface PrinterPort {
  /** What is connected now and what it last said of itself. Never throws. */
  readonly state: PrinterState;

  /** Called at every change of `state`; returns the way to stop. */
  onState(changed: (state: PrinterState) => void): () => void;

  /** Asks the printer now. Errors: `printer.absent`, `usb.*`. */
  refresh(): Promise<PrinterState>;

  /**
   * Prints one card and returns when the printer said that it is out. `progress` is told each step.
   * Rejects with a `PrintFault`, which says whether a card may have left the feeder.
   */
  print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void>;

  close(): Promise<void>;
}

export interface PrinterState {
  readonly condition: 'absent' | 'ready' | 'printing' | 'blocked';
  readonly model?: string;
  readonly serialNumber?: string;
  readonly firmware?: string;
  /** As the printer names it, e.g. `YMCKO`. */
  readonly ribbon?: string;
  /** Cards the ribbon can still print, as the printer estimates it. */
  readonly cardsLeft?: number;
  /** Cards inserted in the printer's life. */
  readonly cardsInserted?: number;
  /** Panels printed in the printer's life. */
  readonly panelsPrinted?: number;
  /** Why it is absent or blocked. */
  readonly fault?: ErrorCode;
}

/** One side as 1016 x 648 dots (CR80 at 300 dpi), landscape, row by row from the top left. */
export interface CardSide {
  /** 3 bytes a dot: red, green, blue; what the dye panels carry. */
  readonly rgb: Uint8Array;
  /** 1 byte a dot: 1 where the resin (K) panel prints solid black, else 0. */
  readonly resin: Uint8Array;
}

export const CARD_WIDTH = 1016;
export const CARD_HEIGHT = 648;

export interface PrintJob {
  readonly front: CardSide;
  readonly back?: CardSide;
}

export type PrintStep = 'checking' | 'feeding' | 'sendingFront' | 'sendingBack' | 'printing' | 'ejecting' | 'done';

/** Where the blank may be after a failure: still in the feeder, or who knows. */
export type CardWhereabouts = 'inFeeder' | 'look';

/** A print that did not end well. `code` starts with `printer.` or `usb.`. */
export class PrintFault extends Error {
  readonly code: ErrorCode;
  readonly card: CardWhereabouts;

  constructor(code: ErrorCode, card: CardWhereabouts, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'PrintFault';
    this.code = code;
    this.card = card;
  }
}
