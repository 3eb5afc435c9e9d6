import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from '../../src-main/devices/practice/device-model.ts';
import type { UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { STILL_IMAGE } from '../../src-main/devices/usb/usb-device.ts';

/** A device that answers each command with the packets a test wrote down, and keeps what it was sent. */
export class ScriptedDevice implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly sent: Uint8Array[] = [];
  readonly cleared: string[] = [];
  /** One list of IN packets for each OUT transfer that ends a command; `stall` halts the endpoint. */
  readonly answers: (Uint8Array | 'stall')[][];
  stallNextOut = false;
  #port: HostPort | undefined;
  #packets: (Uint8Array | 'stall')[] = [];
  #halted = false;

  constructor(answers: (Uint8Array | 'stall')[][], packetSize = 512) {
    this.answers = answers;
    this.descriptor = {
      vendorId: 0x04a9,
      productId: 0x32e9,
      release: 1,
      manufacturer: '',
      product: '',
      serialNumber: '',
      interfaceClass: 6,
      interfaceSubclass: 1,
      interfaceProtocol: 1,
      endpoints: { bulkIn: 1, bulkOut: 2, interruptIn: 3 },
      packetSize,
    };
  }

  async open(): Promise<UsbDevice> {
    const bus = new PracticeBus();
    bus.plug(this);
    const [candidate] = await bus.list();
    return candidate!.open(STILL_IMAGE);
  }

  /** Makes packets available without a command. */
  offer(...offered: (Uint8Array | 'stall')[]): void {
    this.#packets.push(...offered);
    this.#port?.wake();
  }

  plugged(port: HostPort): void {
    this.#port = port;
  }

  unplugged(): void {
    this.#port = undefined;
  }

  reset(): void {
    this.#packets = [];
  }

  bulkOut(packet: Uint8Array): 'ack' | 'stall' {
    if (this.stallNextOut) {
      this.stallNextOut = false;
      return 'stall';
    }
    this.sent.push(packet.slice());
    // A command container is short; data containers are answered with their command.
    if (packet.length >= 12 && packet[4] === 1) this.offer(...(this.answers.shift() ?? []));
    return 'ack';
  }

  bulkIn(): Uint8Array | 'nak' | 'stall' {
    if (this.#halted) return 'stall';
    const packet = this.#packets.shift();
    if (packet === 'stall') this.#halted = true;
    return packet ?? 'nak';
  }

  interruptIn(): 'nak' {
    return 'nak';
  }

  classOut(): 'ack' {
    return 'ack';
  }

  classIn(): Uint8Array {
    return Uint8Array.of(4, 0, 0x01, 0x20);
  }

  clearHalt(direction: 'in' | 'out'): void {
    this.cleared.push(direction);
    if (direction === 'in') this.#halted = false;
  }
}

/** Bytes from a hex string with blanks, e.g. `0c000000 0300 0120 01000000`. */
export function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));
}

/** A container as the standard has it, built here apart from the code under test. */
export function container(
  type: number,
  code: number,
  options: { tid?: number; payload?: Uint8Array; length?: number } = {},
): Uint8Array {
  const payload = options.payload ?? new Uint8Array(0);
  const bytes = Buffer.alloc(12 + payload.length);
  bytes.writeUInt32LE(options.length ?? bytes.length, 0);
  bytes.writeUInt16LE(type, 4);
  bytes.writeUInt16LE(code, 6);
  bytes.writeUInt32LE(options.tid ?? 0, 8);
  bytes.set(payload, 12);
  return new Uint8Array(bytes);
}

/** Cuts a message into packets, with the empty one at the end that a full last packet needs. */
export function packets(message: Uint8Array, size = 512): Uint8Array[] {
  const list: Uint8Array[] = [];
  for (let offset = 0; offset < message.length; offset += size) list.push(message.subarray(offset, offset + size));
  if (message.length % size === 0) list.push(new Uint8Array(0));
  return list;
}
