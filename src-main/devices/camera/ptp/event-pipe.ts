import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import { decodeHeader, decodeParameters, EVENT, HEADER_BYTES } from './container.ts';

export interface PtpEvent {
  readonly code: number;
  readonly parameters: readonly number[];
}

/** Longest event: header and three parameters; some cameras pad to 32 bytes. */
const LONGEST_EVENT = 64;
const LISTEN_MS = 250;

/**
 * Listens to the interrupt endpoint. Reads with a short limit again and again, because a transfer
 * cannot be cancelled and none may be under way when the device is closed.
 */
export class EventPipe {
  readonly #device: UsbDevice;
  readonly #heard: (event: PtpEvent) => void;
  #running: Promise<void> | undefined;
  #stopping = false;

  constructor(device: UsbDevice, heard: (event: PtpEvent) => void) {
    this.#device = device;
    this.#heard = heard;
  }

  start(): void {
    this.#running ??= this.#listen();
  }

  /** Resolves when no transfer of the endpoint is under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  async #listen(): Promise<void> {
    let bytes = new Uint8Array(0);
    while (!this.#stopping) {
      try {
        const packet = await this.#device.interruptIn(LISTEN_MS);
        if (packet === undefined) continue;
        bytes = new Uint8Array(Buffer.concat([bytes, packet]));
        bytes = this.#take(bytes);
      } catch (error) {
        // Events are hints, drivers poll as well: a broken pipe ends the listening, not the session.
        if (error instanceof Fault && error.code === 'usb.stall') return;
        if (error instanceof Fault && error.code === 'camera.protocol') bytes = new Uint8Array(0);
        else return;
      }
    }
  }

  /** Hands out the event that is complete, if any; returns what is left for later. */
  #take(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    if (bytes.length < HEADER_BYTES) return new Uint8Array(bytes);
    const header = decodeHeader(bytes);
    if (header.length > LONGEST_EVENT) throw new Fault('camera.protocol', { what: 'event' });
    if (bytes.length < header.length) return new Uint8Array(bytes);
    if (header.type === EVENT) {
      this.#heard({ code: header.code, parameters: decodeParameters(bytes.subarray(HEADER_BYTES, header.length)) });
    }
    // Cameras that pad the packet do so with bytes of no meaning.
    return new Uint8Array(0);
  }
}
