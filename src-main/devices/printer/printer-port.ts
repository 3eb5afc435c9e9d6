import type { PrintSettings } from '../../../src-shared/devices/print-setting.ts';
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

  /**
   * Runs the cleaning card through and returns when it is out. Errors: `printer.notCapable` where the printer
   * cannot, `printer.absent`, `printer.busy`, `printer.*`, `usb.*`.
   */
  clean(): Promise<void>;

  /** Throws `printer.settingRange` for settings that the connected printer cannot print; `printer.absent`. */
  checkSettings(settings: PrintSettings): void;

  close(): Promise<void>;
}

export interface PrinterState {
  readonly condition: 'absent' | 'ready' | 'printing' | 'blocked';
  /** Name of the driver that is connected, e.g. `Evolis`. */
  readonly driver?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly firmware?: string;
  /** As the printer names it, e.g. `YMCKO`. */
  readonly ribbon?: string;
  /** Cards the ribbon can still print, as the printer estimates it. */
  readonly cardsLeft?: number;
  /** Transfer film left, percent (retransfer printers). */
  readonly filmLeft?: number;
  /** How the back of a card is printed with this ribbon. */
  readonly back?: SideMode;
  /** Cards inserted in the printer's life. */
  readonly cardsInserted?: number;
  /** Panels printed in the printer's life. */
  readonly panelsPrinted?: number;
  /** Cleaning as the printer counts it, in cards. */
  readonly cleaning?: CleaningCount;
  /** Can it clean itself with a cleaning card on command? Absent while it is not connected. */
  readonly canClean?: boolean;
  /** Why it is absent or blocked. */
  readonly fault?: ErrorCode;
}

export interface CleaningCount {
  readonly cardsSince: number;
  readonly interval: number;
}

/** What is printed on a side: dyes, black resin and varnish, or black resin alone. */
export type SideMode = 'colour' | 'resin';

/** One side as 1016 x 648 dots (CR80 at 300 dpi), landscape, row by row from the top left. */
export interface CardSide {
  /** 3 bytes a dot: red, green, blue; what the dye panels carry. */
  readonly rgb: Uint8Array;
  /** 1 byte a dot: 1 where the resin (K) panel prints solid black, else 0. */
  readonly resin: Uint8Array;
  /** 1 byte a dot: 1 where varnish lies, else 0. Absent: all over the card. */
  readonly overlay?: Uint8Array;
}

export const CARD_WIDTH = 1016;
export const CARD_HEIGHT = 648;

export interface PrintJob {
  readonly front: CardSide;
  readonly back?: CardSide;
  readonly settings: PrintSettings;
  readonly magnetic?: MagneticTracks;
}

/** What a magnetic stripe carries, by ISO 7811 track, without start and end sentinels. */
export interface MagneticTracks {
  readonly 1?: string;
  readonly 2?: string;
  readonly 3?: string;
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
