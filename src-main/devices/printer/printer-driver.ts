import type { PrintSettings } from '../../../src-shared/devices/print-setting.ts';
import type { ErrorCode } from '../../../src-shared/errors.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { UsbCandidate, UsbDevice, UsbInterfaceMatch } from '../usb/usb-device.ts';
import type { CleaningCount, PrintJob, PrintStep, SideMode } from './printer-port.ts';

/** A family of card printers that the manager can connect to. */
export interface PrinterDriver {
  /** As people call it, e.g. `Evolis`. */
  readonly name: string;
  readonly match: UsbInterfaceMatch;
  accepts(candidate: UsbCandidate): boolean;
  /** Asks who it is. Errors: `printer.*`, `usb.*`; the device stays open, the caller closes it. */
  connect(device: UsbDevice, options: PrinterOptions): Promise<ConnectedPrinter>;
}

export interface PrinterOptions {
  readonly clock: DeviceClock;
  /** Told of every reply that no table explains: for the log and for the next version of the table. */
  readonly onUnknownReply?: (command: string, reply: string) => void;
}

/** A printer that answered. Calls come one at a time. Errors of all: `printer.*`, `usb.*`. */
export interface ConnectedPrinter {
  readonly identity: PrinterIdentity;

  /** Faults that `status` cannot see: the manager keeps them on the screen until somebody tries again. */
  readonly unaskable: readonly ErrorCode[];

  /** Asks without moving a card. */
  status(): Promise<PrinterStatus>;

  /** Prints one card. Rejects with a `PrintFault` that says whether a card may have left the feeder. */
  print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void>;

  /** Runs the cleaning card through. Absent where this printer cannot. */
  clean?(): Promise<void>;

  /** Prints the printer's own test card, which takes a blank; rejects as `print` does. Absent where it cannot. */
  testCard?(): Promise<void>;

  /** What else it says of itself, by plain words, for a technician to read. */
  details?(): Promise<Readonly<Record<string, string>>>;

  /** What this printer could print of these settings; outside its range refuses with `printer.settingRange`. */
  checkSettings(settings: PrintSettings): void;

  /** After a fault of the wire: makes the printer forget what it has half received. A failure closes the connection. */
  recover(): Promise<void>;
}

/** Who the printer is: does not change while it is plugged in. */
export interface PrinterIdentity {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
}

/** What it says of itself now. What it did not tell is absent. */
export interface PrinterStatus {
  /** As the printer names it, e.g. `YMCKO`. */
  readonly ribbon?: string;
  /** Cards the ribbon can still print, as the printer estimates it. */
  readonly cardsLeft?: number;
  /** Transfer film left, percent (retransfer printers). */
  readonly filmLeft?: number;
  /** How the back of a card is printed with this ribbon; absent where the ribbon will not do. */
  readonly back?: SideMode;
  /** Cards inserted and panels printed in the printer's life. */
  readonly cardsInserted?: number;
  readonly panelsPrinted?: number;
  /** Cleaning as the printer counts it, in cards. */
  readonly cleaning?: CleaningCount;
  /** Why it cannot print now, as far as it can be asked without moving a card. */
  readonly fault?: ErrorCode;
}
