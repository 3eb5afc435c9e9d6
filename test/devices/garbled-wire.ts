import type { DeviceDescriptor, DeviceModel, HostPort } from '../../src-main/devices/practice/device-model.ts';
import { Dice } from './dice.ts';

const HEADER = 12;
const responses = [0x2019, 0xa102, 0xa00b, 0xa002, 0x2005, 0x2009, 0x2002, 0xffff];
const lies = [0, 1, 8, 0xffff, 0x00ff_ffff, 0x7fff_ffff, 0xffff_ffff];

/**
 * A camera model behind a wire on which some containers are changed: numbers in data, codes of responses,
 * whole events. Lengths of containers stay true, so that no test waits for bytes that never come.
 */
export class GarbledWire implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly #model: DeviceModel;
  readonly #dice: Dice;
  /** One container in so many is changed. */
  readonly #oneIn: number;
  #inside = 0;

  constructor(model: DeviceModel, seed: number, oneIn: number) {
    this.descriptor = model.descriptor;
    this.#model = model;
    this.#dice = new Dice(seed);
    this.#oneIn = oneIn;
  }

  bulkIn(): Uint8Array | 'nak' | 'stall' {
    const packet = this.#model.bulkIn();
    if (typeof packet === 'string') return packet;
    const begins = this.#inside <= 0 && packet.length >= HEADER;
    if (begins) this.#inside = view(packet).getUint32(0, true);
    this.#inside -= packet.length;
    return begins && this.#dice.roll(this.#oneIn) === 0 ? this.#garble(packet) : packet;
  }

  interruptIn(): Uint8Array | 'nak' {
    const packet = this.#model.interruptIn();
    return packet === 'nak' || this.#dice.roll(this.#oneIn) > 0 ? packet : this.#dice.bytes(60);
  }

  bulkOut(packet: Uint8Array): 'ack' | 'nak' | 'stall' {
    return this.#model.bulkOut(packet);
  }

  plugged(port: HostPort): void {
    this.#model.plugged(port);
  }

  unplugged(): void {
    this.#model.unplugged();
  }

  classOut(request: number, value: number, data: Uint8Array): 'ack' | 'stall' {
    return this.#model.classOut(request, value, data);
  }

  classIn(request: number, value: number, length: number): Uint8Array | 'stall' {
    return this.#model.classIn(request, value, length);
  }

  clearHalt(direction: 'in' | 'out'): void {
    this.#model.clearHalt(direction);
  }

  reset(): void {
    this.#model.reset();
  }

  #garble(packet: Uint8Array): Uint8Array {
    const changed = packet.slice();
    const words = view(changed);
    if (packet[4] === 3) words.setUint16(6, this.#dice.pick(responses), true);
    for (let times = this.#dice.roll(4); times >= 0; times -= 1) {
      const at = HEADER + this.#dice.roll(packet.length);
      if (packet[4] === 2 && at + 4 <= packet.length) words.setUint32(at, this.#dice.pick(lies), true);
    }
    return changed;
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
