import { offers } from '../usb/offers.ts';
import type { UsbCandidate } from '../usb/usb-device.ts';
import { evolisDriver } from './evolis/evolis-printer.ts';
import { maticaDriver } from './matica/matica-printer.ts';
import type { PrinterDriver } from './printer-driver.ts';

/** The drivers of this version; the first that accepts a device gets it. */
export const printerDrivers: readonly PrinterDriver[] = [evolisDriver(), maticaDriver()];

/** The driver that would take this device, as the counter asks. */
export function findPrinterDriver(
  candidate: UsbCandidate,
  drivers: readonly PrinterDriver[] = printerDrivers,
): PrinterDriver | undefined {
  return drivers.find((driver) => offers(candidate, driver.match) && driver.accepts(candidate));
}
