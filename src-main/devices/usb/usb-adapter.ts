import { Fault } from '../../../src-shared/errors.ts';
import { SerialQueue } from '../../serial-queue.ts';
import type { UsbDevice, UsbIdentity } from './usb-device.ts';
import { withUsbFaults } from './usb-error.ts';
import type { Endpoints } from './usb-interfaces.ts';
import type { ControlSetup, LibraryUsbDevice } from './usb-library.ts';

/** One write is one request to the kernel, whose memory for them is limited. */
const LARGEST_WRITE = 64 * 1024;
/** A megabyte of a picture with its header. */
const LARGEST_READ = 1024 * 1024 + 1024;
/** What the library may take beyond the time of a transfer, ms; and what a call without a time may take. */
const GRACE_MS = 10_000;

export interface ClaimedDevice {
  readonly library: LibraryUsbDevice;
  readonly interfaceNumber: number;
  readonly endpoints: Endpoints;
  readonly identity: UsbIdentity;
  /** The kernel's driver gets the interface back when it is closed: the printer is the system's again. */
  readonly giveBack: boolean;
  /** Told when a call of the library has not ended long after its time: no transfer can be taken back. */
  readonly overdue: () => void;
}

/**
 * One claimed interface through npm `usb`. The library allows one transfer an endpoint, and neither
 * closing nor reading a name while any is under way: transfers queue here, names were read before the
 * first, and closing waits.
 */
export class UsbAdapter implements UsbDevice {
  readonly identity: UsbIdentity;
  readonly #library: LibraryUsbDevice;
  readonly #interfaceNumber: number;
  readonly #endpoints: Endpoints;
  readonly #giveBack: boolean;
  readonly #overdue: () => void;
  readonly #in = new SerialQueue();
  readonly #out = new SerialQueue();
  readonly #interrupt = new SerialQueue();
  readonly #control = new SerialQueue();
  #closed: Promise<void> | undefined;

  constructor(claimed: ClaimedDevice) {
    this.#library = claimed.library;
    this.#interfaceNumber = claimed.interfaceNumber;
    this.#endpoints = claimed.endpoints;
    this.identity = claimed.identity;
    this.#giveBack = claimed.giveBack;
    this.#overdue = claimed.overdue;
  }

  bulkIn(maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
    return this.#run(this.#in, timeoutMs, async () => {
      const { endpointNumber, packetSize } = this.#endpoints.in;
      // The library throws away what goes beyond the length asked for, so only whole packets are asked for.
      const packets = Math.max(1, Math.ceil(Math.min(maxBytes, LARGEST_READ) / packetSize));
      const { data } = await this.#library.transferIn(endpointNumber, packets * packetSize, timeoutMs);
      return bytesOf(data);
    });
  }

  async bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    const allParts = Math.ceil(bytes.length / LARGEST_WRITE) * timeoutMs;
    await this.#run(this.#out, allParts, async () => {
      for (let offset = 0; offset < bytes.length; offset += LARGEST_WRITE) {
        await this.#write(bytes.subarray(offset, offset + LARGEST_WRITE), timeoutMs);
      }
    });
  }

  async bulkOutAfterReads(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    await this.#in.idle();
    await this.bulkOut(bytes, timeoutMs);
  }

  bulkOutZeroLength(timeoutMs: number): Promise<void> {
    return this.#run(this.#out, timeoutMs, () => this.#write(new Uint8Array(0), timeoutMs));
  }

  async interruptIn(timeoutMs: number): Promise<Uint8Array | undefined> {
    const { interrupt } = this.#endpoints;
    if (interrupt === undefined) throw new Fault('usb.fault', { what: 'noInterruptEndpoint' });
    try {
      return await this.#run(this.#interrupt, timeoutMs, async () => {
        const { data } = await this.#library.transferIn(interrupt.endpointNumber, interrupt.packetSize, timeoutMs);
        return bytesOf(data);
      });
    } catch (error) {
      if (error instanceof Fault && error.code === 'usb.timeout') return undefined;
      throw error;
    }
  }

  // oxlint-disable-next-line max-params -- the shape of the port
  async classOut(request: number, value: number, data: Uint8Array, timeoutMs: number): Promise<void> {
    const setup = this.#setup(request, value);
    await this.#run(this.#control, timeoutMs, () => this.#library.controlTransferOut(setup, data, timeoutMs));
  }

  // oxlint-disable-next-line max-params -- the shape of the port
  classIn(request: number, value: number, length: number, timeoutMs: number): Promise<Uint8Array> {
    const setup = this.#setup(request, value);
    return this.#run(this.#control, timeoutMs, async () => {
      const { data } = await this.#library.controlTransferIn(setup, length, timeoutMs);
      return bytesOf(data);
    });
  }

  clearHalt(direction: 'in' | 'out'): Promise<void> {
    const queue = direction === 'in' ? this.#in : this.#out;
    const { endpointNumber } = this.#endpoints[direction];
    return this.#run(queue, 0, () => this.#library.clearHalt(direction, endpointNumber));
  }

  async reset(): Promise<void> {
    await this.#quiet();
    await this.#inTime(0, () => withUsbFaults(() => this.#library.reset()));
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#quiet();
    try {
      await this.#library.releaseInterface(this.#interfaceNumber);
      if (this.#giveBack) await this.#library.attachKernelDriver(this.#interfaceNumber);
    } catch {
      // Unplugged, or the kernel has no driver for it; closing still frees the handle.
    }
    await withUsbFaults(() => this.#library.close()).catch(() => undefined);
  }

  /** Resolves when no transfer is under way. */
  async #quiet(): Promise<void> {
    await Promise.all([this.#in.idle(), this.#out.idle(), this.#interrupt.idle(), this.#control.idle()]);
  }

  #run<T>(queue: SerialQueue, timeoutMs: number, transfer: () => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) return Promise.reject(new Fault('usb.unplugged', { what: 'closed' }));
    return queue.run(() => this.#inTime(timeoutMs, () => withUsbFaults(transfer)));
  }

  async #inTime<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
    const timer = setTimeout(this.#overdue, timeoutMs + GRACE_MS);
    try {
      return await call();
    } finally {
      clearTimeout(timer);
    }
  }

  async #write(bytes: Uint8Array, timeoutMs: number): Promise<void> {
    const { bytesWritten } = await this.#library.transferOut(this.#endpoints.out.endpointNumber, bytes, timeoutMs);
    if (bytesWritten !== bytes.length) throw new Fault('usb.fault', { what: 'shortWrite', bytesWritten });
  }

  #setup(request: number, value: number): ControlSetup {
    return { requestType: 'class', recipient: 'interface', request, value, index: this.#interfaceNumber };
  }
}

function bytesOf(data: DataView | undefined): Uint8Array {
  return data === undefined ? new Uint8Array(0) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
