import { PacketQueue } from './packet-queue.ts';

/** What can be made to go wrong on the way out; the fields are read anew at each packet. */
export interface OutletFaults {
  /** The next packet is answered with a stall; the halt stays until cleared. */
  stallNextIn: boolean;
  /** The cable comes out when this many watched bytes have been sent since it was set. */
  unplugAtByte: number | undefined;
}

export interface PtpOutletOptions {
  readonly packetSize: number;
  readonly faults: OutletFaults;
  /** Told of watched bytes on their way out. */
  readonly sent?: (bytes: number) => void;
  /** Takes the cable out. */
  readonly pull: () => void;
}

/** The bulk IN end of a practice PTP camera, with its halt and its bad luck. */
export class PtpOutlet {
  readonly #options: PtpOutletOptions;
  readonly #queue: PacketQueue;
  #halted = false;
  #watched = 0;

  constructor(options: PtpOutletOptions) {
    this.#options = options;
    this.#queue = new PacketQueue(options.packetSize, { endWithShortPacket: true });
  }

  get empty(): boolean {
    return this.#queue.empty;
  }

  push(message: Uint8Array): void {
    this.#queue.push(message);
  }

  /** So many bytes from here on are counted towards `unplugAtByte`. */
  watch(bytes: number): void {
    this.#watched = bytes;
  }

  next(): Uint8Array | 'nak' | 'stall' {
    const { faults } = this.#options;
    if (this.#halted) return 'stall';
    if (this.#queue.empty) return 'nak';
    if (faults.stallNextIn) {
      faults.stallNextIn = false;
      this.#halted = true;
      return 'stall';
    }
    const packet = this.#queue.shift();
    if (packet === undefined || this.#cutHere(packet.length)) return 'nak';
    return packet;
  }

  clearHalt(direction: 'in' | 'out'): void {
    if (direction === 'in') this.#halted = false;
  }

  /** What waits is forgotten, and a halt with it. */
  clear(): void {
    this.#halted = false;
    this.#queue.clear();
  }

  #cutHere(bytes: number): boolean {
    if (this.#watched <= 0) return false;
    this.#watched -= bytes;
    const { faults, sent, pull } = this.#options;
    sent?.(bytes);
    if (faults.unplugAtByte === undefined) return false;
    faults.unplugAtByte -= bytes;
    if (faults.unplugAtByte > 0) return false;
    faults.unplugAtByte = undefined;
    pull();
    return true;
  }
}
