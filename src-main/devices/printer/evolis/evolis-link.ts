import { Fault } from '../../../../src-shared/errors.ts';
import { systemClock, type DeviceClock } from '../../device-clock.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import { encodeCommand, encodeDataCommand } from './command.ts';
import { readDeviceIdModel, readPortStatus, type PortStatus } from './port-status.ts';
import { ReplyReader } from './reply-reader.ts';
import { isUnknownQuery, judgeReply, replyMeanings, type ReplyMeaning } from './replies.ts';

/** Patience, milliseconds. The first two are the vendor SDK's: 30 s a command, 5 min a print. */
export interface EvolisTimeouts {
  readonly commandMs: number;
  readonly printMs: number;
  /** For a question that some printers do not know and leave unanswered. */
  readonly optionalMs: number;
  /** Silence after which nothing old is on its way any more. */
  readonly quietMs: number;
}

const evolisTimeouts: EvolisTimeouts = { commandMs: 30_000, printMs: 300_000, optionalMs: 2000, quietMs: 100 };

export interface EvolisLinkOptions {
  readonly timeouts?: Partial<EvolisTimeouts>;
  readonly meanings?: readonly ReplyMeaning[];
  readonly clock?: DeviceClock;
  /** Told of every reply that no table explains: for the log and for the next version of the table. */
  readonly onUnknownReply?: (command: string, reply: string) => void;
}

/** Printer class request SOFT_RESET (USB-IF printer class 1.1): forget what is half received. */
const SOFT_RESET = 0x02;

/** A busy printer is asked again after this. */
const BUSY_PAUSE_MS = 200;

/** Command and reply over one opened printer; the caller sends one command at a time. */
export class EvolisLink {
  readonly #device: UsbDevice;
  readonly #reader: ReplyReader;
  readonly #options: EvolisLinkOptions;
  readonly #clock: DeviceClock;
  readonly timeouts: EvolisTimeouts;
  /** Questions that this printer does not know: not asked a second time. */
  readonly #unknown = new Set<string>();
  /** A late reply to an earlier command must not be taken for the reply to the next. */
  #inStep = false;

  constructor(device: UsbDevice, options: EvolisLinkOptions = {}) {
    this.#device = device;
    this.#reader = new ReplyReader(device);
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.timeouts = { ...evolisTimeouts, ...options.timeouts };
  }

  /** Asks for a text, e.g. `Rsn`, and waits while the printer is busy. Errors: `usb.*`, `printer.protocol`. */
  query(text: string): Promise<string> {
    return this.#untilFree(encodeCommand(text), this.timeouts.commandMs);
  }

  /** Asks what not every printer knows; `undefined` from one that does not. Errors: `usb.*`, `printer.protocol`. */
  async queryIfKnown(text: string): Promise<string | undefined> {
    if (this.#unknown.has(text)) return undefined;
    try {
      const reply = await this.#untilFree(encodeCommand(text), this.timeouts.optionalMs);
      if (!isUnknownQuery(reply)) return reply;
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'usb.timeout')) throw error;
    }
    this.#unknown.add(text);
    return undefined;
  }

  /**
   * Sends a command and wants `OK`. A busy printer has not begun, so it is asked again until `timeoutMs` is over.
   * Errors: `usb.*`, `printer.*`.
   */
  async command(text: string, timeoutMs: number = this.timeouts.commandMs): Promise<void> {
    this.#judge(text, await this.#untilFree(encodeCommand(text), timeoutMs));
  }

  /** Sends a command with a binary last parameter and wants `OK`. Errors: `usb.*`, `printer.*`. */
  async send(text: string, data: Uint8Array): Promise<void> {
    this.#judge(text, await this.#exchange(encodeDataCommand(text, data), this.timeouts.commandMs));
  }

  /** What the printer class says besides, as a hint; `undefined` from a printer that does not answer it. */
  portStatus(): Promise<PortStatus | undefined> {
    return readPortStatus(this.#device, this.timeouts.optionalMs);
  }

  /** Its model by the IEEE 1284 device id. */
  deviceIdModel(): Promise<string | undefined> {
    return readDeviceIdModel(this.#device, this.timeouts.optionalMs);
  }

  /** Makes the printer forget a command that it has half received. Errors: `usb.*`. */
  async softReset(): Promise<void> {
    this.#inStep = false;
    await this.#device.clearHalt('out');
    await this.#device.clearHalt('in');
    await this.#device.classOut(SOFT_RESET, 0, new Uint8Array(0), this.timeouts.commandMs);
  }

  async #untilFree(bytes: Uint8Array, timeoutMs: number): Promise<string> {
    const deadline = this.#clock.now() + timeoutMs;
    for (;;) {
      const reply = await this.#exchange(bytes, timeoutMs);
      const verdict = judgeReply(reply, this.#options.meanings);
      const busy = verdict.kind === 'fault' && verdict.code === 'printer.busy';
      if (!busy || this.#clock.now() + BUSY_PAUSE_MS >= deadline) return reply;
      await this.#clock.wait(BUSY_PAUSE_MS);
    }
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
