import type { UsbCandidate, UsbInterfaceMatch } from './usb-device.ts';

/**
 * Does a device have such an interface? One whose interfaces may not be read counts as having it, so that
 * opening it can say why not (`usb.permission`); drivers go by its vendor besides.
 */
export function offers(candidate: Pick<UsbCandidate, 'interfaces'>, match: UsbInterfaceMatch): boolean {
  if (candidate.interfaces.length === 0) return true;
  const { interfaceClass, interfaceSubclass } = match;
  return candidate.interfaces.some(
    (each) =>
      each.interfaceClass === interfaceClass &&
      (interfaceSubclass === undefined || each.interfaceSubclass === interfaceSubclass),
  );
}
