import { DATA, encodeContainer } from '../../src-main/devices/camera/ptp/container.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from '../../src-main/devices/practice/device-model.ts';
import { PacketQueue } from '../../src-main/devices/practice/packet-queue.ts';

const PACKET = 512;

/**
 * A device that answers whatever it is sent with the same picture, made into one container as a camera does:
 * the fastest that anyone could read it.
 */
export class RawEndpoint implements DeviceModel {
  readonly descriptor: DeviceDescriptor = {
    vendorId: 0x12_09,
    productId: 0x00_02,
    release: 0x0100,
    manufacturer: 'Bench',
    product: 'Raw endpoint',
    serialNumber: 'R1',
    interfaceClass: 0xff,
    interfaceSubclass: 0,
    interfaceProtocol: 0,
    endpoints: { bulkIn: 1, bulkOut: 2 },
    packetSize: PACKET,
  };
  readonly #in = new PacketQueue(PACKET, { endWithShortPacket: true });
  readonly #picture: Uint8Array;
  #port: HostPort | undefined;

  constructor(picture: Uint8Array) {
    this.#picture = picture;
  }

  bulkIn(): Uint8Array | 'nak' {
    return this.#in.shift() ?? 'nak';
  }

  plugged(port: HostPort): void {
    this.#port = port;
  }

  unplugged(): void {
    this.#port = undefined;
  }

  reset(): void {
    this.#in.clear();
  }

  bulkOut(): 'ack' {
    this.#in.push(encodeContainer({ type: DATA, code: 0, transactionId: 0, payload: this.#picture }));
    this.#port?.wake();
    return 'ack';
  }

  interruptIn(): 'nak' {
    return 'nak';
  }

  classOut(): 'stall' {
    return 'stall';
  }

  classIn(): 'stall' {
    return 'stall';
  }

  clearHalt(): void {
    // It never halts.
  }
}
