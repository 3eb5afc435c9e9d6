import type { UsbIdentity } from '../../usb/usb-device.ts';
import type { DeviceInfo } from './device-info.ts';

/** Longer than any number that a maker prints on a body. */
const LONGEST_PRINTED = 12;

/**
 * The serial number as it is printed on the body. Some bodies fill a field of 32 digits with zeros before it; zeros
 * of a shorter number are its own. One that DeviceInfo does not tell is the one of the USB descriptors.
 */
export function serialOf({ serialNumber }: Pick<DeviceInfo, 'serialNumber'>, identity: UsbIdentity): string {
  const told = serialNumber.trim() || identity.serialNumber.trim();
  return told.length > LONGEST_PRINTED ? told.replace(/^0+(?=.)/, '') : told;
}
