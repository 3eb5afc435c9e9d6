import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';

/** GET_PORT_STATUS, one byte as of the parallel port: bit 5 paper empty, bit 3 clear on an error. */
export interface PortStatus {
  readonly empty: boolean;
  readonly error: boolean;
}

/** Class requests to a printer (USB-IF printer class 1.1, 4.2.1 and 4.2.2). */
const GET_DEVICE_ID = 0;
const GET_PORT_STATUS = 1;
const LONGEST_ID = 1024;

/** `undefined` where the printer does not answer it: the class asks for it, makers need not keep to it. */
export async function readPortStatus(device: UsbDevice, timeoutMs: number): Promise<PortStatus | undefined> {
  const [byte] = (await request(device, GET_PORT_STATUS, { length: 1, timeoutMs })) ?? [];
  return byte === undefined ? undefined : { empty: (byte & 0x20) !== 0, error: (byte & 0x08) === 0 };
}

/** Model by the IEEE 1284 device id (`MFG:…;MDL:…;`), whose first two bytes are its length. */
export async function readDeviceIdModel(device: UsbDevice, timeoutMs: number): Promise<string | undefined> {
  const bytes = (await request(device, GET_DEVICE_ID, { length: LONGEST_ID, timeoutMs })) ?? new Uint8Array(0);
  const id = String.fromCharCode(...bytes.subarray(2));
  const model = /(?:^|;)\s*(?:MDL|MODEL):([^;]+)/i.exec(id)?.[1]?.trim();
  return model === '' ? undefined : model;
}

async function request(
  device: UsbDevice,
  code: number,
  { length, timeoutMs }: { length: number; timeoutMs: number },
): Promise<Uint8Array | undefined> {
  try {
    return await device.classIn(code, 0, length, timeoutMs);
  } catch (error) {
    const quiet = error instanceof Fault && (error.code === 'usb.stall' || error.code === 'usb.timeout');
    if (quiet) return undefined;
    throw error;
  }
}
