import { Fault } from '../../../src-shared/errors.ts';
import type { DeviceClock } from '../device-clock.ts';
import { offers } from '../usb/offers.ts';
import type { UsbBus, UsbCandidate, UsbDevice } from '../usb/usb-device.ts';
import type { CameraDriver, TetheredCamera } from './camera-driver.ts';
import { recoverWire } from './ptp/wire-recovery.ts';

/** A camera with the device under it. */
export interface CameraConnection {
  readonly driver: CameraDriver;
  readonly device: UsbDevice;
  readonly camera: TetheredCamera;
}

export interface FoundCamera {
  readonly driver: CameraDriver;
  readonly candidate: UsbCandidate;
}

/** The first camera on the bus that a driver accepts. Errors: `usb.*`. */
export async function findCamera(bus: UsbBus, drivers: readonly CameraDriver[]): Promise<FoundCamera | undefined> {
  const candidates = await bus.list();
  for (const driver of drivers) {
    const candidate = candidates.find((each) => offers(each, driver.match) && driver.accepts(each));
    if (candidate !== undefined) return { driver, candidate };
  }
  return undefined;
}

/** Opens a session with it. Errors: `camera.*`, `usb.*`; the device is closed then. */
export async function openCamera(found: FoundCamera, clock: DeviceClock): Promise<CameraConnection> {
  const { driver, candidate } = found;
  const device = await candidate.open(driver.match);
  try {
    return { driver, device, camera: await connectTwice(driver, device, clock) };
  } catch (error) {
    await giveUp(device);
    throw error;
  }
}

/** After a fault that broke the session: a new one on the same device. Errors as `openCamera`. */
export async function reopenCamera(broken: CameraConnection, clock: DeviceClock): Promise<CameraConnection> {
  const { driver, device } = broken;
  try {
    await recoverWire(device, clock);
    return { driver, device, camera: await driver.connect(device, clock) };
  } catch (error) {
    await giveUp(device);
    throw error;
  }
}

/** Is the session no longer to be trusted after this fault? */
export function breaksSession(fault: Fault): boolean {
  return fault.code.startsWith('usb.') || fault.code === 'camera.protocol' || fault.code === 'internal.fault';
}

/** A camera left in the middle of something, by a crash of this program, needs its wire cleared first. */
async function connectTwice(driver: CameraDriver, device: UsbDevice, clock: DeviceClock): Promise<TetheredCamera> {
  try {
    return await driver.connect(device, clock);
  } catch (error) {
    if (!(error instanceof Fault) || !breaksSession(error) || error.code === 'usb.unplugged') throw error;
    await recoverWire(device, clock);
    return driver.connect(device, clock);
  }
}

/** Last resort before the next attempt: a port reset. */
async function giveUp(device: UsbDevice): Promise<void> {
  try {
    await device.reset();
  } catch {
    // Gone or dead: closing is all that is left, and the caller knows the fault that led here.
  }
  await device.close();
}
