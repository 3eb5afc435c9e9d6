import type { UsbIdentity } from '../../usb/usb-device.ts';
import type { DeviceInfo } from './device-info.ts';

/** The serial number as it is printed on the body: DeviceInfo pads it with zeros, or leaves it to USB. */
export function serialOf({ serialNumber }: DeviceInfo, identity: UsbIdentity): string {
  return (serialNumber.trim() || identity.serialNumber.trim()).replace(/^0+(?=.)/, '');
}
