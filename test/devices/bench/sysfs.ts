import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { speedOf, usbVersion } from './descriptors.ts';
import type { VirtualDevice } from './virtual-device.ts';

const DEVICES = 'sys/bus/usb/devices';
const DRIVERS = 'sys/bus/usb/drivers';
const MAJOR = 189;

/**
 * What the kernel says about the devices in /sys/bus/usb, written into a tmpfs. `root` is the path of
 * the mount namespace's root. Source: Documentation/ABI/testing/sysfs-bus-usb and stable/sysfs-bus-usb.
 */
export class Sysfs {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
    for (const driver of ['usblp', 'usbfs']) mkdirSync(join(root, DRIVERS, driver), { recursive: true });
  }

  add(device: VirtualDevice): void {
    const name = nameOf(device);
    const folder = join(this.#root, DEVICES, name);
    const interfaceFolder = join(folder, `${name}:1.0`);
    mkdirSync(interfaceFolder, { recursive: true });
    write(folder, attributesOf(device));
    writeFileSync(join(folder, 'descriptors'), device.descriptors);
    write(interfaceFolder, interfaceAttributesOf(device));
    for (const each of [folder, interfaceFolder]) symlinkSync('/sys/bus/usb', join(each, 'subsystem'));
    symlinkSync(`${name}/${name}:1.0`, join(this.#root, DEVICES, `${name}:1.0`));
    this.bind(device);
  }

  remove(device: VirtualDevice): void {
    const name = nameOf(device);
    rmSync(join(this.#root, DEVICES, `${name}:1.0`), { force: true });
    rmSync(join(this.#root, DEVICES, name), { recursive: true, force: true });
  }

  /** Shows who drives the interface now. */
  bind(device: VirtualDevice): void {
    const name = nameOf(device);
    const link = join(this.#root, DEVICES, name, `${name}:1.0`, 'driver');
    rmSync(link, { force: true });
    if (device.driver !== undefined) symlinkSync(`/${DRIVERS}/${device.driver}`, link);
  }
}

/** `1-3`: bus 1, port 3. */
export function nameOf({ options }: VirtualDevice): string {
  return `${options.bus}-${options.port}`;
}

/** `bus/usb/001/004`, below /dev. */
export function nodeOf({ options }: VirtualDevice): string {
  return `bus/usb/${padded(options.bus)}/${padded(options.address)}`;
}

export function padded(number: number): string {
  return String(number).padStart(3, '0');
}

/** Where the device is in sysfs, from /sys on. */
export function pathOf(device: VirtualDevice): string {
  return `/bus/usb/devices/${nameOf(device)}`;
}

/** The properties of the device's events, and of its `uevent` file. */
export function propertiesOf(device: VirtualDevice): Readonly<Record<string, string>> {
  const { bus, address } = device.options;
  const { vendorId, productId, release } = device.model.descriptor;
  return {
    DEVTYPE: 'usb_device',
    DEVNAME: nodeOf(device),
    DRIVER: 'usb',
    MAJOR: String(MAJOR),
    MINOR: String(minorOf(device)),
    BUSNUM: padded(bus),
    DEVNUM: padded(address),
    PRODUCT: [vendorId, productId, release].map((each) => each.toString(16)).join('/'),
    TYPE: '0/0/0',
  };
}

function minorOf({ options }: VirtualDevice): number {
  return (options.bus - 1) * 128 + options.address - 1;
}

function attributesOf(device: VirtualDevice): Readonly<Record<string, string>> {
  const { bus, address, port } = device.options;
  const { descriptor } = device.model;
  const version = usbVersion(descriptor).toString(16).padStart(4, '0');
  const { manufacturer, product, serialNumber } = descriptor;
  return {
    busnum: String(bus),
    devnum: String(address),
    devpath: String(port),
    dev: `${MAJOR}:${minorOf(device)}`,
    idVendor: hex(descriptor.vendorId, 4),
    idProduct: hex(descriptor.productId, 4),
    bcdDevice: hex(descriptor.release, 4),
    version: ` ${Number(version.slice(0, 2))}.${version.slice(2)}`,
    bDeviceClass: '00',
    bDeviceSubClass: '00',
    bDeviceProtocol: '00',
    bMaxPacketSize0: String(device.descriptors[7] === 9 ? 512 : (device.descriptors[7] ?? 64)),
    bNumConfigurations: '1',
    bNumInterfaces: ' 1',
    bConfigurationValue: '1',
    bmAttributes: 'c0',
    bMaxPower: '2mA',
    maxchild: '0',
    speed: String(speedOf(descriptor)),
    uevent: Object.entries(propertiesOf(device))
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
    ...(manufacturer === '' ? {} : { manufacturer }),
    ...(product === '' ? {} : { product }),
    ...(serialNumber === '' ? {} : { serial: serialNumber }),
  };
}

function interfaceAttributesOf({ model }: VirtualDevice): Readonly<Record<string, string>> {
  const { interfaceClass, interfaceSubclass, interfaceProtocol, endpoints } = model.descriptor;
  return {
    bInterfaceNumber: '00',
    bAlternateSetting: ' 0',
    bInterfaceClass: hex(interfaceClass, 2),
    bInterfaceSubClass: hex(interfaceSubclass, 2),
    bInterfaceProtocol: hex(interfaceProtocol, 2),
    bNumEndpoints: endpoints.interruptIn === undefined ? '02' : '03',
    uevent: 'DEVTYPE=usb_interface',
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function write(folder: string, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) writeFileSync(join(folder, name), `${value}\n`);
}
