import { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import type { PrinterState } from '../../src-main/devices/printer/printer-port.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { canRetry, Fault } from '../../src-shared/errors.ts';

const ATTEMPTS = 3;

export interface AskedPrinter {
  /** To be closed. */
  readonly printer: PrinterManager;
  readonly state: PrinterState;
}

/** The printer as the counter has it, and what it says of itself. Errors: `printer.absent`, `usb.*`, after some attempts. */
export async function connectPrinter(bus: UsbBus): Promise<AskedPrinter> {
  const printer = new PrinterManager(bus, { pollMs: 0 });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { printer, state: await printer.refresh() };
    } catch (error) {
      const mayPass = error instanceof Fault && error.code.startsWith('usb.') && canRetry(error.code);
      if (mayPass && attempt < ATTEMPTS) continue;
      await printer.close();
      throw error;
    }
  }
}
