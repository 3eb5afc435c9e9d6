import type { UsbBus } from './usb-device.ts';

/**
 * Is nothing there any more where a device was? A cable that comes out often ends its transfers with a fault or a
 * timeout first; that it is out shows on the bus. `false` where the bus cannot be read.
 */
export async function isGone(bus: UsbBus, place: string): Promise<boolean> {
  try {
    return (await bus.list()).every((candidate) => candidate.place !== place);
  } catch {
    return false;
  }
}
