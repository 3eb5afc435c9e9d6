import { Fault } from '../../../src-shared/errors.ts';
import type { UsbBus, UsbCandidate, UsbInterface } from './usb-device.ts';
import { claimDevice, textsOf } from './usb-claim.ts';
import { usbFault } from './usb-error.ts';
import type { LibraryUsbDevice, UsbLibrary } from './usb-library.ts';
import { loadUsbLibrary } from './usb-library.ts';

const POLL_MS = 2_000;
const HUB = 9;

export interface UsbBusOptions {
  readonly load?: () => Promise<UsbLibrary>;
  /** A call of the library did not end long after its time; nothing but ending the process helps. */
  readonly overdue?: () => void;
}

/**
 * The USB bus of this machine. Never rejects: without USB, or without the library, the bus is there
 * and its `list` rejects with `usb.noBus`.
 */
export async function openUsbBus({ load = loadUsbLibrary, overdue = ignore }: UsbBusOptions = {}): Promise<UsbBus> {
  try {
    return new MachineBus(await load(), overdue);
  } catch (error) {
    const list = (): Promise<never> => Promise.reject(new Fault('usb.noBus', {}, { cause: error }));
    return { list, watch: () => () => undefined };
  }
}

/** The bus through npm `usb`. */
class MachineBus implements UsbBus {
  readonly #library: UsbLibrary;
  readonly #overdue: () => void;
  readonly #watchers = new Set<() => void>();
  readonly #seen = new Map<string, readonly UsbInterface[]>();
  #timer: NodeJS.Timeout | undefined;
  #listening = false;
  #heard = false;
  #handles = '';

  constructor(library: UsbLibrary, overdue: () => void) {
    this.#library = library;
    this.#overdue = overdue;
  }

  async list(): Promise<readonly UsbCandidate[]> {
    const devices = await this.#devices();
    const present = new Set(devices.map((device) => device.handle));
    for (const handle of this.#seen.keys()) if (!present.has(handle)) this.#seen.delete(handle);
    return devices.filter((device) => device.deviceClass !== HUB).map((device) => this.#candidate(device));
  }

  watch(changed: () => void): () => void {
    const watcher = (): void => changed();
    this.#watchers.add(watcher);
    // Plug events need udev's help, which a kiosk or a container may lack: until one was heard, look.
    this.#timer ??= setInterval(() => void this.#look(), POLL_MS).unref();
    void this.#look();
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#stop();
    };
  }

  #candidate(device: LibraryUsbDevice): UsbCandidate {
    return {
      vendorId: device.vendorId,
      productId: device.productId,
      ...textsOf(device),
      place: `${device.bus}:${String(device.address).padStart(3, '0')}`,
      interfaces: this.#interfacesOf(device),
      open: (match) => claimDevice(device, match, this.#overdue),
    };
  }

  /**
   * Reading the interfaces opens the device for a moment, so it is done once a plug. Empty where that is
   * not allowed: drivers then go by the vendor, and opening says `usb.permission`.
   */
  #interfacesOf(device: LibraryUsbDevice): readonly UsbInterface[] {
    const known = this.#seen.get(device.handle);
    if (known !== undefined) return known;
    try {
      const interfaces = (device.configuration?.interfaces ?? []).map(({ alternate }) => ({
        interfaceClass: alternate.interfaceClass,
        interfaceSubclass: alternate.interfaceSubclass,
      }));
      this.#seen.set(device.handle, interfaces);
      return interfaces;
    } catch {
      return [];
    }
  }

  async #devices(): Promise<LibraryUsbDevice[]> {
    try {
      return await this.#library.getDevices();
    } catch (error) {
      throw usbFault(error);
    }
  }

  async #look(): Promise<void> {
    if (this.#heard) return;
    try {
      const handles = (await this.#devices()).map((device) => device.handle).join(' ');
      this.#listen();
      const same = handles === this.#handles;
      this.#handles = handles;
      if (!same) this.#tell();
    } catch {
      // No bus yet; the next look may find one.
    }
  }

  /** Only after the devices could be listed: on a machine without USB the library's listener is fatal. */
  #listen(): void {
    if (this.#listening || this.#watchers.size === 0) return;
    this.#listening = true;
    this.#library.addEventListener('connect', this.#onEvent);
    this.#library.addEventListener('disconnect', this.#onEvent);
  }

  readonly #onEvent = (): void => {
    this.#heard = true;
    this.#tell();
  };

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!this.#listening) return;
    this.#listening = false;
    this.#library.removeEventListener('connect', this.#onEvent);
    this.#library.removeEventListener('disconnect', this.#onEvent);
  }
}

function ignore(): void {
  // Only a process that may end itself can do something about it.
}
