import { EOVERFLOW, EPIPE, EREMOTEIO } from './errno.ts';
import type { Transfer } from './transfer.ts';
import { SHORT_NOT_OK, ZERO_PACKET } from './usbdevfs.ts';

export interface EndpointOptions {
  /** With the direction bit. */
  readonly address: number;
  readonly type: 'bulk' | 'interrupt';
  readonly packetSize: number;
  /** The next packet from the device. */
  readonly read?: () => Uint8Array | 'nak' | 'stall';
  /** A packet to the device. */
  readonly write?: (packet: Uint8Array) => 'ack' | 'nak' | 'stall';
}

/**
 * The transfers of one endpoint, in order: cuts them into packets and puts packets together, as a host
 * controller does (USB 2.0, 5.8.3: a short packet ends a transfer; a packet that does not fit is babble).
 */
export class EndpointQueue {
  readonly options: EndpointOptions;
  readonly #transfers: Transfer[] = [];

  constructor(options: EndpointOptions) {
    this.options = options;
  }

  push(transfer: Transfer): void {
    this.#transfers.push(transfer);
  }

  /** Takes out the transfer and ends it with that status; false when it is over already. */
  cancel(transfer: Transfer, status: number): boolean {
    const index = this.#transfers.indexOf(transfer);
    if (index === -1) return false;
    this.#transfers.splice(index, 1);
    transfer.done(status);
    return true;
  }

  cancelAll(status: number): void {
    for (const transfer of this.#transfers.splice(0)) transfer.done(status);
  }

  /** Asks the device until it has nothing to say; a pull of the cable ends every transfer meanwhile. */
  pump(): void {
    for (;;) {
      const transfer = this.#transfers[0];
      if (transfer === undefined) return;
      const status = this.options.read === undefined ? this.#send(transfer) : this.#receive(transfer);
      if (status === 'nak') return;
      if (status !== 'more' && this.#transfers[0] === transfer) {
        this.#transfers.shift();
        transfer.done(status);
      }
    }
  }

  #send(transfer: Transfer): number | 'more' | 'nak' {
    const { packetSize, write } = this.options;
    const { out, actual } = transfer;
    const packet = out.subarray(actual, actual + packetSize);
    const answer = write?.(packet) ?? 'nak';
    if (answer === 'nak') return 'nak';
    if (answer === 'stall') return -EPIPE;
    transfer.actual += packet.length;
    if (transfer.actual < out.length) return 'more';
    const emptyPacketDue = (transfer.request.flags & ZERO_PACKET) !== 0 && packet.length === packetSize;
    return emptyPacketDue ? 'more' : 0;
  }

  #receive(transfer: Transfer): number | 'more' | 'nak' {
    const { packetSize, read } = this.options;
    const packet = read?.() ?? 'nak';
    if (packet === 'nak') return 'nak';
    if (packet === 'stall') return -EPIPE;
    const room = transfer.request.length - transfer.actual;
    transfer.packets.push(packet.subarray(0, room));
    transfer.actual += Math.min(packet.length, room);
    if (packet.length > room) return -EOVERFLOW;
    if (transfer.actual === transfer.request.length) return 0;
    if (packet.length === packetSize) return 'more';
    return (transfer.request.flags & SHORT_NOT_OK) === 0 ? 0 : -EREMOTEIO;
  }
}
