import type { PrintSettings } from '../../../../src-shared/devices/print-setting.ts';
import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';
import type { UsbCandidate, UsbDevice } from '../../usb/usb-device.ts';
import type { ConnectedPrinter, PrinterDriver, PrinterIdentity, PrinterStatus } from '../printer-driver.ts';
import type { PrintJob, PrintStep } from '../printer-port.ts';
import { MaticaLink, type MaticaLinkOptions, type MaticaTimeouts } from './matica-link.ts';
import { printCard } from './print-card.ts';
import { readIdentity, readStatus } from './status.ts';

/** Vendor and product ids under which they were met: XID 8600, and XID 580i (sold as XID 9300 too). */
const models: readonly (readonly [vendorId: number, productId: number])[] = [
  [0x2166, 0x701d],
  [0x04f1, 0x403c],
];

export interface MaticaOptions {
  readonly timeouts?: Partial<MaticaTimeouts>;
}

/** Matica XID retransfer printers. Which class their interface says it has is not known: any bulk pair will do. */
export function maticaDriver(options: MaticaOptions = {}): PrinterDriver {
  return {
    name: 'Matica XID',
    match: {},
    accepts: ({ vendorId, productId }: UsbCandidate) =>
      models.some(([vendor, product]) => vendor === vendorId && product === productId),
    connect: (device, printerOptions) => MaticaPrinter.connect(device, { ...printerOptions, ...options }),
  };
}

class MaticaPrinter implements ConnectedPrinter {
  readonly identity: PrinterIdentity;
  /** All its faults can be asked by sense. */
  readonly unaskable: readonly ErrorCode[] = [];
  readonly #device: UsbDevice;
  readonly #link: MaticaLink;

  private constructor(device: UsbDevice, link: MaticaLink, identity: PrinterIdentity) {
    this.#device = device;
    this.#link = link;
    this.identity = identity;
  }

  static async connect(device: UsbDevice, options: MaticaLinkOptions): Promise<MaticaPrinter> {
    const link = new MaticaLink(device, options);
    return new MaticaPrinter(device, link, await readIdentity(link));
  }

  status(): Promise<PrinterStatus> {
    return readStatus(this.#link);
  }

  print(job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
    const turned = this.identity.model.replaceAll(' ', '').startsWith('XID8600');
    return printCard(this.#link, { job, turned }, progress);
  }

  /** The picture is moved and its dyes are curved before it is sent; resin is black or not, and there is no varnish. */
  checkSettings({ contrast }: PrintSettings): void {
    if ((contrast.k ?? 0) !== 0 || (contrast.o ?? 0) !== 0) throw new Fault('printer.settingRange');
  }

  /** A port reset ends what it has half received; it has to be found and opened again. */
  async recover(): Promise<void> {
    await this.#device.reset();
    throw new Fault('usb.unplugged', { what: 'reset' });
  }
}
