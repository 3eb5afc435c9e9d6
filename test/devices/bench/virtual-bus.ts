import type { DeviceModel } from '../../../src-main/devices/practice/device-model.ts';
import { ROOT_NODE, type TreeDirectory, type TreeFile, type TreeNode } from './fuse-tree.ts';
import { padded, pathOf, propertiesOf, type Sysfs } from './sysfs.ts';
import { encodeUevent } from './uevent.ts';
import { UsbFile } from './usb-file.ts';
import { VirtualDevice } from './virtual-device.ts';

const BUS = 1;
const BUS_NODE = 2;
const LAST_ADDRESS = 127;

export interface VirtualBusOptions {
  readonly sysfs: Sysfs;
  /** Broadcasts a message of udev. */
  readonly announce: (message: Buffer) => void;
}

export interface PlugOptions {
  /** What the device says of itself, where that is not the truth: device and configuration descriptors. */
  readonly descriptors?: Uint8Array;
}

/** One bus of USB devices: the tree below /dev/bus/usb, what sysfs says of it, and its events. */
export class VirtualBus {
  readonly tree: TreeDirectory;
  readonly #options: VirtualBusOptions;
  readonly #devices = new Map<DeviceModel, VirtualDevice>();
  readonly #nodes = new Map<string, TreeNode>();
  #lastAddress = 1;
  #lastNode = BUS_NODE;
  #event = 0;

  constructor(options: VirtualBusOptions) {
    this.#options = options;
    const bus: TreeDirectory = { kind: 'directory', node: BUS_NODE, entries: this.#nodes };
    this.tree = { kind: 'directory', node: ROOT_NODE, entries: new Map([[padded(BUS), bus]]) };
  }

  plug(model: DeviceModel, { descriptors }: PlugOptions): void {
    if (this.#devices.has(model)) return;
    const device: VirtualDevice = new VirtualDevice({
      model,
      bus: BUS,
      address: this.#freeAddress(),
      port: this.#freePort(),
      pulled: () => this.unplug(model),
      bound: () => this.#options.sysfs.bind(device),
      ...(descriptors === undefined ? {} : { descriptors }),
    });
    this.#devices.set(model, device);
    this.#nodes.set(padded(device.options.address), this.#fileOf(device));
    device.plug();
    this.#options.sysfs.add(device);
    this.#announce('add', device);
  }

  unplug(model: DeviceModel): void {
    const device = this.#devices.get(model);
    if (device === undefined) return;
    this.#devices.delete(model);
    this.#nodes.delete(padded(device.options.address));
    device.cut();
    this.#options.sysfs.remove(device);
    this.#announce('remove', device);
  }

  unplugAll(): void {
    for (const model of this.#devices.keys()) this.unplug(model);
  }

  find(model: DeviceModel): VirtualDevice | undefined {
    return this.#devices.get(model);
  }

  #fileOf(device: VirtualDevice): TreeFile {
    this.#lastNode += 1;
    const size = device.descriptors.length;
    return { kind: 'file', node: this.#lastNode, size, open: (ready) => new UsbFile(device, ready) };
  }

  /** As the kernel does: always a new one, from the start when all were used. */
  #freeAddress(): number {
    do {
      this.#lastAddress = this.#lastAddress >= LAST_ADDRESS ? 2 : this.#lastAddress + 1;
    } while (this.#nodes.has(padded(this.#lastAddress)));
    return this.#lastAddress;
  }

  #freePort(): number {
    const taken = new Set([...this.#devices.values()].map(({ options }) => options.port));
    let port = 1;
    while (taken.has(port)) port += 1;
    return port;
  }

  #announce(action: 'add' | 'remove', device: VirtualDevice): void {
    this.#event += 1;
    const place = { ACTION: action, DEVPATH: pathOf(device), SUBSYSTEM: 'usb', SEQNUM: String(this.#event) };
    this.#options.announce(encodeUevent({ ...place, ...propertiesOf(device) }));
  }
}
