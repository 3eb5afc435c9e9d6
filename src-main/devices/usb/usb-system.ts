import { open, readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LibraryUsbDevice } from './usb-library.ts';

type Plugged = Pick<LibraryUsbDevice, 'bus' | 'address' | 'ports'>;

/** What the operating system tells of a device besides the library; `undefined` where it does not. */
export interface UsbSystem {
  /** Device descriptor and configurations, without any traffic on the wire. */
  descriptors(device: Plugged): Promise<Uint8Array | undefined>;
  /** The kernel's driver of an interface: `usblp`; `usbfs` is a program. */
  driver(device: Plugged, interfaceNumber: number): Promise<string | undefined>;
}

/** More than any device has; the kernel gives no end that must be believed. */
const MOST_DESCRIPTORS = 64 * 1024;

/**
 * Linux: the device node gives the descriptors that the kernel read when the device was plugged in, to
 * whoever may read it, and sysfs names drivers. Sources: Documentation/driver-api/usb/usb.rst;
 * Documentation/ABI/stable/sysfs-bus-usb.
 */
export const machineUsb: UsbSystem = {
  descriptors: ({ bus, address }) =>
    quietly(async () => {
      const node = await open(`/dev/bus/usb/${bus}/${String(address).padStart(3, '0')}`);
      try {
        const bytes = new Uint8Array(MOST_DESCRIPTORS);
        let length = 0;
        for (;;) {
          const { bytesRead } = await node.read(bytes, length, bytes.length - length, length);
          length += bytesRead;
          if (bytesRead === 0 || length === bytes.length) return bytes.slice(0, length);
        }
      } finally {
        await node.close();
      }
    }),
  driver: ({ bus, ports }, interfaceNumber) =>
    quietly(async () => {
      const name = `${Number(bus)}-${ports.join('.')}`;
      const folder = join('/sys/bus/usb/devices', name);
      const all = await readdir(folder);
      const mine = all.find((each) => each.startsWith(`${name}:`) && each.endsWith(`.${interfaceNumber}`));
      return mine === undefined ? undefined : basename(await readlink(join(folder, mine, 'driver')));
    }),
};

async function quietly<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
