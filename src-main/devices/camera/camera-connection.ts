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
  /** Where it is plugged in. */
  readonly place: string;
}

export interface FoundCamera {
  readonly driver: CameraDriver;
  readonly candidate: UsbCandidate;
}

/** The camera to take where there are several: by where it is plugged in, or by its serial number. */
export type PreferredCamera = Partial<Pick<UsbCandidate, 'place' | 'serialNumber'>>;

/** What may be a camera: the preferred one first, then by driver. Errors: `usb.*`. */
export async function findCameras(
  bus: UsbBus,
  drivers: readonly CameraDriver[],
  preferred: PreferredCamera = {},
): Promise<readonly FoundCamera[]> {
  const candidates = await bus.list();
  const found = drivers.flatMap((driver) =>
    candidates
      .filter((candidate) => offers(candidate, driver.match) && driver.accepts(candidate))
      .map((candidate) => ({ driver, candidate })),
  );
  return found.toSorted(
    (a, b) => Number(isPreferred(b.candidate, preferred)) - Number(isPreferred(a.candidate, preferred)),
  );
}

/** Opens a session with it. Errors: `camera.*`, `usb.*`; the device is closed then. */
export async function openCamera(found: FoundCamera, clock: DeviceClock): Promise<CameraConnection> {
  const { driver, candidate } = found;
  const device = await candidate.open(driver.match);
  try {
    return { driver, device, camera: await connectTwice(driver, device, clock), place: candidate.place };
  } catch (error) {
    await giveUp(device, error);
    throw error;
  }
}

/** After a fault that broke the session: a new one on the same device. Errors as `openCamera`. */
export async function reopenCamera(broken: CameraConnection, clock: DeviceClock): Promise<CameraConnection> {
  const { driver, device, place } = broken;
  try {
    await recoverWire(device, clock);
    return { driver, device, camera: await driver.connect(device, clock), place };
  } catch (error) {
    await giveUp(device, error);
    throw error;
  }
}

/** Is the session no longer to be trusted after this fault? */
export function breaksSession(fault: Fault): boolean {
  return (
    fault.code.startsWith('usb.') ||
    fault.code === 'camera.protocol' ||
    fault.code === 'camera.asleep' ||
    fault.code === 'internal.fault'
  );
}

/** Is the device itself gone, so that only a new look at the bus can help? */
export function losesDevice(fault: Fault): boolean {
  return (
    fault.code === 'usb.unplugged' ||
    fault.code === 'usb.absent' ||
    fault.code === 'usb.crashed' ||
    fault.code === 'camera.asleep'
  );
}

function isPreferred(candidate: UsbCandidate, { place, serialNumber }: PreferredCamera): boolean {
  if (place === undefined && serialNumber === undefined) return false;
  return (
    (place === undefined || candidate.place === place) &&
    (serialNumber === undefined || candidate.serialNumber === serialNumber)
  );
}

/** A camera left in the middle of something, by a crash of this program, needs its wire cleared first. */
async function connectTwice(driver: CameraDriver, device: UsbDevice, clock: DeviceClock): Promise<TetheredCamera> {
  try {
    return await driver.connect(device, clock);
  } catch (error) {
    if (!(error instanceof Fault) || !breaksSession(error) || losesDevice(error)) throw error;
    await recoverWire(device, clock);
    return driver.connect(device, clock);
  }
}

/** Last resort before the next attempt: a port reset. A device that is no camera for us is left alone. */
async function giveUp(device: UsbDevice, reason: unknown): Promise<void> {
  const leftAlone = reason instanceof Fault && reason.code === 'camera.unsupported';
  try {
    if (!leftAlone) await device.reset();
  } catch {
    // Gone or dead: closing is all that is left, and the caller knows the fault that led here.
  }
  await device.close();
}
