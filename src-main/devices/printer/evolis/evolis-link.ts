import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import { encodeCommand, encodeDataCommand } from './command.ts';
import { ReplyReader } from './reply-reader.ts';
import { judgeReply, replyMeanings, type ReplyMeaning } from './replies.ts';

/** Patience, milliseconds. The first two are the vendor SDK's: 30 s a command, 5 min a print. */
export interface EvolisTimeouts {
  readonly commandMs: number;
  readonly printMs: number;
  /** Silence after which nothing old is on its way any more. */
  readonly quietMs: number;
}

const evolisTimeouts: EvolisTimeouts = { commandMs: 30_000, printMs: 300_000, quietMs: 100 };

export interface EvolisLinkOptions {
  readonly timeouts?: Partial<EvolisTimeouts>;
  readonly meanings?: readonly ReplyMeaning[];
  /** Told of every reply that no table explains: for the log and for the next version of the table. */
  readonly onUnknownReply?: (command: string, reply: string) => void;
}

/** Printer class request SOFT_RESET (USB-IF printer class 1.1): forget what is half received. */
const SOFT_RESET = 0x02;

/** Command and reply over one opened printer; the caller sends one command at a time. */
export class EvolisLink {
  readonly #device: UsbDevice;
  readonly #reader: ReplyReader;
  readonly #options: EvolisLinkOptions;
  readonly timeouts: EvolisTimeouts;
  /** A late reply to an earlier command must not be taken for the reply to the next. */
  #inStep = false;

  constructor(device: UsbDevice, options: EvolisLinkOptions = {}) {
    this.#device = device;
    this.#reader = new ReplyReader(device);
    this.#options = options;
    this.timeouts = { ...evolisTimeouts, ...options.timeouts };
  }

  /** Asks for a text, e.g. `Rsn`. Errors: `usb.*`, `printer.protocol`. */
  query(text: string): Promise<string> {
    return this.#exchange(encodeCommand(text), this.timeouts.commandMs);
  }

  /** Sends a command and wants `OK`. Errors: `usb.*`, `printer.*`. */
  async command(text: string, timeoutMs: number = this.timeouts.commandMs): Promise<void> {
    this.#judge(text, await this.#exchange(encodeCommand(text), timeoutMs));
  }

  /** Sends a command with a binary last parameter and wants `OK`. Errors: `usb.*`, `printer.*`. */
  async send(text: string, data: Uint8Array): Promise<void> {
    this.#judge(text, await this.#exchange(encodeDataCommand(text, data), this.timeouts.commandMs));
  }

  /** Makes the printer forget a command that it has half received. Errors: `usb.*`. */
  async softReset(): Promise<void> {
    this.#inStep = false;
    await this.#device.classOut(SOFT_RESET, 0, new Uint8Array(0), this.timeouts.commandMs);
  }

  close(): Promise<void> {
    return this.#device.close();
  }

  async #exchange(bytes: Uint8Array, timeoutMs: number): Promise<string> {
    if (!this.#inStep) await this.#reader.drain(this.timeouts.quietMs);
    this.#inStep = false;
    await this.#device.bulkOut(bytes, this.timeouts.commandMs);
    const reply = await this.#reader.next(timeoutMs);
    this.#inStep = true;
    return reply;
  }

  #judge(command: string, reply: string): void {
    const verdict = judgeReply(reply, this.#options.meanings ?? replyMeanings);
    if (verdict.kind === 'ok') return;
    if (verdict.kind === 'unknown') this.#options.onUnknownReply?.(command, reply);
    throw new Fault(verdict.code, { reply, command });
  }
}
