/**
 * One opened USB device as the drivers see it: claimed interface, resolved endpoints, serialised
 * transfers. Written by the `usb` adapter for real wires and by the practice models in-process.
 *
 * Errors: every method rejects with a `Fault` whose code starts with `usb.`; a timeout loses any
 * partial data (`usb.timeout`), an unplugged device stays unplugged (`usb.unplugged`).
 */
export interface UsbDevice {
  readonly identity: UsbIdentity;

  /** Reads one transfer of at most `maxBytes`; the adapter rounds up to whole packets itself. */
  bulkIn(maxBytes: number, timeoutMs: number): Promise<Uint8Array>;

  /** Writes `bytes` in transfers of at most 64 KiB; sends no zero-length packet by itself. */
  bulkOut(bytes: Uint8Array, timeoutMs: number): Promise<void>;

  /** The same, once every read asked for before has ended: what is sent may hang on what was read. */
  bulkOutAfterReads(bytes: Uint8Array, timeoutMs: number): Promise<void>;

  /** Sends the zero-length packet that ends a phase which filled its last packet. */
  bulkOutZeroLength(timeoutMs: number): Promise<void>;

  /** Reads one interrupt packet; `undefined` when none came within `timeoutMs`. */
  interruptIn(timeoutMs: number): Promise<Uint8Array | undefined>;

  /** Class request to the interface, host to device (`bmRequestType` 0x21). */
  classOut(request: number, value: number, data: Uint8Array, timeoutMs: number): Promise<void>;

  /** Class request to the interface, device to host (`bmRequestType` 0xA1). */
  classIn(request: number, value: number, length: number, timeoutMs: number): Promise<Uint8Array>;

  /** Clears the halt condition of the bulk endpoint of that direction. */
  clearHalt(direction: 'in' | 'out'): Promise<void>;

  /** USB port reset; the device must be opened again afterwards. */
  reset(): Promise<void>;

  /** Releases the interface and closes; waits for transfers under way. Safe to call twice. */
  close(): Promise<void>;
}

/** What the descriptors say. Strings are empty when the device has none. */
export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber: string;
  /** Largest packet of the bulk IN endpoint, bytes (512 high speed, 1024 super speed). */
  readonly packetSize: number;
}

/** Which interface of a device a driver wants (USB-IF class codes): without a class, any that has a bulk pair. */
export interface UsbInterfaceMatch {
  readonly interfaceClass?: number;
  readonly interfaceSubclass?: number;
}

/** What an interface says it is. */
export interface UsbInterface {
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
}

/** A device seen on the bus, not opened. */
export interface UsbCandidate {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber: string;
  /** Where it is plugged in, as `lsusb -s` takes it: `001:004` is bus 1, device 4. */
  readonly place: string;
  /** Empty where they may not be read. */
  readonly interfaces: readonly UsbInterface[];
  /** Opens the device and claims the first interface that matches and has a bulk pair. */
  open(match: UsbInterfaceMatch): Promise<UsbDevice>;
}

/**
 * The bus: what is plugged in, and a callback whenever that may have changed. The real adapter and
 * the practice bus both implement it.
 */
export interface UsbBus {
  list(): Promise<readonly UsbCandidate[]>;
  /** Calls `changed` after a plug or an unplug; returns the way to stop. */
  watch(changed: () => void): () => void;
}

/** Still image class (USB PTP cameras): class 6, subclass 1. */
export const STILL_IMAGE: UsbInterfaceMatch = { interfaceClass: 6, interfaceSubclass: 1 };
/** Printer class: class 7. */
export const PRINTER: UsbInterfaceMatch = { interfaceClass: 7 };
