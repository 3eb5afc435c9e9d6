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
 * sections 5.2 and 7.2). What can be tried after that is a reset of the port, and then a hand at the
 * power switch. Errors: `usb.timeout` when the camera refuses even the reset or does not get ready by
 * it; `usb.unplugged`, `usb.crashed`.
 */
export async function recoverWire(device: UsbDevice, clock: DeviceClock): Promise<void> {
  await attempt(() => device.classOut(CANCEL_REQUEST, 0, cancelData(), REQUEST_MS));
  await attempt(() => device.clearHalt('in'));
  await attempt(() => device.clearHalt('out'));
  if ((await readiness(device, clock)) !== OK) await resetByRequest(device, clock);
  await drain(device);
}

/** u16 cancellation code 0x4001, u32 transaction id; 0 where it is not known any more. */
function cancelData(): Uint8Array {
  return Uint8Array.of(0x01, 0x40, 0, 0, 0, 0);
}

async function resetByRequest(device: UsbDevice, clock: DeviceClock): Promise<void> {
  const taken = await attempt(async () => {
    await device.classOut(DEVICE_RESET_REQUEST, 0, new Uint8Array(0), REQUEST_MS);
    return true;
  });
  await attempt(() => device.clearHalt('in'));
  await attempt(() => device.clearHalt('out'));
  // Some cameras have no answer to the question; only those that say "busy" are known not to be ready.
  const ready = taken === true && (await readiness(device, clock)) !== DEVICE_BUSY;
  if (!ready) throw new Fault('usb.timeout', { what: 'deviceReset' });
}

/** What the camera last said of itself, asked until it is no longer busy; `undefined` without an answer. */
async function readiness(device: UsbDevice, clock: DeviceClock): Promise<number | undefined> {
  let status: number | undefined;
  for (let tries = 0; tries < STATUS_TRIES; tries += 1) {
    status = await deviceStatus(device);
    if (status !== DEVICE_BUSY) return status;
    await clock.wait(STATUS_PAUSE_MS);
  }
  return status;
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

/** A step that may fail on a given camera; only one that is gone ends the recovery. */
async function attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    const gone = !(error instanceof Fault) || error.code === 'usb.unplugged' || error.code === 'usb.crashed';
    if (gone) throw error;
    return undefined;
  }
}
