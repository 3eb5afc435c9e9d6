import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import { printerDrivers } from '../../src-main/devices/printer/printer-drivers.ts';
import { offers } from '../../src-main/devices/usb/offers.ts';
import {
  PRINTER,
  STILL_IMAGE,
  type UsbCandidate,
  type UsbInterfaceMatch,
} from '../../src-main/devices/usb/usb-device.ts';

/** A driver of this version, asked as the counter asks it. */
export interface KnownDriver {
  readonly kind: 'camera' | 'printer';
  readonly name: string;
  readonly match: UsbInterfaceMatch;
  accepts(candidate: UsbCandidate): boolean;
}

const drivers: readonly KnownDriver[] = [
  {
    kind: 'camera',
    name: 'still image camera over PTP',
    match: ptpCamera.match,
    accepts: (candidate) => offers(candidate, ptpCamera.match) && ptpCamera.accepts(candidate),
  },
  ...printerDrivers.map((driver) => ({
    kind: 'printer' as const,
    name: driver.name,
    match: driver.match,
    accepts: (candidate: UsbCandidate) => offers(candidate, driver.match) && driver.accepts(candidate),
  })),
];

export function findDriver(candidate: UsbCandidate): KnownDriver | undefined {
  return drivers.find((driver) => driver.accepts(candidate));
}

/** What it is by its interfaces, whoever made it; `other` also where they may not be read. */
export function kindOf(candidate: UsbCandidate): 'camera' | 'printer' | 'other' {
  if (candidate.interfaces.length === 0) return 'other';
  if (offers(candidate, STILL_IMAGE)) return 'camera';
  return offers(candidate, PRINTER) ? 'printer' : 'other';
}

/** Makers that the drivers of this kind know. */
export function supported(kind: KnownDriver['kind']): string {
  return drivers
    .filter((driver) => driver.kind === kind)
    .map(({ name }) => name)
    .join(', ');
}
