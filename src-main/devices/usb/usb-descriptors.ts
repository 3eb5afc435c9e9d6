import type { LibraryEndpoint } from './usb-library.ts';

/** One alternate setting of one interface. */
export interface InterfaceSetting {
  readonly configuration: number;
  readonly interfaceNumber: number;
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
  readonly endpoints: readonly LibraryEndpoint[];
}

const CONFIGURATION = 2;
const INTERFACE = 4;
const ENDPOINT = 5;
const types = ['control', 'isochronous', 'bulk', 'interrupt'] as const;

/**
 * The interfaces in the descriptors of a device, in their order: its device descriptor and every
 * configuration, as a device node gives them. What is cut off or makes no sense ends the reading;
 * nothing here trusts a length or a count that a device claims. Source: USB 2.0, chapter 9.6.
 */
export function readDescriptors(bytes: Uint8Array): readonly InterfaceSetting[] {
  const settings: (InterfaceSetting & { endpoints: LibraryEndpoint[] })[] = [];
  let configuration = 0;
  for (const each of descriptorsOf(bytes)) {
    const [, type, a = 0, b = 0, , c = 0, d = 0, e = 0] = each;
    if (type === CONFIGURATION && each.length >= 9) configuration = c;
    if (type === INTERFACE && each.length >= 9) {
      settings.push({
        configuration,
        interfaceNumber: a,
        alternateSetting: b,
        interfaceClass: c,
        interfaceSubclass: d,
        interfaceProtocol: e,
        endpoints: [],
      });
    }
    if (type === ENDPOINT && each.length >= 7) settings.at(-1)?.endpoints.push(endpointOf(each));
  }
  return settings;
}

function* descriptorsOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let offset = 0; offset + 2 <= bytes.length;) {
    const length = bytes[offset] ?? 0;
    if (length < 2) return;
    yield bytes.subarray(offset, offset + length);
    offset += length;
  }
}

function endpointOf(bytes: Uint8Array): LibraryEndpoint {
  const [, , address = 0, attributes = 0, low = 0, high = 0] = bytes;
  return {
    endpointNumber: address & 0x0f,
    direction: (address & 0x80) === 0 ? 'out' : 'in',
    type: types[attributes & 3] ?? 'control',
    // Bits 11 and 12 say how many packets fit a microframe.
    packetSize: (low | (high << 8)) & 0x7ff,
  };
}
