import { CallerMemory } from './caller-memory.ts';
import { EAGAIN, EFAULT, EINVAL, ENODATA, ENODEV, ENOTTY, EBUSY } from './errno.ts';
import type { IoctlCall, OpenFile } from './fuse-tree.ts';
import { UrbBook } from './urb-book.ts';
import {
  CAPABILITIES,
  commandNumber,
  decodeSetup,
  encodePointer,
  encodeS32,
  SETUP_BYTES,
  USBDEVFS,
} from './usbdevfs.ts';
import { speedOf } from './descriptors.ts';
import { submitBulk } from './synchronous-bulk.ts';
import type { VirtualDevice } from './virtual-device.ts';

const POLLOUT = 0x004 | 0x100;
const POLLERR_HUP = 0x018;
const DRIVER_NAME_BYTES = 256;
const IF_DRIVER = 1;
const EXCEPT_DRIVER = 2;

type Later = (result: number) => void;

/** One open device node: the ioctls of usbdevfs as Linux's drivers/usb/core/devio.c answers them. */
export class UsbFile implements OpenFile {
  readonly #device: VirtualDevice;
  readonly #ready: () => void;
  readonly #memory = new CallerMemory();
  readonly #urbs: UrbBook;
  /** Who wait in REAPURB. */
  readonly #reapers: (() => boolean)[] = [];
  readonly #stopWatching: () => void;

  constructor(device: VirtualDevice, ready: () => void) {
    this.#device = device;
    this.#ready = ready;
    this.#urbs = new UrbBook({ device, memory: this.#memory, holder: this, completed: () => this.#completed() });
    this.#stopWatching = device.onGone(() => this.#completed());
  }

  /** Another program, or a reset, took the claim. */
  lost(): void {
    // What was under way has ended already; the next transfer finds the interface taken or claims it again.
  }

  read(offset: number, size: number): Uint8Array {
    return this.#device.descriptors.subarray(offset, offset + size);
  }

