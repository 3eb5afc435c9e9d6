import type { CallerMemory } from './caller-memory.ts';
import type { EndpointQueue } from './endpoint-queue.ts';
import { EFAULT, EINVAL, ENOENT, ENOMEM } from './errno.ts';
import { isIn, makeTransfer, type Transfer } from './transfer.ts';
import {
  decodeSetup,
  decodeUrb,
  encodeS32,
  MEMORY_LIMIT,
  SETUP_BYTES,
  URB_ACTUAL_LENGTH,
  URB_BULK,
  URB_BYTES,
  URB_CONTROL,
  URB_INTERRUPT,
  URB_STATUS,
  type UrbRequest,
} from './usbdevfs.ts';
import type { Holder, VirtualDevice } from './virtual-device.ts';

interface Urb {
  readonly address: number;
  readonly transfer: Transfer;
  readonly endpoint: EndpointQueue | undefined;
  /** Where in the buffer data from the device goes. */
  readonly dataOffset: number;
  status: number;
}

export interface UrbBookOptions {
  readonly device: VirtualDevice;
  readonly memory: CallerMemory;
  readonly holder: Holder;
  readonly completed: () => void;
}

/** The transfers that one open file has submitted and not reaped yet. */
export class UrbBook {
  readonly #options: UrbBookOptions;
  readonly #pending = new Map<number, Urb>();
  readonly #completed: Urb[] = [];
  #memoryUsed = 0;

  constructor(options: UrbBookOptions) {
    this.#options = options;
  }

  get anyCompleted(): boolean {
    return this.#completed.length > 0;
  }

  /** Copies the URB and, outward, its data from the caller at `address`. */
  submit(pid: number, address: number): number {
    const { device, memory, holder } = this.#options;
    const request = decodeUrb(memory.read(pid, address, URB_BYTES));
    if (request.length < 0 || this.#pending.has(address)) return -EINVAL;
    if (this.#memoryUsed + request.length > MEMORY_LIMIT) return -ENOMEM;
    if (request.type === URB_CONTROL) return this.#control(pid, address, request);
    if (request.type !== URB_BULK && request.type !== URB_INTERRUPT) return -EINVAL;
    const endpoint = device.endpoint(request.endpoint);
    if (endpoint === undefined) return -ENOENT;
    if (request.type === URB_INTERRUPT && endpoint.options.type !== 'interrupt') return -EINVAL;
    // A program that has not claimed the interface gets it now, unless it is taken.
    const claimed = device.claim(0, holder);
    if (claimed < 0) return claimed;
    const out = isIn(request) ? Buffer.alloc(0) : memory.read(pid, request.buffer, request.length);
    const urb = this.#begin(address, { request, out, endpoint, dataOffset: 0 });
    device.submit(endpoint, urb.transfer);
    return 0;
  }

  /** Ends a transfer under way: it is reaped with -ENOENT, and what came of it so far. */
  discard(address: number): number {
    const urb = this.#pending.get(address);
    if (urb === undefined) return -EINVAL;
    if (urb.endpoint?.cancel(urb.transfer, -ENOENT) !== true) return -EINVAL;
    return 0;
  }

  /**
   * Gives the oldest finished transfer back to the caller: only now data, status and length appear in
   * its memory. Returns the URB's address.
   */
  reap(pid: number): number | undefined {
    const urb = this.#completed.shift();
    if (urb === undefined) return undefined;
    const { memory } = this.#options;
    const { request, packets, actual } = urb.transfer;
    this.#memoryUsed -= request.length;
    if (packets.length > 0) memory.write(pid, request.buffer + urb.dataOffset, Buffer.concat(packets));
    memory.write(pid, urb.address + URB_STATUS, encodeS32(urb.status));
    memory.write(pid, urb.address + URB_ACTUAL_LENGTH, encodeS32(actual));
    return urb.address;
  }

  cancelAll(): void {
    for (const urb of this.#pending.values()) urb.endpoint?.cancel(urb.transfer, -ENOENT);
    this.#completed.splice(0);
  }

  #control(pid: number, address: number, request: UrbRequest): number {
    const { device, memory } = this.#options;
    if (request.length < SETUP_BYTES) return -EINVAL;
    const bytes = memory.read(pid, request.buffer, request.length);
    const setup = decodeSetup(bytes.subarray(0, SETUP_BYTES));
    if (request.length < SETUP_BYTES + setup.length) return -EINVAL;
    const data = bytes.subarray(SETUP_BYTES, SETUP_BYTES + setup.length);
    const urb = this.#begin(address, { request, out: data, endpoint: undefined, dataOffset: SETUP_BYTES });
    process.nextTick(() => {
      const answer = device.control(setup, data);
      if (typeof answer === 'number') return urb.transfer.done(answer);
      if (answer.length > 0) urb.transfer.packets.push(answer);
      urb.transfer.actual = (setup.requestType & 0x80) === 0 ? setup.length : answer.length;
      urb.transfer.done(0);
    });
    return 0;
  }

  #begin(
    address: number,
    { request, out, ...rest }: Pick<Urb, 'endpoint' | 'dataOffset'> & { request: UrbRequest; out: Buffer },
  ): Urb {
    const transfer = makeTransfer(request, out, (status) => {
      urb.status = status;
      this.#pending.delete(address);
      this.#completed.push(urb);
      this.#options.completed();
    });
    const urb: Urb = { address, transfer, ...rest, status: -EFAULT };
    this.#pending.set(address, urb);
    this.#memoryUsed += request.length;
    return urb;
  }
}
