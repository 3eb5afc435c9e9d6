import { Fault } from '../../../src-shared/errors.ts';
import type { DeviceClock } from '../device-clock.ts';
import type { UsbDevice } from '../usb/usb-device.ts';
import { STILL_IMAGE } from '../usb/usb-device.ts';
import type { CameraDriver, TetheredCamera } from './camera-driver.ts';
import { canonEos } from './canon/canon-camera.ts';
import { genericPtp } from './generic/generic-camera.ts';
import { nikon } from './nikon/nikon-camera.ts';
import type { DeviceInfo } from './ptp/device-info.ts';
import { decodeDeviceInfo } from './ptp/device-info.ts';
import { GET_DEVICE_INFO } from './ptp/operations.ts';
import type { PtpFamily } from './ptp/ptp-family.ts';
import { PtpSession } from './ptp/ptp-session.ts';
import { faultOfResponse, OK, SESSION_NOT_OPEN } from './ptp/response.ts';

/** Makers of cameras (USB vendor ids): only for devices whose interfaces may not be read. */
const makers: ReadonlySet<number> = new Set([
  0x04_a9, // Canon
  0x04_b0, // Nikon
  0x05_4c, // Sony
  0x04_cb, // Fujifilm
  0x04_da, // Panasonic
  0x07_b4, // Olympus
  0x25_fb, // Ricoh, Pentax
  0x10_03, // Sigma
  0x1a_98, // Leica
]);

/** Driver for everything with a still image interface; what the camera says of itself decides how. */
export const ptpCamera: CameraDriver = ptpDriver([canonEos, nikon, genericPtp]);

/** The first of `families` that fits takes the camera. */
export function ptpDriver(families: readonly PtpFamily[]): CameraDriver {
  return {
    match: STILL_IMAGE,
    accepts: (candidate) => candidate.interfaces.length > 0 || makers.has(candidate.vendorId),
    connect: (device, clock) => connect(families, device, clock),
  };
}

async function connect(families: readonly PtpFamily[], device: UsbDevice, clock: DeviceClock): Promise<TetheredCamera> {
  const session = new PtpSession(device);
  const info = await deviceInfo(session);
  const family = families.find((each) => each.fits(info, device.identity));
  if (family === undefined) throw new Fault('camera.unsupported', { model: info.model.slice(0, 80) });
  session.understand(family.responses);
  await session.open();
  return family.connect({ device, session, info, clock });
}

/**
 * DeviceInfo is the one operation allowed outside a session, so that telephones and music players, which
 * look like cameras too, are left as they were found. Some firmware wants a session all the same.
 */
async function deviceInfo(session: PtpSession): Promise<DeviceInfo> {
  const { response, data } = await session.transact({ operation: GET_DEVICE_INFO });
  if (response === OK) return decodeDeviceInfo(data);
  if (response !== SESSION_NOT_OPEN) throw faultOfResponse(response, GET_DEVICE_INFO);
  await session.open();
  return decodeDeviceInfo((await session.request({ operation: GET_DEVICE_INFO })).data);
}
