import type { Container } from '../camera/ptp/container.ts';
import { COMMAND, DATA, decodeHeader, HEADER_BYTES } from '../camera/ptp/container.ts';

export interface PtpIntakeOptions {
  /** Operations that are expected with a data phase from the host. */
  readonly hasDataOut: (operation: number) => boolean;
  /** A command container is here; its data phase may still be to come. */
  readonly began?: () => void;
  /** The command is here with all that belongs to it; `data` is empty without a data phase. */
  readonly whole: (command: Container, data: Uint8Array) => void;
}

/** The bulk OUT end of a practice PTP camera: puts packets together to containers, and these to commands. */
export class PtpIntake {
  readonly #options: PtpIntakeOptions;
  #received: Uint8Array[] = [];
  #receivedLength = 0;
  #command: Container | undefined;

  constructor(options: PtpIntakeOptions) {
    this.#options = options;
  }

  /** `false` when what came is no container. */
  take(packet: Uint8Array): boolean {
    if (packet.length === 0 && this.#receivedLength === 0) return true;
    this.#received.push(packet.slice());
    this.#receivedLength += packet.length;
    if (this.#receivedLength < HEADER_BYTES) return true;
    try {
      this.#takeContainer();
      return true;
    } catch {
      return false;
    }
  }

  /** Half a container, or a command without its data, is forgotten. */
  clear(): void {
    this.#received = [];
    this.#receivedLength = 0;
    this.#command = undefined;
  }

  #takeContainer(): void {
    const bytes = new Uint8Array(Buffer.concat(this.#received));
    const { length, type, code, transactionId } = decodeHeader(bytes);
    if (bytes.length < length) return;
    this.#received = [];
    this.#receivedLength = 0;
    const container = { type, code, transactionId, payload: bytes.subarray(HEADER_BYTES, length) };
    if (type === COMMAND) {
      this.#options.began?.();
      this.#command = container;
      if (!this.#options.hasDataOut(code)) this.#pass(container, new Uint8Array(0));
    } else if (type === DATA && this.#command !== undefined) {
      this.#pass(this.#command, container.payload);
    }
  }

  #pass(command: Container, data: Uint8Array): void {
    this.#command = undefined;
    this.#options.whole(command, data);
  }
}
