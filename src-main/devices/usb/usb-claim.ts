import { Fault } from '../../../src-shared/errors.ts';
import { fits } from './offers.ts';
import { UsbAdapter } from './usb-adapter.ts';
import type { UsbDevice, UsbInterfaceMatch } from './usb-device.ts';
import { usbFault, withUsbFaults } from './usb-error.ts';
import type { LibraryInterface, LibraryUsbDevice } from './usb-library.ts';

/**
 * Opens a device, claims the first interface that matches and finds its endpoints. Errors: `usb.busy`
 * when another program holds the interface, `usb.permission`, `usb.absent`, `usb.*`.
 */
export async function claimDevice(
  library: LibraryUsbDevice,
  match: UsbInterfaceMatch,
  overdue: () => void = ignore,
): Promise<UsbDevice> {
  await withUsbFaults(() => library.open());
  try {
    // Everything is read now: once transfers run, the library refuses to read any of it.
    const found = library.configuration?.interfaces.find(({ alternate }) => fits(alternate, match));
    if (found === undefined) throw new Fault('usb.absent', { what: 'interface' });
    const endpoints = endpointsOf(found);
    const identity = {
      vendorId: library.vendorId,
      productId: library.productId,
      ...textsOf(library),
      packetSize: endpoints.in.packetSize,
    };
    await claim(library, found.interfaceNumber);
    return new UsbAdapter({ library, interfaceNumber: found.interfaceNumber, endpoints, identity, overdue });
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

/** A printer is held by the kernel's own driver (usblp); that one can be sent away, a program cannot. */
async function claim(library: LibraryUsbDevice, interfaceNumber: number): Promise<void> {
  try {
    await withUsbFaults(() => library.claimInterface(interfaceNumber));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'usb.busy') throw error;
    try {
      await library.detachKernelDriver(interfaceNumber);
    } catch {
      throw error;
    }
    await withUsbFaults(() => library.claimInterface(interfaceNumber));
  }
}

function endpointsOf({ alternate }: LibraryInterface): ConstructorParameters<typeof UsbAdapter>[0]['endpoints'] {
  const find = (type: string, direction: 'in' | 'out') =>
    alternate.endpoints.find((each) => each.type === type && each.direction === direction);
  const bulkIn = find('bulk', 'in');
  const bulkOut = find('bulk', 'out');
  if (bulkIn === undefined || bulkOut === undefined) throw new Fault('usb.fault', { what: 'endpoints' });
  return { in: bulkIn, out: bulkOut, interrupt: find('interrupt', 'in') };
}

function text(read: () => string | null): string {
  try {
    return read() ?? '';
  } catch {
    return '';
  }
}

function ignore(): void {
  // Only a process that may end itself can do something about it.
}
