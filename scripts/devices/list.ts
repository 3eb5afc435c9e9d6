import { findDriver, kindOf, supported, type KnownDriver } from './known-drivers.ts';
import type { UsbCandidate } from '../../src-main/devices/usb/usb-device.ts';
import { Fault } from '../../src-shared/errors.ts';
import { faultLine, faultWords, sayTable, type FaultWords, type Outcome, type Tool } from './tool.ts';

interface ListedDevice {
  /** Bus and device as `lsusb -s` takes them. */
  readonly place: string;
  /** Vendor and product, four hexadecimal digits each. */
  readonly id: string;
  readonly kind: 'camera' | 'printer' | 'other';
  readonly maker: string;
  readonly product: string;
  readonly serialNumber: string;
  /** USB classes of its interfaces; empty where they may not be read. */
  readonly classes: readonly string[];
  readonly driver: string | null;
  readonly usable: boolean;
  readonly fault: FaultWords | null;
}

/**
 * What is on the bus, which driver would take it, and what keeps it from doing so: each device that a
 * driver takes is opened and closed again.
 */
export async function list(tool: Tool): Promise<Outcome> {
  const candidates = await tool.bus.list();
  const devices: ListedDevice[] = [];
  for (const candidate of candidates) devices.push(await describe(candidate, tool));
  const shown = devices.filter(({ kind }) => tool.all || kind !== 'other');
  const others = devices.length - shown.length;
  for (const device of shown) say(tool, device);
  if (shown.length === 0) tool.say('No camera and no card printer is on the USB bus. Check cable and power switch.');
  if (others > 0) tool.say(`${others} other USB device${others === 1 ? '' : 's'}; --all shows them.`);
  return { ok: true, result: { devices: shown, others } };
}

async function describe(candidate: UsbCandidate, tool: Tool): Promise<ListedDevice> {
  const driver = findDriver(candidate);
  const fault = driver === undefined ? null : await tryOpening(candidate, driver, tool);
  return {
    place: candidate.place,
    id: `${hex(candidate.vendorId)}:${hex(candidate.productId)}`,
    kind: driver?.kind ?? kindOf(candidate),
    maker: candidate.manufacturer,
    product: candidate.product,
    serialNumber: candidate.serialNumber,
    classes: candidate.interfaces.map(({ interfaceClass }) => classNames[interfaceClass] ?? `class ${interfaceClass}`),
    driver: driver?.name ?? null,
    usable: driver !== undefined && fault === null,
    fault,
  };
}

async function tryOpening(candidate: UsbCandidate, driver: KnownDriver, tool: Tool): Promise<FaultWords | null> {
  try {
    await (await candidate.open(driver.match)).close();
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return faultWords(error.code, tool.language);
  }
}

function say(tool: Tool, device: ListedDevice): void {
  const { place, id, kind, maker, product, serialNumber, classes, driver, fault } = device;
  tool.say(`${kind === 'other' ? 'device' : kind} at ${place}`);
  sayTable(tool, {
    'vendor:product': id,
    name: `${maker} ${product}`.trim(),
    serial: serialNumber,
    class: classes.join(', ') || 'may not be read',
    driver: driver ?? withoutDriver(kind),
    usable: fault === null ? (driver === null ? 'no' : 'yes') : `no: ${faultLine(fault)}`,
  });
}

function withoutDriver(kind: ListedDevice['kind']): string {
  return kind === 'other' ? 'none' : `none; this version drives ${supported(kind)} only`;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}

/** Class codes of the USB-IF ("Defined Class Codes"). */
const classNames: Readonly<Record<number, string>> = {
  1: 'audio',
  2: 'communications',
  3: 'human interface',
  6: 'still image',
  7: 'printer',
  8: 'mass storage',
  10: 'communications data',
  11: 'smart card',
  14: 'video',
  224: 'wireless',
  239: 'miscellaneous',
  254: 'application specific',
  255: 'vendor specific',
};
