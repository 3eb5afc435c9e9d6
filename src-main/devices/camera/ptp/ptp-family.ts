import type { DeviceClock } from '../../device-clock.ts';
import type { UsbDevice, UsbIdentity } from '../../usb/usb-device.ts';
import type { TetheredCamera } from '../camera-driver.ts';
import type { DeviceInfo } from './device-info.ts';
import type { PtpSession } from './ptp-session.ts';
import type { VendorResponses } from './response.ts';

/** Bodies that are tethered in the same way. */
export interface PtpFamily {
  /** As a technician reads it, e.g. `Canon EOS`. */
  readonly name: string;
  /** What the maker's own response codes mean. */
  readonly responses: VendorResponses;
  /** Can it be tethered this way? Decided by what the camera says of itself. */
  fits(info: DeviceInfo, identity: UsbIdentity): boolean;
  /** Readies a camera whose session has just been opened. Errors: `camera.*`, `usb.*`. */
  connect(body: PtpBody): Promise<TetheredCamera>;
}

/** A PTP camera with an open session. */
export interface PtpBody {
  readonly device: UsbDevice;
  readonly session: PtpSession;
  readonly info: DeviceInfo;
  readonly clock: DeviceClock;
}
