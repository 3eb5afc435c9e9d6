import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '../../../src-shared/errors.ts';
import { SerialQueue } from '../../serial-queue.ts';
import type { UsbDevice, UsbIdentity } from '../usb/usb-device.ts';
import type { DeviceModel } from './device-model.ts';

/**
 * The host controller for one device model: groups its packets into transfers with timeouts, as the
 * operating system does for a real device.
 */
export class PracticeDevice implements UsbDevice {
  readonly identity: UsbIdentity;
  readonly #model: DeviceModel;
  readonly #released: () => void;
  readonly #in = new SerialQueue();
  readonly #out = new SerialQueue();
  readonly #interrupt = new SerialQueue();
  readonly #waiting = new Set<() => void>();
  #gone = false;
  #closed = false;

  constructor(model: DeviceModel, released: () => void) {
    this.#model = model;
    this.#released = released;
    const { vendorId, productId, manufacturer, product, serialNumber, packetSize } = model.descriptor;
    this.identity = { vendorId, productId, manufacturer, product, serialNumber, packetSize };
  }

  /** For the bus: an endpoint may answer otherwise now. */
  wake(): void {
    for (const resume of this.#waiting) resume();
  }

  /** For the bus: the cable is out. */
  cut(): void {
    this.#gone = true;
    this.wake();
  }

  bulkIn(maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
    return this.#in.run(async () => {
      const { packetSize } = this.identity;
      const wanted = Math.max(1, Math.ceil(maxBytes / packetSize)) * packetSize;
      const packets: Uint8Array[] = [];
      let length = 0;
      await this.#transfer(timeoutMs, () => {
        const packet = this.#model.bulkIn();
        if (packet === 'stall' || packet === 'nak') return packet;
        packets.push(packet);
        length += packet.length;
        return packet.length < packetSize || length >= wanted ? 'done' : 'more';
      });
      return new Uint8Array(Buffer.concat(packets, length));
    });
  }

  bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    if (bytes.length === 0) return Promise.resolve();
    return this.#out.run(() => this.#send(bytes, timeoutMs));
  }

  async bulkOutAfterReads(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    await this.#in.idle();
    await this.bulkOut(bytes, timeoutMs);
  }

  bulkOutZeroLength(timeoutMs: number): Promise<void> {
    return this.#out.run(() => this.#send(new Uint8Array(0), timeoutMs));
  }

  interruptIn(timeoutMs: number): Promise<Uint8Array | undefined> {
    return this.#interrupt.run(async () => {
      let received: Uint8Array | undefined;
      try {
        await this.#transfer(timeoutMs, () => {
          const packet = this.#model.interruptIn();
          if (packet === 'nak') return 'nak';
          received = packet;
          return 'done';
        });
      } catch (error) {
        if (error instanceof Fault && error.code === 'usb.timeout') return undefined;
        throw error;
      }
      return received;
    });
  }

  async classOut(request: number, value: number, data: Uint8Array): Promise<void> {
    await this.#turn();
    if (this.#model.classOut(request, value, data) === 'stall') throw new Fault('usb.stall');
  }

  async classIn(request: number, value: number, length: number): Promise<Uint8Array> {
    await this.#turn();
    const answer = this.#model.classIn(request, value, length);
    if (answer === 'stall') throw new Fault('usb.stall');
    return answer.subarray(0, length);
  }

  async clearHalt(direction: 'in' | 'out'): Promise<void> {
    await this.#turn();
    this.#model.clearHalt(direction);
    this.wake();
  }

  async reset(): Promise<void> {
    await this.#turn();
    this.#model.reset();
    this.cut();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#in.idle(), this.#out.idle(), this.#interrupt.idle()]);
    this.#released();
  }

  #send(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    const { packetSize } = this.identity;
    let offset = 0;
    return this.#transfer(timeoutMs, () => {
      const packet = bytes.subarray(offset, offset + packetSize);
      const answer = this.#model.bulkOut(packet);
      if (answer !== 'ack') return answer;
      offset += packet.length;
      return offset >= bytes.length ? 'done' : 'more';
    });
  }

  /** Polls an endpoint until the transfer is done, sleeping while it answers `nak`. */
  async #transfer(timeoutMs: number, poll: () => 'done' | 'more' | 'nak' | 'stall'): Promise<void> {
    await this.#turn();
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const answer = poll();
      if (this.#gone) throw new Fault('usb.unplugged');
      if (answer === 'done') return;
      if (answer === 'stall') throw new Fault('usb.stall');
      if (answer === 'nak') await this.#awake(deadline - performance.now());
      if (this.#gone) throw new Fault('usb.unplugged');
    }
  }

  /** One turn of the event loop a transfer, as a real transfer costs at least one completion. */
  async #turn(): Promise<void> {
    await nextTurn();
    if (this.#gone || this.#closed) throw new Fault('usb.unplugged');
  }

  #awake(timeoutMs: number): Promise<void> {
    if (timeoutMs <= 0) return Promise.reject(new Fault('usb.timeout'));
    return new Promise((resolve, reject) => {
      const resume = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(resume);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(resume);
        reject(new Fault('usb.timeout'));
      }, timeoutMs);
      this.#waiting.add(resume);
    });
  }
}
