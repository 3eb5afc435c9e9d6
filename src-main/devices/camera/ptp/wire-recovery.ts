import { Fault } from '../../../../src-shared/errors.ts';
import type { DeviceClock } from '../../device-clock.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import { CANCEL_REQUEST, DEVICE_RESET_REQUEST, GET_DEVICE_STATUS_REQUEST } from './operations.ts';
import { DEVICE_BUSY, OK } from './response.ts';

const REQUEST_MS = 1_000;
const STATUS_TRIES = 10;
const STATUS_PAUSE_MS = 100;
const DRAIN_MS = 100;
const MOST_DRAINED = 4 * 1024 * 1024;

/**
 * Brings a camera that fell out of step back to where a session can be opened: cancels what is under
 * way, clears both endpoints, waits until the camera says it is ready, resets it by class request if
 * it does not, and reads away what is left on the wire (Still Image Capture Device Definition 1.0,
 * sections 5.2 and 7.2). Errors: `usb.unplugged`, `usb.timeout` when even the reset goes unanswered.
 */
export async function recoverWire(device: UsbDevice, clock: DeviceClock): Promise<void> {
  await attempt(() => device.classOut(CANCEL_REQUEST, 0, cancelData(), REQUEST_MS));
  await attempt(() => device.clearHalt('in'));
  await attempt(() => device.clearHalt('out'));
  if (!(await becomesReady(device, clock))) {
    await device.classOut(DEVICE_RESET_REQUEST, 0, new Uint8Array(0), REQUEST_MS);
    await attempt(() => device.clearHalt('in'));
    await attempt(() => device.clearHalt('out'));
  }
  await drain(device);
}

/** u16 cancellation code 0x4001, u32 transaction id; 0 where it is not known any more. */
function cancelData(): Uint8Array {
  return Uint8Array.of(0x01, 0x40, 0, 0, 0, 0);
}

async function becomesReady(device: UsbDevice, clock: DeviceClock): Promise<boolean> {
  for (let tries = 0; tries < STATUS_TRIES; tries += 1) {
    const status = await deviceStatus(device);
    if (status === OK) return true;
    if (status !== DEVICE_BUSY) return false;
    await clock.wait(STATUS_PAUSE_MS);
  }
  return false;
}

async function deviceStatus(device: UsbDevice): Promise<number | undefined> {
  const bytes = await attempt(() => device.classIn(GET_DEVICE_STATUS_REQUEST, 0, 20, REQUEST_MS));
  if (bytes === undefined || bytes.length < 4) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(2, true);
}

async function drain(device: UsbDevice): Promise<void> {
  let drained = 0;
  while (drained < MOST_DRAINED) {
    const bytes = await attempt(() => device.bulkIn(64 * 1024, DRAIN_MS));
    if (bytes === undefined) return;
    drained += Math.max(bytes.length, 1024);
  }
}

/** A step that may fail on a given camera; only an unplugged one ends the recovery. */
async function attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Fault && error.code !== 'usb.unplugged') return undefined;
    throw error;
  }
}
