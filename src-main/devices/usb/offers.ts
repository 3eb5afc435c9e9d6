import type { UsbCandidate, UsbInterface, UsbInterfaceMatch } from './usb-device.ts';

/** Is it the interface that a driver wants? */
export function fits(offered: UsbInterface, { interfaceClass, interfaceSubclass }: UsbInterfaceMatch): boolean {
  return (
    (interfaceClass === undefined || interfaceClass === offered.interfaceClass) &&
    (interfaceSubclass === undefined || interfaceSubclass === offered.interfaceSubclass)
  );
}

/**
 * Does a device have such an interface? One whose interfaces may not be read counts as having it, so that
 * opening it can say why not (`usb.permission`); drivers go by its vendor besides.
 */
export function offers(candidate: Pick<UsbCandidate, 'interfaces'>, match: UsbInterfaceMatch): boolean {
  return candidate.interfaces.length === 0 || candidate.interfaces.some((each) => fits(each, match));
}
