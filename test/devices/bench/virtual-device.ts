import type { DeviceModel } from '../../../src-main/devices/practice/device-model.ts';
import { answerControl } from './control-request.ts';
import { encodeDescriptors } from './descriptors.ts';
import { EndpointQueue } from './endpoint-queue.ts';
import { EBUSY, EINVAL, ENODATA, ENODEV, ENOENT, EPIPE, EPROTO, ESHUTDOWN } from './errno.ts';
import type { Transfer } from './transfer.ts';
import type { Setup } from './usbdevfs.ts';

/** Who drives the interface: a program with the device open, or a driver of the kernel. */
export type Holder = 'usblp' | { /** Its claim was taken away. */ lost(): void };

export interface VirtualDeviceOptions {
  readonly model: DeviceModel;
  readonly bus: number;
  readonly address: number;
  readonly port: number;
  /** The model pulled its cable. */
  readonly pulled: () => void;
  /** The driver of interface 0 changed, as sysfs shows it. */
  readonly bound: (driver: 'usblp' | 'usbfs' | undefined) => void;
  /** What the device says of itself instead of the truth. */
  readonly descriptors?: Uint8Array;
}

/** A device model on the virtual bus, with the host controller's side of its endpoints. */
export class VirtualDevice {
  readonly model: DeviceModel;
  readonly options: VirtualDeviceOptions;
  readonly descriptors: Uint8Array;
  readonly #endpoints = new Map<number, EndpointQueue>();
  readonly #watchers = new Set<() => void>();
  #holder: Holder | undefined;
  #gone = false;
  #loose = false;
  #pumping = false;
  #scheduled = false;

  constructor(options: VirtualDeviceOptions) {
    const { model } = options;
    this.options = options;
    this.model = model;
    this.descriptors = options.descriptors ?? encodeDescriptors(model.descriptor);
    const { endpoints, packetSize } = model.descriptor;
    const { bulkIn, bulkOut, interruptIn } = endpoints;
    this.#add({ address: 0x80 | bulkIn, type: 'bulk', packetSize, read: () => model.bulkIn() });
    this.#add({ address: bulkOut, type: 'bulk', packetSize, write: (packet) => model.bulkOut(packet) });
    if (interruptIn === undefined) return;
    this.#add({ address: 0x80 | interruptIn, type: 'interrupt', packetSize: 64, read: () => model.interruptIn() });
  }

  /** The wire is dead and the hub has not noticed: every transfer fails as one without an answer does. */
  loosen(): void {
    this.#loose = true;
    for (const endpoint of this.#endpoints.values()) endpoint.cancelAll(-EPROTO);
  }

  get gone(): boolean {
    return this.#gone;
  }

  get driver(): 'usblp' | 'usbfs' | undefined {
    return this.#holder === undefined || this.#holder === 'usblp' ? this.#holder : 'usbfs';
  }

  plug(): void {
    this.model.plugged({ wake: () => this.#schedule(), pull: () => this.options.pulled() });
  }

  /** The cable is out: every transfer under way ends. */
  cut(): void {
    this.#gone = true;
    this.model.unplugged();
    for (const endpoint of this.#endpoints.values()) endpoint.cancelAll(-ESHUTDOWN);
    for (const watcher of this.#watchers) watcher();
  }

  /** Calls `gone` when the cable comes out; returns the way to stop. */
  onGone(gone: () => void): () => void {
    this.#watchers.add(gone);
    return () => this.#watchers.delete(gone);
  }

  /** The results are what the ioctl returns: 0 or a negative errno. */
  claim(interfaceNumber: number, holder: Holder): number {
    if (interfaceNumber !== 0) return -ENOENT;
    if (this.#holder === holder) return 0;
    if (this.#holder !== undefined) return -EBUSY;
    this.#setHolder(holder);
    return 0;
  }

  release(interfaceNumber: number, holder: Holder): number {
    if (interfaceNumber !== 0) return -ENOENT;
    if (this.#holder !== holder) return -EINVAL;
    this.#setHolder(undefined);
    this.#cancelAll();
    return 0;
  }

  /** Sends away whoever drives the interface; the kernel does not ask whether it is one of its drivers. */
  detach(interfaceNumber: number): number {
    if (interfaceNumber !== 0) return -EINVAL;
    const holder = this.#holder;
    if (holder === undefined) return -ENODATA;
    this.#setHolder(undefined);
    if (holder === 'usblp') return 0;
    this.#cancelAll();
    holder.lost();
    return 0;
  }

  /** Lets the kernel look for a driver: only printers have one here. */
  attach(interfaceNumber: number): number {
    if (interfaceNumber !== 0) return -EINVAL;
    if (this.#holder !== undefined) return -EBUSY;
    if (this.model.descriptor.interfaceClass !== 7) return 0;
    this.#setHolder('usblp');
    return 1;
  }

  endpoint(address: number): EndpointQueue | undefined {
    return this.#endpoints.get(address);
  }

  submit(endpoint: EndpointQueue, transfer: Transfer): void {
    endpoint.push(transfer);
    if (this.#loose) process.nextTick(() => endpoint.cancelAll(-EPROTO));
    else this.#schedule();
  }

  /** Bytes for the host or a negative errno. */
  control(setup: Setup, data: Uint8Array): Uint8Array | number {
    if (this.#gone) return -ENODEV;
    if (this.#loose) return -EPROTO;
    const answer = answerControl(this, setup, data);
    if (this.#gone) return -ENODEV;
    this.#schedule();
    return answer === 'stall' ? -EPIPE : answer;
  }

  clearHalt(address: number): number {
    if (!this.#endpoints.has(address)) return -ENOENT;
    this.model.clearHalt((address & 0x80) === 0 ? 'out' : 'in');
    this.#schedule();
    return 0;
  }

  /** A port reset takes the interface from every program that holds it, as usbfs has no way to be told. */
  reset(): void {
    this.model.reset();
    const holder = this.#holder;
    this.#cancelAll();
    if (holder === undefined || holder === 'usblp') return;
    this.#setHolder(undefined);
    holder.lost();
  }

  #add(options: EndpointQueue['options']): void {
    this.#endpoints.set(options.address, new EndpointQueue(options));
  }

  #setHolder(holder: Holder | undefined): void {
    this.#holder = holder;
    if (!this.#gone) this.options.bound(this.driver);
  }

  #cancelAll(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.cancelAll(-ENOENT);
  }

  /** After the answer to the call that is being served, and not deeper on the stack of a model. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    process.nextTick(() => {
      this.#scheduled = false;
      if (this.#pumping) return this.#schedule();
      this.#pumping = true;
      try {
        for (const endpoint of this.#endpoints.values()) if (!this.#gone && !this.#loose) endpoint.pump();
      } finally {
        this.#pumping = false;
      }
    });
  }
}
