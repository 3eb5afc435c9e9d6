import type { PanelName, PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import type { ErrorCode } from '../../../../src-shared/errors.ts';
import { PRINTER, type UsbCandidate } from '../../usb/usb-device.ts';
import type { ConnectedPrinter, PrinterDriver, PrinterIdentity, PrinterStatus } from '../printer-driver.ts';
import type { PrintJob, PrintStep } from '../printer-port.ts';
import { runCleaning } from './cleaning.ts';
import { EvolisLink, type EvolisLinkOptions } from './evolis-link.ts';
import { quirksOf } from './evolis-quirks.ts';
import { readDetails, readIdentity } from './identity.ts';
import type { MagneticOptions } from './magnetic.ts';
import type { DyeLevels } from './panel.ts';
import { printCard, printOwnTestCard, type CardPrinter } from './print-card.ts';
import { checkOffset } from './print-settings.ts';
import { readStatus } from './status.ts';

/** USB vendor id of Evolis (usb.ids). Product ids of newer models are not published: any will do. */
const EVOLIS = 0x0f49;

/** What is not as usual at a centre. */
export interface EvolisOptions extends Pick<EvolisLinkOptions, 'timeouts' | 'meanings'> {
  /** Depth of the dyes; previews show 128 levels. */
  readonly levels?: DyeLevels;
  /** Panels to send compressed, whatever is known of the model. */
  readonly compressed?: readonly PanelName[];
  /** Most dots that this printer moves a picture; the contract's 50 by default. */
  readonly offsetRange?: number;
  readonly magnetic?: MagneticOptions;
}

/** Evolis card printers, by the text commands of the Evolis Programming Guide A5013. */
export function evolisDriver(options: EvolisOptions = {}): PrinterDriver {
  return {
    name: 'Evolis',
    match: PRINTER,
    accepts: ({ vendorId }: UsbCandidate) => vendorId === EVOLIS,
    connect: async (device, manager) => {
      const link = new EvolisLink(device, { ...linkOptions(options), ...manager });
      return new EvolisPrinter(link, await readIdentity(link, device.identity), options);
    },
  };
}

function linkOptions({ timeouts, meanings }: EvolisOptions): EvolisLinkOptions {
  return { ...(timeouts === undefined ? {} : { timeouts }), ...(meanings === undefined ? {} : { meanings }) };
}

class EvolisPrinter implements ConnectedPrinter {
  readonly identity: PrinterIdentity;
  /** Most states have no text query: the printer refuses to start a sequence, or ends it, instead. */
  readonly unaskable: readonly ErrorCode[] = [
    'printer.feederEmpty',
    'printer.coverOpen',
    'printer.hopperFull',
    'printer.rejectFull',
    'printer.headHot',
    'printer.hardware',
    'printer.ribbonWrong',
  ];
  readonly #printer: CardPrinter;

  constructor(link: EvolisLink, identity: PrinterIdentity, options: EvolisOptions) {
    this.identity = identity;
    const { levels = 128, compressed, offsetRange = 50, magnetic = { coercivity: 'h' } } = options;
    const quirks = quirksOf(identity.model);
    this.#printer = {
      link,
      options: { levels, compressed: compressed ?? quirks.compressed, offsetRange, magnetic },
    };
  }

  status(): Promise<PrinterStatus> {
    return readStatus(this.#printer.link);
  }

  details(): Promise<Readonly<Record<string, string>>> {
    return readDetails(this.#printer.link);
  }

  print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    return printCard(this.#printer, job, progress);
  }

  testCard(): Promise<void> {
    return printOwnTestCard(this.#printer);
  }

  clean(): Promise<void> {
    return runCleaning(this.#printer.link);
  }

  checkSettings(settings: PrintSettings): void {
    checkOffset(settings, this.#printer.options.offsetRange);
  }

  recover(): Promise<void> {
    return this.#printer.link.softReset();
  }
}
