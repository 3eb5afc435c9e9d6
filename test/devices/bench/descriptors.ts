import type { DeviceDescriptor } from '../../../src-main/devices/practice/device-model.ts';

const INTERRUPT_PACKET = 64;
const SUPER_SPEED_PACKET = 1024;

/**
 * The device descriptor and the descriptors of its only configuration, as they are read from a device
 * node (USB 2.0, 9.6; at super speed with the companions of USB 3.2, 9.6.7).
 */
export function encodeDescriptors(of: DeviceDescriptor): Uint8Array {
  return new Uint8Array(Buffer.concat([device(of), configuration(of)]));
}

export function usbVersion({ packetSize }: DeviceDescriptor): number {
  return packetSize === SUPER_SPEED_PACKET ? 0x03_00 : 0x02_00;
}

/** Megabits a second, as sysfs has them. */
export function speedOf({ packetSize }: DeviceDescriptor): 12 | 480 | 5000 {
  if (packetSize === SUPER_SPEED_PACKET) return 5000;
  return packetSize === 512 ? 480 : 12;
}

/** Texts by the index that the device descriptor gives them. */
export function textsOf(of: DeviceDescriptor): readonly string[] {
  return ['', of.manufacturer, of.product, of.serialNumber];
}

function device(of: DeviceDescriptor): Buffer {
  const bytes = Buffer.alloc(18);
  bytes.set([18, 1]);
  bytes.writeUInt16LE(usbVersion(of), 2);
  bytes[7] = of.packetSize === SUPER_SPEED_PACKET ? 9 : 64;
  bytes.writeUInt16LE(of.vendorId, 8);
  bytes.writeUInt16LE(of.productId, 10);
  bytes.writeUInt16LE(of.release, 12);
  for (const [index, text] of textsOf(of).entries()) if (text !== '') bytes[13 + index] = index;
  bytes[17] = 1;
  return bytes;
}

function configuration(of: DeviceDescriptor): Buffer {
  const { bulkIn, bulkOut, interruptIn } = of.endpoints;
  const endpoints = [endpoint(of, 0x80 | bulkIn, 2), endpoint(of, bulkOut, 2)];
  if (interruptIn !== undefined) endpoints.push(endpoint(of, 0x80 | interruptIn, 3));
  const { interfaceClass, interfaceSubclass, interfaceProtocol } = of;
  const body = Buffer.concat([
    Buffer.from([9, 4, 0, 0, endpoints.length, interfaceClass, interfaceSubclass, interfaceProtocol, 0]),
    ...endpoints,
  ]);
  const head = Buffer.from([9, 2, 0, 0, 1, 1, 0, 0xc0, 1]);
  head.writeUInt16LE(head.length + body.length, 2);
  return Buffer.concat([head, body]);
}

function endpoint({ packetSize }: DeviceDescriptor, address: number, type: 2 | 3): Buffer {
  const bytes = Buffer.from([7, 5, address, type, 0, 0, type === 3 ? 8 : 0]);
  bytes.writeUInt16LE(type === 3 ? Math.min(INTERRUPT_PACKET, packetSize) : packetSize, 4);
  if (packetSize !== SUPER_SPEED_PACKET) return bytes;
  return Buffer.concat([bytes, Buffer.from([6, 0x30, 0, 0, 0, 0])]);
}

/** A string descriptor: index 0 says US English, the others are its texts (USB 2.0, 9.6.7). */
export function encodeText(of: DeviceDescriptor, index: number): Uint8Array | undefined {
  if (index === 0) return Uint8Array.of(4, 3, 0x09, 0x04);
  const text = textsOf(of)[index];
  if (text === undefined || text === '') return undefined;
  const utf16 = Buffer.from(text, 'utf16le');
  return Uint8Array.of(utf16.length + 2, 3, ...utf16);
}
