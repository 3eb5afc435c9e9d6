import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import type { ErrorCode } from '../../../../src-shared/errors.ts';
import { PRINTER, type UsbCandidate, type UsbDevice } from '../../usb/usb-device.ts';
import type {
  ConnectedPrinter,
  PrinterDriver,
  PrinterIdentity,
  PrinterOptions,
  PrinterStatus,
} from '../printer-driver.ts';
import type { PrintJob, PrintStep } from '../printer-port.ts';
import { EvolisLink, type EvolisLinkOptions } from './evolis-link.ts';
import { printCard } from './print-card.ts';
import { readIdentity, readStatus } from './status.ts';

/** USB vendor id of Evolis (usb.ids). Product ids of newer models are not published: any will do. */
const EVOLIS = 0x0f49;

export type EvolisOptions = Omit<EvolisLinkOptions, 'onUnknownReply'>;

/** Evolis card printers, by the text commands of the Evolis Programming Guide A5013. */
export function evolisDriver(options: EvolisOptions = {}): PrinterDriver {
  return {
    name: 'Evolis',
    match: PRINTER,
    accepts: ({ vendorId }: UsbCandidate) => vendorId === EVOLIS,
    connect: (device, printerOptions) => EvolisPrinter.connect(device, { ...options, ...heard(printerOptions) }),
  };
}

function heard({ onUnknownReply }: PrinterOptions): Pick<EvolisLinkOptions, 'onUnknownReply'> {
  return onUnknownReply === undefined ? {} : { onUnknownReply };
}

class EvolisPrinter implements ConnectedPrinter {
  readonly identity: PrinterIdentity;
  /** Feeder and cover have no text query: the printer refuses to start a sequence instead. */
  readonly unaskable: readonly ErrorCode[] = ['printer.feederEmpty', 'printer.coverOpen'];
  readonly #link: EvolisLink;

  private constructor(link: EvolisLink, identity: PrinterIdentity) {
    this.#link = link;
    this.identity = identity;
  }

  static async connect(device: UsbDevice, options: EvolisLinkOptions): Promise<EvolisPrinter> {
    const link = new EvolisLink(device, options);
    return new EvolisPrinter(link, await readIdentity(link));
  }

  status(): Promise<PrinterStatus> {
    return readStatus(this.#link);
  }

  print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    return printCard(this.#link, job, progress);
  }

  checkSettings(_settings: PrintSettings): void {
    // Every setting of the contract is within the range of these printers.
  }

  recover(): Promise<void> {
    return this.#link.softReset();
  }
}
