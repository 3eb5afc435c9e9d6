import type { DeviceDescriptor, DeviceModel, HostPort } from '../../../src-main/devices/practice/device-model.ts';

/** A device with nothing behind its endpoints: a test says what comes in and looks at what went out. */
export class PlainDevice implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly received: Uint8Array[] = [];
  readonly classRequests: { readonly request: number; readonly value: number; readonly data: Uint8Array }[] = [];
  readonly cleared: string[] = [];
  resets = 0;
  readonly #packets: (Uint8Array | 'stall')[] = [];
  readonly #interrupts: Uint8Array[] = [];
  readonly #wanted: { readonly bytes: number; readonly resolve: () => void }[] = [];
  #port: HostPort | undefined;

  constructor(descriptor: Partial<DeviceDescriptor> = {}) {
    this.descriptor = {
      vendorId: 0x1209,
      productId: 0x0001,
      release: 0x0123,
      manufacturer: 'Bench',
      product: 'Plain device',
      serialNumber: 'P1',
      interfaceClass: 0xff,
      interfaceSubclass: 1,
      interfaceProtocol: 2,
      endpoints: { bulkIn: 1, bulkOut: 2, interruptIn: 3 },
      packetSize: 512,
      ...descriptor,
    };
  }

  /** A transfer for the host, cut into packets; ends with a short one, an empty one where needed. */
  give(bytes: Uint8Array): void {
    const { packetSize } = this.descriptor;
    for (let offset = 0; offset <= bytes.length; offset += packetSize) {
      this.#packets.push(bytes.subarray(offset, offset + packetSize));
    }
    this.#port?.wake();
  }

  /** One packet, or a stall in place of one. */
  givePacket(packet: Uint8Array | 'stall'): void {
    this.#packets.push(packet);
    this.#port?.wake();
  }

  interrupt(packet: Uint8Array): void {
    this.#interrupts.push(packet);
    this.#port?.wake();
  }

  /** Everything received so far, in one piece. */
  get bytes(): Uint8Array {
    return Buffer.concat(this.received);
  }

  /** Resolves when that many bytes have come. */
  has(bytes: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wanted.push({ bytes, resolve });
      this.#count();
    });
  }

  plugged(port: HostPort): void {
    this.#port = port;
  }

  unplugged(): void {
    this.#port = undefined;
  }

  bulkOut(packet: Uint8Array): 'ack' {
    this.received.push(packet.slice());
    this.#count();
    return 'ack';
  }

  bulkIn(): Uint8Array | 'nak' | 'stall' {
    return this.#packets.shift() ?? 'nak';
  }

  interruptIn(): Uint8Array | 'nak' {
    return this.#interrupts.shift() ?? 'nak';
  }

  classOut(request: number, value: number, data: Uint8Array): 'ack' | 'stall' {
    this.classRequests.push({ request, value, data: Uint8Array.from(data) });
    return request === 0xee ? 'stall' : 'ack';
  }

  classIn(request: number, value: number, length: number): Uint8Array | 'stall' {
    return request === 0xee ? 'stall' : Uint8Array.of(request, value, length);
  }

  clearHalt(direction: 'in' | 'out'): void {
    this.cleared.push(direction);
  }

  reset(): void {
    this.resets += 1;
  }

  #count(): void {
    const length = this.received.reduce((sum, packet) => sum + packet.length, 0);
    for (const { bytes, resolve } of this.#wanted) if (length >= bytes) resolve();
  }
}
