/**
 * Messages waiting on an IN endpoint of a device model, handed out packet by packet. A message that
 * fills its last packet is followed by an empty one when `endWithShortPacket` is set, so that the
 * host knows where it ends (USB 2.0, 5.8.3).
 */
export class PacketQueue {
  readonly #packetSize: number;
  readonly #endWithShortPacket: boolean;
  #messages: Uint8Array[] = [];
  #offset = 0;

  constructor(packetSize: number, options: { readonly endWithShortPacket: boolean }) {
    this.#packetSize = packetSize;
    this.#endWithShortPacket = options.endWithShortPacket;
  }

  get empty(): boolean {
    return this.#messages.length === 0;
  }

  push(message: Uint8Array): void {
    this.#messages.push(message);
  }

  clear(): void {
    this.#messages = [];
    this.#offset = 0;
  }

  /** The next packet, or `undefined` when nothing waits. */
  shift(): Uint8Array | undefined {
    const message = this.#messages[0];
    if (message === undefined) return undefined;
    const packet = message.subarray(this.#offset, this.#offset + this.#packetSize);
    this.#offset += packet.length;
    const full = packet.length === this.#packetSize;
    const over = this.#offset >= message.length && !(full && this.#endWithShortPacket);
    if (over) {
      this.#messages.shift();
      this.#offset = 0;
    }
    return packet;
  }
}
