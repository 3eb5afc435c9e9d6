import type { ErrorCode } from '../../../src-shared/errors.ts';
import { Fault } from '../../../src-shared/errors.ts';

/**
 * The messages of npm `usb` 3.1.0, which has no error classes: `<method> error: <reason>`, where a
 * failed system call adds `(errno N)`. Sources: node-usb-rs, src/webusb_device.rs; nusb,
 * src/transfer/mod.rs and src/error.rs.
 */
const patterns: readonly (readonly [RegExp, ErrorCode])[] = [
  [/\/sys\/bus\/usb.*not found/, 'usb.noBus'],
  [/permission denied|errno 13\b|errno 1\b|access denied/i, 'usb.permission'],
  [/busy|errno 16\b|exclusive/i, 'usb.busy'],
  [/error: Disconnected|disconnected|no such device|errno 19\b|errno 108\b/i, 'usb.unplugged'],
  [/error: Cancelled|cancelled|timed out|errno 110\b/i, 'usb.timeout'],
  [/stall|errno 32\b/i, 'usb.stall'],
  [/device not found|errno 2\b/i, 'usb.absent'],
];

/** The fault that an error of the USB library stands for; faults pass through unchanged. */
export function usbFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = patterns.find(([pattern]) => pattern.test(message))?.[1] ?? 'usb.fault';
  return new Fault(code, {}, { cause: error });
}

/** Runs a call of the library; its errors become faults. */
export async function withUsbFaults<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw usbFault(error);
  }
}
