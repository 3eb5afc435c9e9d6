import { Fault } from '../../../src-shared/errors.ts';
import { fits } from './offers.ts';
import type { UsbInterface, UsbInterfaceMatch } from './usb-device.ts';
import { readDescriptors, type InterfaceSetting } from './usb-descriptors.ts';
import type { LibraryEndpoint, LibraryUsbDevice } from './usb-library.ts';
import type { UsbSystem } from './usb-system.ts';

/** Endpoint numbers as the descriptors give them: they differ between controllers. */
export interface Endpoints {
  readonly in: LibraryEndpoint;
  readonly out: LibraryEndpoint;
  readonly interrupt: LibraryEndpoint | undefined;
}

export interface ChosenInterface {
  readonly setting: InterfaceSetting;
  readonly endpoints: Endpoints;
}

/**
 * The interfaces of the configuration in use. From the system where it tells; else from the library,
 * which opens the device for a moment, asks it for its texts meanwhile, and throws if it has none.
 */
export async function interfacesOf(library: LibraryUsbDevice, system: UsbSystem): Promise<readonly InterfaceSetting[]> {
  const settings = readDescriptors((await system.descriptors(library)) ?? new Uint8Array(0));
  const [first] = settings;
  if (first === undefined) return fromLibrary(library);
  if (settings.every(({ configuration }) => configuration === first.configuration)) return settings;
  const active = library.configuration?.configurationValue ?? first.configuration;
  return settings.filter(({ configuration }) => configuration === active);
}

/** One entry an interface and kind, as candidates show them. */
export function summarise(settings: readonly InterfaceSetting[]): readonly UsbInterface[] {
  const kinds = new Map<string, UsbInterface>();
  for (const { interfaceNumber, interfaceClass, interfaceSubclass } of settings) {
    const kind = `${interfaceNumber} ${interfaceClass} ${interfaceSubclass}`;
    kinds.set(kind, { interfaceClass, interfaceSubclass });
  }
  return [...kinds.values()];
}

/**
 * The first setting that a driver wants and that has a bulk pair. Errors: `usb.absent` where no interface
 * is of that kind, `usb.fault` where its endpoints cannot be true.
 */
export function chooseInterface(settings: readonly InterfaceSetting[], match: UsbInterfaceMatch): ChosenInterface {
  const wanted = settings.filter((each) => fits(each, match));
  if (wanted.length === 0) throw new Fault('usb.absent', { what: 'interface' });
  for (const setting of wanted) {
    const endpoints = endpointsOf(setting);
    if (endpoints !== undefined) return { setting, endpoints };
  }
  throw new Fault('usb.fault', { what: 'endpoints' });
}

function endpointsOf({ endpoints }: InterfaceSetting): Endpoints | undefined {
  const find = (type: string, direction: 'in' | 'out'): LibraryEndpoint | undefined =>
    endpoints.find((each) => each.type === type && each.direction === direction && isPossible(each));
  const bulkIn = find('bulk', 'in');
  const bulkOut = find('bulk', 'out');
  if (bulkIn === undefined || bulkOut === undefined) return undefined;
  return { in: bulkIn, out: bulkOut, interrupt: find('interrupt', 'in') };
}

/** Bulk packets are of 8 to 1024 bytes, a power of two (USB 2.0, 5.8.3; USB 3.2, 8.12.1.2). */
function isPossible({ endpointNumber, type, packetSize }: LibraryEndpoint): boolean {
  if (endpointNumber < 1 || endpointNumber > 15 || packetSize > 1024) return false;
  if (type === 'interrupt') return packetSize > 0;
  return packetSize >= 8 && Number.isInteger(Math.log2(packetSize));
}

function fromLibrary(library: LibraryUsbDevice): readonly InterfaceSetting[] {
  const { configuration } = library;
  if (configuration === null) return [];
  return configuration.interfaces.flatMap(({ interfaceNumber, alternates }) =>
    alternates.map((alternate) => ({
      configuration: configuration.configurationValue,
      interfaceNumber,
      ...alternate,
    })),
  );
}
