import type { DeviceModel, HostPort } from '../../../src-main/devices/practice/device-model.ts';

export type Direction = 'in' | 'out';

/**
 * Any device model on a bad wire: plug this instead of the model. What goes wrong here happens between
 * packets, whatever they mean; faults of the device itself are switches of its model. Everything is off
 * at first.
 */
export class WireFaults implements DeviceModel {
  readonly descriptor: DeviceModel['descriptor'];
  /** Every reply comes in packets of at most so many bytes: each ends a transfer. */
  splitIn = Infinity;
  /** So many NULs follow each packet from the device, as far as a packet has room. */
  padIn = 0;
  readonly #model: DeviceModel;
  readonly #halted = new Set<Direction>();
  readonly #stallNext = new Set<Direction>();
  readonly #silent = new Set<Direction>();
  readonly #pull = new Map<Direction, number>();
  #port: HostPort | undefined;
  /** What is left of a packet that was split. */
  #rest: Uint8Array | undefined;

  constructor(model: DeviceModel) {
    this.#model = model;
    this.descriptor = model.descriptor;
  }

  /** Pulls the cable when that many more bytes have gone in that direction; 0: at the next packet. */
  unplugAfter(direction: Direction, bytes: number): void {
    this.#pull.set(direction, bytes);
  }

  /** The next packet of that direction is answered with a stall; the endpoint is halted until cleared. */
  stallNext(direction: Direction): void {
    this.#stallNext.add(direction);
  }

  /** Neither takes nor gives anything in that direction while set. */
  silence(direction: Direction, silent = true): void {
    if (silent) this.#silent.add(direction);
    else this.#silent.delete(direction);
    this.#port?.wake();
  }

  plugged(port: HostPort): void {
    this.#port = port;
    this.#forget();
    this.#model.plugged(port);
  }

  unplugged(): void {
    this.#port = undefined;
    this.#forget();
    this.#model.unplugged();
  }

  bulkOut(packet: Uint8Array): 'ack' | 'nak' | 'stall' {
    const trouble = this.#trouble('out');
    if (trouble !== undefined) return trouble;
    const answer = this.#model.bulkOut(packet);
    if (answer === 'ack') this.#count('out', packet.length);
    return answer;
  }

  bulkIn(): Uint8Array | 'nak' | 'stall' {
    const trouble = this.#trouble('in');
    if (trouble !== undefined) return trouble;
    const packet = this.#rest ?? this.#model.bulkIn();
    if (typeof packet === 'string') return packet;
    const sent = packet.subarray(0, this.splitIn);
    this.#rest = sent.length < packet.length ? packet.subarray(sent.length) : undefined;
    this.#count('in', sent.length);
    return this.#padded(sent);
  }

  interruptIn(): Uint8Array | 'nak' {
    return this.#model.interruptIn();
  }

  classOut(request: number, value: number, data: Uint8Array): 'ack' | 'stall' {
    return this.#model.classOut(request, value, data);
  }

  classIn(request: number, value: number, length: number): Uint8Array | 'stall' {
    return this.#model.classIn(request, value, length);
  }

  clearHalt(direction: Direction): void {
    this.#halted.delete(direction);
    this.#model.clearHalt(direction);
  }

  reset(): void {
    this.#forget();
    this.#model.reset();
  }

  #trouble(direction: Direction): 'nak' | 'stall' | undefined {
    if (this.#pull.get(direction) === 0) {
      this.#pull.delete(direction);
      this.#port?.pull();
      return 'nak';
    }
    if (this.#stallNext.delete(direction)) this.#halted.add(direction);
    if (this.#halted.has(direction)) return 'stall';
    return this.#silent.has(direction) ? 'nak' : undefined;
  }

  #count(direction: Direction, bytes: number): void {
    const left = this.#pull.get(direction);
    if (left !== undefined) this.#pull.set(direction, Math.max(0, left - bytes));
  }

  #padded(packet: Uint8Array): Uint8Array {
    const length = Math.min(packet.length + this.padIn, Math.max(packet.length, this.descriptor.packetSize));
    if (length === packet.length) return packet;
    const padded = new Uint8Array(length);
    padded.set(packet);
    return padded;
  }

  #forget(): void {
    this.#halted.clear();
    this.#rest = undefined;
  }
}