  poll(): number {
    return (this.#urbs.anyCompleted ? POLLOUT : 0) | (this.#device.gone ? POLLERR_HUP : 0);
  }

  release(): void {
    this.#stopWatching();
    this.#urbs.cancelAll();
    if (this.#device.driver === 'usbfs') this.#device.release(0, this);
    this.#memory.close();
  }

  ioctl(call: IoctlCall, later: Later): number | (() => void) {
    return this.#safely(() => this.#answer(call, later));
  }

  #safely<T>(answer: () => T): T | number {
    try {
      return answer();
    } catch {
      // The address was not the caller's, or the caller is gone.
      return -EFAULT;
    }
  }

  #answer(call: IoctlCall, later: Later): number | (() => void) {
    const number = commandNumber(call.command);
    if (number === USBDEVFS.reapUrb) return this.#reapWhenReady(call, later);
    if (number === USBDEVFS.reapUrbNoDelay) return this.#reap(call) ?? (this.#device.gone ? -ENODEV : -EAGAIN);
    if (this.#device.gone) return -ENODEV;
    if (number === USBDEVFS.bulk) {
      return submitBulk({ device: this.#device, memory: this.#memory, holder: this }, call, later);
    }
    return this.#command(number, call);
  }

  #command(number: number | undefined, call: IoctlCall): number {
    const { pid, argument } = call;
    const device = this.#device;
    switch (number) {
      case USBDEVFS.submitUrb:
        return this.#urbs.submit(pid, argument);
      case USBDEVFS.discardUrb:
        return this.#urbs.discard(argument);
      case USBDEVFS.control:
        return this.#control(call);
      case USBDEVFS.claimInterface:
        return device.claim(this.#word(call), this);
      case USBDEVFS.releaseInterface:
        return device.release(this.#word(call), this);
      case USBDEVFS.clearHalt:
      case USBDEVFS.resetEndpoint:
        return device.clearHalt(this.#word(call));
      case USBDEVFS.reset:
        device.reset();
        return 0;
      case USBDEVFS.setInterface:
        return this.#memory.read(pid, argument, 8).equals(Buffer.alloc(8)) ? 0 : -EINVAL;
      case USBDEVFS.setConfiguration:
        return this.#word(call) === 1 ? (device.driver === undefined ? 0 : -EBUSY) : -EINVAL;
      case USBDEVFS.getDriver:
        return this.#driverName(call);
      case USBDEVFS.ioctl:
        return this.#driverControl(call);
      case USBDEVFS.disconnectClaim:
        return this.#disconnectClaim(call);
      case USBDEVFS.getCapabilities:
        this.#memory.write(pid, argument, encodeS32(CAPABILITIES));
        return 0;
      case USBDEVFS.connectInfo:
        this.#memory.write(pid, argument, Buffer.concat([encodeS32(device.options.address), Buffer.alloc(4)]));
        return 0;
      case USBDEVFS.getSpeed:
        return { 12: 2, 480: 3, 5000: 5 }[speedOf(device.model.descriptor)];
      default:
        return -ENOTTY;
    }
  }

  #word({ pid, argument }: IoctlCall): number {
    return this.#memory.read(pid, argument, 4).readUInt32LE(0);
  }

  /** struct usbdevfs_ctrltransfer: the setup packet's fields, u32 timeout@8, data@16. */
  #control({ pid, argument }: IoctlCall): number {
    const bytes = this.#memory.read(pid, argument, 24);
    const setup = decodeSetup(bytes.subarray(0, SETUP_BYTES));
    const address = Number(bytes.readBigUInt64LE(16));
    const isIn = (setup.requestType & 0x80) !== 0;
    const out = isIn ? Buffer.alloc(0) : this.#memory.read(pid, address, setup.length);
    const answer = this.#device.control(setup, out);
    if (typeof answer === 'number') return answer;
    if (!isIn) return setup.length;
    this.#memory.write(pid, address, answer);
    return answer.length;
  }

  /** struct usbdevfs_getdriver: u32 interface, char driver[256]. */
  #driverName({ pid, argument }: IoctlCall): number {
    const { driver } = this.#device;
    if (driver === undefined) return -ENODATA;
    const name = Buffer.alloc(DRIVER_NAME_BYTES);
    name.write(driver, 'latin1');
    this.#memory.write(pid, argument + 4, name);
    return 0;
  }

  /** struct usbdevfs_ioctl: s32 interface, s32 code, data. */
  #driverControl({ pid, argument }: IoctlCall): number {
    const bytes = this.#memory.read(pid, argument, 16);
    const number = commandNumber(bytes.readUInt32LE(4));
    if (number === USBDEVFS.disconnect) return this.#device.detach(bytes.readInt32LE(0));
    if (number === USBDEVFS.connect) return this.#device.attach(bytes.readInt32LE(0));
    return -ENOTTY;
  }

  /** struct usbdevfs_disconnect_claim: u32 interface, u32 flags, char driver[256]. */
  #disconnectClaim({ pid, argument }: IoctlCall): number {
    const bytes = this.#memory.read(pid, argument, 8 + DRIVER_NAME_BYTES);
    const interfaceNumber = bytes.readUInt32LE(0);
    const flags = bytes.readUInt32LE(4);
    const name = bytes.subarray(8, bytes.indexOf(0, 8)).toString('latin1');
    const { driver } = this.#device;
    if (driver !== undefined) {
      if ((flags & IF_DRIVER) !== 0 && name !== driver) return -EBUSY;
      if ((flags & EXCEPT_DRIVER) !== 0 && name === driver) return -EBUSY;
      this.#device.detach(interfaceNumber);
    }
    return this.#device.claim(interfaceNumber, this);
  }

  /** Writes back the oldest finished URB and its address; `undefined` when none is finished. */
  #reap({ pid, argument }: IoctlCall): number | undefined {
    const urb = this.#urbs.reap(pid);
    if (urb === undefined) return undefined;
    this.#memory.write(pid, argument, encodePointer(urb));
    return 0;
  }

  #reapWhenReady(call: IoctlCall, later: Later): number | (() => void) {
    const attempt = (): number | undefined => this.#reap(call) ?? (this.#device.gone ? -ENODEV : undefined);
    const result = attempt();
    if (result !== undefined) return result;
    const reaper = (): boolean => {
      const now = this.#safely(attempt);
      if (now !== undefined) later(now);
      return now !== undefined;
    };
    this.#reapers.push(reaper);
    return () => {
      const index = this.#reapers.indexOf(reaper);
      if (index !== -1) this.#reapers.splice(index, 1);
    };
  }

  #completed(): void {
    while (this.#reapers[0]?.() === true) this.#reapers.shift();
    this.#ready();
  }
}
