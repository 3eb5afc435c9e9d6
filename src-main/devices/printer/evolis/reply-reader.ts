import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';

/** No reply of the command set comes near this; more than that is noise. */
const LONGEST_REPLY = 4096;

/**
 * Takes replies out of the bulk IN stream. A reply is ASCII up to a NUL; it may be split over several
 * packets, and printers pad with further NULs, before a reply as well as after it.
 */
export class ReplyReader {
  readonly #device: UsbDevice;
  #pending = '';

  constructor(device: UsbDevice) {
    this.#device = device;
  }

  /**
   * The next reply, trimmed. `timeoutMs` is for the whole reply. Errors: `usb.*`; `printer.protocol`
   * when what came is no reply (endless text, or text whose end never came).
   */
  async next(timeoutMs: number): Promise<string> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const reply = this.#takeReply();
      if (reply !== undefined) return reply;
      if (this.#pending.length > LONGEST_REPLY) throw new Fault('printer.protocol', { reply: 'endless' });
      const left = deadline - performance.now();
      if (left <= 0) throw this.#overdue();
      await this.#read(left);
    }
  }

  /** Throws away whatever is waiting, until nothing came for `quietMs`. */
  async drain(quietMs: number): Promise<void> {
    try {
      for (;;) await this.#device.bulkIn(this.#device.identity.packetSize, quietMs);
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'usb.timeout')) throw error;
    }
    this.#pending = '';
  }

  /** One packet a transfer: a transfer of one packet has no partial data that a timeout could lose. */
  async #read(timeoutMs: number): Promise<void> {
    try {
      const bytes = await this.#device.bulkIn(this.#device.identity.packetSize, timeoutMs);
      for (const byte of bytes) this.#pending += String.fromCharCode(byte);
    } catch (error) {
      throw error instanceof Fault && error.code === 'usb.timeout' ? this.#overdue(error) : error;
    }
  }

  #takeReply(): string | undefined {
    const start = this.#pending.search(/[^\0]/);
    if (start < 0) {
      this.#pending = '';
      return undefined;
    }
    const end = this.#pending.indexOf('\0', start);
    if (end < 0) return undefined;
    const reply = this.#pending.slice(start, end).trim();
    this.#pending = this.#pending.slice(end + 1);
    return reply;
  }

  #overdue(cause?: unknown): Fault {
    const text = this.#pending;
    this.#pending = '';
    return text === ''
      ? new Fault('usb.timeout', {}, { cause })
      : new Fault('printer.protocol', { reply: text }, { cause });
  }
}
