import type { DevicesView } from '../../../src-shared/contract/counter/devices.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { ptpCamera } from '../../devices/camera/ptp-camera.ts';
import { findPrinterDriver } from '../../devices/printer/printer-drivers.ts';
import { offers } from '../../devices/usb/offers.ts';
import { PRINTER, STILL_IMAGE, type UsbBus, type UsbCandidate } from '../../devices/usb/usb-device.ts';

type Seen = Pick<DevicesView, 'seen' | 'busFault'>;

/** Everything that is plugged in, with the driver that would take it; why not, where the bus cannot be read. */
export async function seenDevices(bus: UsbBus): Promise<Seen> {
  try {
    const candidates = await bus.list();
    return { seen: candidates.map(viewSeen), busFault: null };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { seen: [], busFault: error.code };
  }
}

function viewSeen(candidate: UsbCandidate): DevicesView['seen'][number] {
  const { place, vendorId, productId, manufacturer, product, serialNumber: serial } = candidate;
  return {
    place,
    vendorId,
    productId,
    manufacturer,
    product,
    serial,
    kind: kindOf(candidate),
    driver: driverOf(candidate),
  };
}

function kindOf(candidate: UsbCandidate): 'camera' | 'printer' | 'other' {
  if (candidate.interfaces.length === 0) return 'other';
  if (offers(candidate, STILL_IMAGE)) return 'camera';
  return offers(candidate, PRINTER) || findPrinterDriver(candidate) !== undefined ? 'printer' : 'other';
}

function driverOf(candidate: UsbCandidate): string | null {
  if (offers(candidate, ptpCamera.match) && ptpCamera.accepts(candidate)) return 'PTP';
  return findPrinterDriver(candidate)?.name ?? null;
}
