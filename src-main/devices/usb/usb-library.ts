import { createRequire } from 'node:module';

/**
 * What is used of npm `usb` 3.1.0, as it behaves rather than as it is typed: its WebUSB types leave out
 * the timeouts, which default to one second and must always be given.
 */
export interface UsbLibrary {
  getDevices(): Promise<LibraryUsbDevice[]>;
  addEventListener(type: 'connect' | 'disconnect', listener: () => void): void;
  removeEventListener(type: 'connect' | 'disconnect', listener: () => void): void;
}

export interface LibraryUsbDevice {
  readonly handle: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceClass: number;
  /** As the system counts, e.g. `001`. */
  readonly bus: string;
  readonly address: number;
  /** Ports on the way from the root hub, e.g. `[1, 4]`. */
  readonly ports: readonly number[];
  readonly opened: boolean;
  readonly manufacturerName: string | null;
  readonly productName: string | null;
  readonly serialNumber: string | null;
  /** Opens the device for the moment if it is not open; throws where that is not allowed. */
  readonly configuration: LibraryConfiguration | null;
  open(): Promise<void>;
  close(): Promise<void>;
  reset(): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  releaseInterface(interfaceNumber: number): Promise<void>;
  selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void>;
  detachKernelDriver(interfaceNumber: number): Promise<void>;
  attachKernelDriver(interfaceNumber: number): Promise<void>;
  clearHalt(direction: 'in' | 'out', endpointNumber: number): Promise<void>;
  transferIn(endpointNumber: number, length: number, timeout: number): Promise<{ readonly data?: DataView }>;
  transferOut(endpointNumber: number, data: Uint8Array, timeout: number): Promise<{ readonly bytesWritten: number }>;
  controlTransferIn(setup: ControlSetup, length: number, timeout: number): Promise<{ readonly data?: DataView }>;
  controlTransferOut(setup: ControlSetup, data: Uint8Array, timeout: number): Promise<unknown>;
}

export interface LibraryConfiguration {
  readonly configurationValue: number;
  readonly interfaces: readonly LibraryInterface[];
}

export interface LibraryInterface {
  readonly interfaceNumber: number;
  readonly alternates: readonly LibraryAlternate[];
}

export interface LibraryAlternate {
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
  readonly endpoints: readonly LibraryEndpoint[];
}

export interface LibraryEndpoint {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly packetSize: number;
}

export interface ControlSetup {
  readonly requestType: 'class';
  readonly recipient: 'interface';
  readonly request: number;
  readonly value: number;
  readonly index: number;
}

/** Version of the library, as its package says. */
export function usbLibraryVersion(): string {
  const { version } = createRequire(import.meta.url)('usb/package.json') as { version: string };
  return version;
}

/** Loaded when first needed: a machine on which the library cannot be loaded starts without it. */
export async function loadUsbLibrary(): Promise<UsbLibrary> {
  const { usb } = await import('usb');
  return usb as unknown as UsbLibrary;
}
