import { Fault } from '../../../src-shared/errors.ts';
import type { UsbBus, UsbCandidate, UsbInterface } from './usb-device.ts';
import { claimDevice, textsOf, type ClaimOptions } from './usb-claim.ts';
import { usbFault } from './usb-error.ts';
import { interfacesOf, summarise } from './usb-interfaces.ts';
import type { LibraryUsbDevice, UsbLibrary } from './usb-library.ts';
import { loadUsbLibrary } from './usb-library.ts';
import { machineUsb, type UsbSystem } from './usb-system.ts';

const POLL_MS = 2_000;
const HUB = 9;

export interface UsbBusOptions {
  readonly load?: () => Promise<UsbLibrary>;
  readonly system?: UsbSystem;
  /** A call of the library did not end long after its time; nothing but ending the process helps. */
  readonly overdue?: () => void;
}

/**
 * The USB bus of this machine. Never rejects: without USB, or without the library, the bus is there
 * and its `list` rejects with `usb.noBus`.
 */
export async function openUsbBus(options: UsbBusOptions = {}): Promise<UsbBus> {
  const { load = loadUsbLibrary, system = machineUsb, overdue = ignore } = options;
  try {
    return new MachineBus(await load(), { system, overdue });
  } catch (error) {
    const list = (): Promise<never> => Promise.reject(new Fault('usb.noBus', {}, { cause: error }));
    return { list, watch: () => () => undefined };
  }
}

/** The bus through npm `usb`. */
class MachineBus implements UsbBus {
  readonly #library: UsbLibrary;
  readonly #options: ClaimOptions;
  readonly #watchers = new Set<() => void>();
  readonly #seen = new Map<string, readonly UsbInterface[]>();
  #timer: NodeJS.Timeout | undefined;
  #listening = false;
  #heard = false;
  #handles = '';

  constructor(library: UsbLibrary, options: ClaimOptions) {
    this.#library = library;
    this.#options = options;
  }

  async list(): Promise<readonly UsbCandidate[]> {
    const devices = await this.#devices();
    const present = new Set(devices.map((device) => device.handle));
    for (const handle of this.#seen.keys()) if (!present.has(handle)) this.#seen.delete(handle);
    const others = devices.filter((device) => device.deviceClass !== HUB);
    const candidates = await Promise.all(others.map((device) => this.#candidate(device)));
    // The library lists in the order of a folder: which device is the first must not be chance.
    return candidates.sort((a, b) => a.place.localeCompare(b.place));
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

  async #candidate(device: LibraryUsbDevice): Promise<UsbCandidate> {
    return {
      vendorId: device.vendorId,
      productId: device.productId,
      ...textsOf(device),
      place: `${device.bus}:${String(device.address).padStart(3, '0')}`,
      interfaces: await this.#interfacesOf(device),
      open: (match) => claimDevice(device, match, this.#options),
    };
  }

  /**
   * Read once a plug, for it may open the device for a moment. Empty where that is not allowed: drivers
   * then go by the vendor, and opening says `usb.permission`.
   */
  async #interfacesOf(device: LibraryUsbDevice): Promise<readonly UsbInterface[]> {
    const known = this.#seen.get(device.handle);
    if (known !== undefined) return known;
    try {
      const interfaces = summarise(await interfacesOf(device, this.#options.system));
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
