import { Fault } from '../../../../src-shared/errors.ts';
import { systemClock, type DeviceClock } from '../../device-clock.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import { encodeCommand, encodeDataCommand } from './command.ts';
import { readDeviceIdModel, readPortStatus, type PortStatus } from './port-status.ts';
import { ReplyReader } from './reply-reader.ts';
import { isEndOfCommand, isUnknownQuery, judgeReply, replyMeanings, type ReplyMeaning } from './replies.ts';

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

/** A command as the guide prints it, and its binary last parameter. */
export interface LinkCommand {
  readonly text: string;
  readonly data?: Uint8Array;
}

/** Printer class request SOFT_RESET (USB-IF printer class 1.1): forget what is half received. */
const SOFT_RESET = 0x02;

/** A busy printer is asked again after this. */
const BUSY_PAUSE_MS = 200;

/** No job leaves more replies behind than it has commands. */
const MOST_OLD_REPLIES = 64;

/** Command and reply over one opened printer; the caller sends one command at a time. */
export class EvolisLink {
  readonly #device: UsbDevice;
  readonly #reader: ReplyReader;
  readonly #options: EvolisLinkOptions;
  readonly #clock: DeviceClock;
  readonly timeouts: EvolisTimeouts;
  /** Questions that this printer does not know: not asked a second time. */
  readonly #unknown = new Set<string>();
  /** Questions whose answer is known, by their text: see `#fallIntoStep`. */
  readonly #echoes = new Map<string, string>();
  /** A late reply to an earlier command must not be taken for the reply to the next. */
  #inStep = false;
  #lastSent = '';
  /** Has it taken a setting without a word? Then it says as little to panels. */
  #taciturn = false;

  constructor(device: UsbDevice, options: EvolisLinkOptions = {}) {
    this.#device = device;
    this.#reader = new ReplyReader(device);
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.timeouts = { ...evolisTimeouts, ...options.timeouts };
  }

  /** Asks for a text, e.g. `Rsn`, and waits while the printer is busy. Errors: `usb.*`, `printer.protocol`. */
  query(text: string): Promise<string> {
    return this.#untilFree(text, this.timeouts.commandMs);
  }

  /**
   * The first question to a printer that somebody else may have left in the middle of a job: what it has half
   * received is forgotten, and a late end of that job (`OK`, or a refusal) is not taken for the answer. Errors: `usb.*`,
   * `printer.protocol`.
   */
  async firstAnswer(text: string): Promise<string> {
    await this.softReset().catch((error: unknown) => {
      // Not every printer knows the request; a cable that is out shows at the question.
      if (!(error instanceof Fault)) throw error;
    });
    let reply = await this.query(text);
    for (let old = 0; old < MOST_OLD_REPLIES && isEndOfCommand(reply); old += 1) {
      this.#inStep = false;
      reply = await this.#reader.next(this.timeouts.commandMs);
      this.#inStep = true;
    }
    return reply;
  }

  /** Remembers a question whose answer never changes, to find the way back into step. */
  knowEcho(query: string, reply: string): void {
    this.#echoes.set(query, reply);
  }

