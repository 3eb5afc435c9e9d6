/**
 * The device side of a USB wire, packet by packet: what a host controller sees when it polls an
 * endpoint. A model knows nothing of transfers, timeouts or requests of the host; whatever serves
 * it (the practice bus, or a virtual bus of the operating system) groups packets into transfers.
 *
 * Every method answers at once, as hardware does: "not now" is `nak`, and `HostPort.wake` says when
 * to ask again. Source: USB 2.0, chapter 8.4.5 (handshakes) and 8.5 (bulk, control, interrupt).
 */
export interface DeviceModel {
  readonly descriptor: DeviceDescriptor;

  /** Plugged in and configured; everything starts as after power-on of the interface. */
  plugged(port: HostPort): void;

  /** The cable is out. No call follows until `plugged`. */
  unplugged(): void;

  /** One bulk OUT packet, at most `packetSize` bytes; the model keeps its own copy if it needs one. */
  bulkOut(packet: Uint8Array): 'ack' | 'nak' | 'stall';

  /** The next bulk IN packet; shorter than `packetSize` (also empty) ends the transfer. */
  bulkIn(): Uint8Array | 'nak' | 'stall';

  /** The next interrupt packet. */
  interruptIn(): Uint8Array | 'nak';

  /** Class request, host to device (0x21). */
  classOut(request: number, value: number, data: Uint8Array): 'ack' | 'stall';

  /** Class request, device to host (0xA1); may be shorter than `length`. */
  classIn(request: number, value: number, length: number): Uint8Array | 'stall';

  /** ClearFeature(ENDPOINT_HALT). */
  clearHalt(direction: 'in' | 'out'): void;

  /** Port reset: as unplugged and plugged, without losing what a power cut would not lose. */
  reset(): void;
}

/** The port of the host, as the device sees it. */
export interface HostPort {
  /** An endpoint that answered `nak` may answer otherwise now. */
  wake(): void;
  /** The cable comes out now, from the device's side; `unplugged` follows. */
  pull(): void;
}

/** What the model's descriptors say: one configuration, one interface. Strings may be empty. */
export interface DeviceDescriptor {
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice, e.g. 0x0100. */
  readonly release: number;
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber: string;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
  readonly endpoints: {
    /** Endpoint numbers without the direction bit. */
    readonly bulkIn: number;
    readonly bulkOut: number;
    readonly interruptIn?: number;
  };
  /** Bytes of a bulk packet: 512 at high speed. */
  readonly packetSize: number;
}
