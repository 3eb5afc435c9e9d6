import { Fault } from '../../../src-shared/errors.ts';
import { UsbAdapter } from './usb-adapter.ts';
import type { UsbDevice, UsbInterfaceMatch } from './usb-device.ts';
import { usbFault, withUsbFaults } from './usb-error.ts';
import type { InterfaceSetting } from './usb-descriptors.ts';
import { chooseInterface, interfacesOf } from './usb-interfaces.ts';
import type { LibraryUsbDevice } from './usb-library.ts';
import type { UsbSystem } from './usb-system.ts';

const PRINTER_CLASS = 7;
/** What another program's claim is called (drivers/usb/core/devio.c). */
const PROGRAM = 'usbfs';

export interface ClaimOptions {
  readonly system: UsbSystem;
  /** As `UsbAdapter` takes it. */
  readonly overdue: () => void;
}

/**
 * Opens a device, claims the first interface that matches and finds its endpoints. Errors: `usb.busy`
 * when another program holds the interface, `usb.permission`, `usb.absent`, `usb.*`.
 */
export async function claimDevice(
  library: LibraryUsbDevice,
  match: UsbInterfaceMatch,
  { system, overdue }: ClaimOptions,
): Promise<UsbDevice> {
  // Opening again would lose what the first opening holds.
  if (library.opened) throw new Fault('usb.busy', { what: 'openedHere' });
  await withUsbFaults(() => library.open());
  try {
    // Everything is read now: once transfers run, the library refuses to read any of it.
    const { setting, endpoints } = chooseInterface(await interfacesOf(library, system), match);
    const { interfaceNumber, alternateSetting, interfaceClass } = setting;
    const identity = {
      vendorId: library.vendorId,
      productId: library.productId,
      ...textsOf(library),
      packetSize: endpoints.in.packetSize,
    };
    await claim(library, setting, system);
    if (alternateSetting > 0) {
      await withUsbFaults(() => library.selectAlternateInterface(interfaceNumber, alternateSetting));
    }
    // Also where it was free: an earlier process may have ended without giving the printer back.
    const giveBack = interfaceClass === PRINTER_CLASS;
    return new UsbAdapter({ library, interfaceNumber, endpoints, identity, giveBack, overdue });
  } catch (error) {
    await library.close().catch(() => undefined);
    throw usbFault(error);
  }
}

/** Names from the descriptors; empty where the device has none or does not answer. */
export function textsOf(library: LibraryUsbDevice): { manufacturer: string; product: string; serialNumber: string } {
  return {
    manufacturer: text(() => library.manufacturerName),
    product: text(() => library.productName),
    serialNumber: text(() => library.serialNumber),
  };
}

/**
 * A printer is held by the kernel's own driver (usblp); that one can be sent away. A program can not, but
 * the kernel would do it all the same when asked: whoever holds the interface is looked at first.
 */
async function claim(
  library: LibraryUsbDevice,
  { interfaceNumber, interfaceClass }: InterfaceSetting,
  system: UsbSystem,
): Promise<void> {
  try {
    await withUsbFaults(() => library.claimInterface(interfaceNumber));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'usb.busy') throw error;
    // Where the system does not say, a printer is taken to be usblp's, for on every Linux it is.
    const usual = interfaceClass === PRINTER_CLASS ? 'usblp' : PROGRAM;
    if (((await system.driver(library, interfaceNumber)) ?? usual) === PROGRAM) throw error;
    try {
      await library.detachKernelDriver(interfaceNumber);
    } catch {
      throw error;
    }
    await withUsbFaults(() => library.claimInterface(interfaceNumber));
  }
}

function text(read: () => string | null): string {
  try {
    return read() ?? '';
  } catch {
    return '';
  }
}
