import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';

/** Runs a bulk transfer; after a stall clears the halt and tries once more. Errors: `usb.*`. */
export async function stallOnce<T>(device: UsbDevice, direction: 'in' | 'out', transfer: () => Promise<T>): Promise<T> {
  try {
    return await transfer();
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'usb.stall') throw error;
    await device.clearHalt(direction);
    return transfer();
  }
}