  /** Asks what not every printer knows; `undefined` from one that does not. Errors: `usb.*`, `printer.protocol`. */
  async queryIfKnown(text: string): Promise<string | undefined> {
    if (this.#unknown.has(text)) return undefined;
    try {
      const reply = await this.#untilFree(text, this.timeouts.optionalMs);
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
    this.#judge(text, await this.#untilFree(text, timeoutMs));
  }

  /**
   * Sends a setting that asks for nothing but the usual. A printer that says nothing to it is asked something that
   * it has to answer: one that does is taken to have heard. Errors: `usb.*`, `printer.*`.
   */
  async usualSetting(text: string): Promise<void> {
    try {
      this.#judge(text, await this.#untilFree(text, this.#taciturn ? 0 : this.timeouts.optionalMs));
    } catch (error) {
      const silent = error instanceof Fault && error.code === 'usb.timeout' && this.#echoes.size > 0;
      if (!silent) throw error;
      await this.#fallIntoStep();
      this.#inStep = true;
      this.#taciturn = true;
    }
  }

  /**
   * Sends commands, most of them with panels, in one go, reads the replies meanwhile, and wants `OK` to each: the wire
   * is never idle, and published programs send a whole job so. After a refusal the rest goes out all the same; the
   * printer has no use for it. Errors: `usb.*`, `printer.*`.
   */
  async sendTogether(commands: readonly LinkCommand[]): Promise<void> {
    if (!this.#inStep) await this.#fallIntoStep();
    this.#inStep = false;
    this.#lastSent = '';
    let failed = false;
    const writing = this.#device.bulkOut(Buffer.concat(commands.map(encode)), this.timeouts.commandMs);
    writing.catch(() => (failed = true));
    const answering = this.#taciturn ? this.#expectNoRefusal(writing) : this.#expectOks(commands, () => failed);
    // Both end before anybody goes on, whichever of them failed. What the printer said says most.
    const [written, answered] = await Promise.allSettled([writing, answering]);
    if (answered.status === 'rejected' && isOfPrinter(answered.reason)) {
      // It stopped listening as well: what comes next must not be taken for the rest of a panel.
      if (written.status === 'rejected') await this.softReset().catch(() => undefined);
      throw answered.reason;
    }
    if (written.status === 'rejected') throw written.reason;
    if (answered.status === 'rejected') throw answered.reason;
    this.#inStep = true;
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

  async #untilFree(text: string, timeoutMs: number): Promise<string> {
    const bytes = encodeCommand(text);
    const deadline = this.#clock.now() + Math.max(timeoutMs, this.timeouts.commandMs);
    for (;;) {
      const reply = await this.#exchange(text, bytes, timeoutMs);
      const verdict = judgeReply(reply, this.#options.meanings);
      const busy = verdict.kind === 'fault' && verdict.code === 'printer.busy';
      if (!busy || this.#clock.now() + BUSY_PAUSE_MS >= deadline) return reply;
      await this.#clock.wait(BUSY_PAUSE_MS);
    }
  }

  async #exchange(text: string, bytes: Uint8Array, timeoutMs: number): Promise<string> {
    if (!this.#inStep) await this.#fallIntoStep();
    this.#inStep = false;
    this.#lastSent = text;
    await this.#device.bulkOut(bytes, this.timeouts.commandMs);
    const reply = await this.#replyTo(text, timeoutMs);
    this.#inStep = true;
    return reply;
  }

  /** A printer may repeat the command before it answers. */
  async #replyTo(text: string, timeoutMs: number, given?: () => boolean): Promise<string> {
    for (;;) {
      const reply = await this.#reader.next(timeoutMs, given);
      if (reply !== text && reply !== `\u001b${text}`) return reply;
    }
  }

  /**
   * Throws away what is on its way. A reply may still be to come, seconds later, from a printer that was busy with a
   * card: every reply after it would be taken for the one before, and a card for printed while it is not. So it is
   * asked something whose answer is known, and all replies before that one are old. Not the question that is
   * perhaps still open: its late answer would look the same.
   */
  async #fallIntoStep(): Promise<void> {
    await this.#reader.drain(this.timeouts.quietMs);
    await this.#untilEcho(() => undefined);
  }

  /** Asks what has a known answer, and shows every reply before it to `old`. */
  async #untilEcho(old: (reply: string) => void): Promise<void> {
    const echo = [...this.#echoes].find(([query]) => query !== this.#lastSent);
    if (echo === undefined) return;
    const [query, answer] = echo;
    this.#lastSent = query;
    await this.#device.bulkOut(encodeCommand(query), this.timeouts.commandMs);
    for (let replies = 0; replies < MOST_OLD_REPLIES; replies += 1) {
      const reply = await this.#replyTo(query, this.timeouts.commandMs);
      if (reply === answer) return;
      old(reply);
    }
    throw new Fault('printer.protocol', { command: query });
  }

  async #expectOks(commands: readonly LinkCommand[], given: () => boolean): Promise<void> {
    for (const { text } of commands) this.#judge(text, await this.#replyTo(text, this.timeouts.commandMs, given));
  }

  /** A printer that says nothing to panels still says what is wrong, before it answers the question behind them. */
  async #expectNoRefusal(written: Promise<void>): Promise<void> {
    await written;
    const replies: string[] = [];
    await this.#untilEcho((reply) => replies.push(reply));
    for (const reply of replies) this.#judge('Db', reply);
  }

  #judge(text: string, reply: string): void {
    const verdict = judgeReply(reply, this.#options.meanings ?? replyMeanings);
    if (verdict.kind === 'ok') return;
    // What is written on a stripe is personal; which track it was is not.
    const command = text.replace(/^(Dm;\d);.*/, '$1');
    if (verdict.kind === 'unknown') this.#options.onUnknownReply?.(command, reply);
    throw new Fault(verdict.code, { reply, command });
  }
}

function encode({ text, data }: LinkCommand): Uint8Array {
  return data === undefined ? encodeCommand(text) : encodeDataCommand(text, data);
}

function isOfPrinter(error: unknown): boolean {
  return error instanceof Fault && error.code.startsWith('printer.') && error.detail['command'] !== undefined;
}
