import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import { ACK, NACK } from './replies.ts';

/** No reply of the command set comes near this; more than that is noise. */
const LONGEST_REPLY = 4096;

/** One wait of the wire. A reply may take minutes; a single transfer of minutes would hold up everything else. */
const SLICE_MS = 2000;

/** The same where the wait may end before its time. */
const WATCHFUL_SLICE_MS = 250;

/** Text that nothing has followed for so long is a whole reply of a printer that ends its replies with nothing. */
const SILENCE_MS = 500;

/** Packets thrown away before the reply that is waited for; more than that is a printer that never stops talking. */
const MOST_OLD_PACKETS = 1000;

/**
 * Takes replies out of the bulk IN stream. A reply is ASCII up to a NUL; it may be split over several
 * packets, and printers pad with further NULs, before a reply as well as after it. An end of line, or half a second
 * of silence, ends one too: only the NUL is documented, and no reply has two lines. A printer that answers in
 * letters (Evolis Programming Guide A5013, `Pem` bit 4) sends ACK, or NACK and a letter, and no NUL.
 */
export class ReplyReader {
  readonly #device: UsbDevice;
  #pending = '';
  #heardAt = 0;

  constructor(device: UsbDevice) {
    this.#device = device;
  }

  /**
   * The next reply, trimmed. `timeoutMs` is for the whole reply; `givenUp` ends the wait before that. Errors: `usb.*`;
   * `printer.protocol` when what came is no reply (endless text, or text whose end never came).
   */
  async next(timeoutMs: number, givenUp?: () => boolean): Promise<string> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const reply = this.#takeReply() ?? this.#takeUnended();
      if (reply !== undefined) return reply;
      if (this.#pending.length > LONGEST_REPLY) throw this.#garbage('endless');
      const left = deadline - performance.now();
      if (left <= 0 || givenUp?.() === true) return this.#overdue();
      const slice = this.#pending !== '' ? SILENCE_MS : givenUp === undefined ? SLICE_MS : WATCHFUL_SLICE_MS;
      await this.#read(Math.min(left, slice));
    }
  }

  /** Throws away whatever is waiting, until nothing came for `quietMs`. Errors: `usb.*`, `printer.protocol`. */
  async drain(quietMs: number): Promise<void> {
    this.#pending = '';
    try {
      for (let packet = 0; packet < MOST_OLD_PACKETS; packet += 1) {
        await this.#device.bulkIn(this.#device.identity.packetSize, quietMs);
      }
    } catch (error) {
      if (error instanceof Fault && error.code === 'usb.timeout') return;
      throw error;
    }
    throw this.#garbage('endless');
  }

  /** One packet a transfer: a transfer of one packet has no partial data that a timeout could lose. */
  async #read(timeoutMs: number): Promise<void> {
    try {
      const bytes = await this.#device.bulkIn(this.#device.identity.packetSize, timeoutMs);
      this.#heardAt = performance.now();
      for (const byte of bytes) this.#pending += String.fromCharCode(byte);
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'usb.timeout')) throw error;
    }
  }

  #takeReply(): string | undefined {
    const start = this.#pending.search(/[^\0\r\n]/);
    if (start < 0) {
      this.#pending = '';
      return undefined;
    }
    const first = this.#pending[start];
    if (first === ACK) return this.#take(start, 1);
    if (first === NACK && this.#pending.length > start + 1) return this.#take(start, 2);
    const length = this.#pending.slice(start).search(/[\0\r\n]/);
    if (length < 0) return undefined;
    const reply = this.#pending.slice(start, start + length).trim();
    this.#pending = this.#pending.slice(start + length + 1);
    return reply;
  }

  #takeUnended(): string | undefined {
    if (this.#pending === '' || performance.now() - this.#heardAt < SILENCE_MS) return undefined;
    // NACK wants its letter.
    if (this.#pending.includes(NACK)) return undefined;
    // Those to panels come one behind the other.
    const length = this.#pending.startsWith('OKOK') ? 2 : this.#pending.length;
    return this.#take(0, length).replace(/^\0+/, '').trim();
  }

  #take(start: number, length: number): string {
    const letters = this.#pending.slice(start, start + length);
    this.#pending = this.#pending.slice(start + length);
    return letters;
  }

  /** Time is up: a bare letter is a whole reply of a printer that answers in letters; other text has lost its end. */
  #overdue(): string {
    const text = this.#pending;
    if (text === '') throw new Fault('usb.timeout');
    this.#pending = '';
    const letter = /^\0*([12TCFRKDW])$/.exec(text)?.[1];
    if (letter !== undefined) return letter;
    throw new Fault('printer.protocol', { reply: text });
  }

  #garbage(reply: string): Fault {
    this.#pending = '';
    return new Fault('printer.protocol', { reply });
  }
}
