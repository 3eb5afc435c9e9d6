import type {
  ControlSetup,
  LibraryConfiguration,
  LibraryUsbDevice,
  UsbLibrary,
} from '../../src-main/devices/usb/usb-library.ts';
import type { UsbSystem } from '../../src-main/devices/usb/usb-system.ts';

/** Outcome of one transfer, to be decided by the test. */
export interface PendingTransfer {
  readonly endpoint: number;
  readonly length: number;
  readonly timeout: number;
  finish(bytes: Uint8Array): void;
  fail(message: string): void;
}

const BORROWED = 'The same native value cannot be borrowed mutably while another borrow is active';

const alternate = {
  alternateSetting: 0,
  interfaceSubclass: 0,
  interfaceProtocol: 0,
  endpoints: [
    { endpointNumber: 6, direction: 'out', type: 'bulk', packetSize: 512 },
    { endpointNumber: 5, direction: 'in', type: 'interrupt', packetSize: 64 },
    { endpointNumber: 4, direction: 'in', type: 'bulk', packetSize: 512 },
  ],
} as const;

/**
 * A device as npm `usb` 3.1.0 presents it, with the habits that the adapter has to live with: one
 * transfer an endpoint, nothing read or closed while one is under way, surplus bytes thrown away.
 */
export class LibraryDeviceDouble implements LibraryUsbDevice {
  handle = '1-4';
  vendorId = 0x0f49;
  productId = 0x0a00;
  deviceClass = 0;
  bus = '001';
  address = 4;
  ports = [4];
  readonly log: string[] = [];
  readonly pending: PendingTransfer[] = [];
  claimAnswers: (string | undefined)[] = [];
  detachAnswer: string | undefined;
  openAnswer: string | undefined;
  interfaceClass = 7;
  opened = false;
  readonly #busy = new Set<string>();

  get manufacturerName(): string {
    return this.#read('Evolis');
  }

  get productName(): string {
    return this.#read('Zenius');
  }

  get serialNumber(): null {
    return this.#read(null);
  }

  get configuration(): LibraryConfiguration {
    this.log.push('read configuration');
    if (this.openAnswer !== undefined) throw new Error(this.openAnswer);
    return this.#read({
      configurationValue: 1,
      interfaces: [
        { interfaceNumber: 0, alternates: [{ ...alternate, interfaceClass: 3, endpoints: [] }] },
        {
          interfaceNumber: 1,
          alternates: [{ ...alternate, interfaceClass: this.interfaceClass, interfaceSubclass: 1 }],
        },
      ],
    });
  }

  async open(): Promise<void> {
    await this.#step('open', this.openAnswer);
    this.opened = true;
  }

  async close(): Promise<void> {
    await this.#exclusive('close');
    this.opened = false;
  }

  reset(): Promise<void> {
    return this.#step('reset');
  }

  claimInterface(interfaceNumber: number): Promise<void> {
    return this.#step(`claim ${interfaceNumber}`, this.claimAnswers.shift());
  }

  releaseInterface(interfaceNumber: number): Promise<void> {
    return this.#exclusive(`release ${interfaceNumber}`);
  }

  selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void> {
    return this.#step(`select ${interfaceNumber} ${alternateSetting}`);
  }

  attachKernelDriver(interfaceNumber: number): Promise<void> {
    return this.#exclusive(`attach ${interfaceNumber}`);
  }

  detachKernelDriver(interfaceNumber: number): Promise<void> {
    return this.#step(`detach ${interfaceNumber}`, this.detachAnswer);
  }

  clearHalt(direction: 'in' | 'out', endpointNumber: number): Promise<void> {
    return this.#busy.has(`${direction} ${endpointNumber}`)
      ? Promise.reject(new Error('clearHalt error: endpoint not found'))
      : this.#step(`clear ${direction} ${endpointNumber}`);
  }

  async transferIn(endpoint: number, length: number, timeout: number): Promise<{ data: DataView }> {
    const bytes = await this.#transfer('in', { endpoint, length, timeout });
    const kept = bytes.slice(0, length);
    return { data: new DataView(kept.buffer, kept.byteOffset, kept.byteLength) };
  }

  async transferOut(endpoint: number, data: Uint8Array, timeout: number): Promise<{ bytesWritten: number }> {
    await this.#transfer('out', { endpoint, length: data.length, timeout });
    return { bytesWritten: data.length };
  }

  controlTransferIn(setup: ControlSetup, length: number, timeout: number): Promise<{ data: DataView }> {
    this.log.push(
      `control in ${setup.requestType} ${setup.recipient} ${setup.request} ${setup.value} ${setup.index} ${length} ${timeout}`,
    );
    return Promise.resolve({ data: new DataView(Uint8Array.of(1, 2).buffer) });
  }

  controlTransferOut(setup: ControlSetup, data: Uint8Array, timeout: number): Promise<unknown> {
    this.log.push(`control out ${setup.request} ${setup.index} ${data.length} ${timeout}`);
    return Promise.resolve(undefined);
  }

  #transfer(direction: string, asked: { endpoint: number; length: number; timeout: number }): Promise<Uint8Array> {
    const key = `${direction} ${asked.endpoint}`;
    if (this.#busy.has(key)) return Promise.reject(new Error(`transfer${direction} error: endpoint not found`));
    this.#busy.add(key);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        this.#busy.delete(key);
        this.pending.splice(this.pending.indexOf(transfer), 1);
        settle();
      };
      const transfer = {
        ...asked,
        finish: (bytes: Uint8Array) => end(() => resolve(bytes)),
        fail: (message: string) => end(() => reject(new Error(message))),
      };
      this.pending.push(transfer);
    });
  }

  #read<T>(value: T): T {
    if (this.#busy.size > 0) throw new Error(BORROWED);
    return value;
  }

  #exclusive(step: string): Promise<void> {
    return this.#busy.size > 0 ? Promise.reject(new Error(BORROWED)) : this.#step(step);
  }

  #step(step: string, failure?: string): Promise<void> {
    this.log.push(step);
    return failure === undefined ? Promise.resolve() : Promise.reject(new Error(failure));
  }
}

/** The library with such devices on its bus. */
export class LibraryDouble implements UsbLibrary {
  devices: LibraryDeviceDouble[] = [];
  failure: string | undefined;
  readonly listeners = new Map<string, Set<() => void>>();

  getDevices(): Promise<LibraryUsbDevice[]> {
    return this.failure === undefined ? Promise.resolve([...this.devices]) : Promise.reject(new Error(this.failure));
  }

  addEventListener(type: string, listener: () => void): void {
    // What kills a process on a machine without USB.
    if (this.failure !== undefined) throw new Error(this.failure);
    this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener));
  }

  removeEventListener(type: string, listener: () => void): void {
    this.listeners.get(type)?.delete(listener);
  }
}

/** A system in which that driver holds every interface, and which tells nothing else. */
export function systemWith(driver?: string): UsbSystem {
  return { descriptors: () => Promise.resolve(undefined), driver: () => Promise.resolve(driver) };
}
