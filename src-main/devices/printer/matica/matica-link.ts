import { Fault } from '../../../../src-shared/errors.ts';
import type { DeviceClock } from '../../device-clock.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import {
  decodeStatusFrame,
  encodeCommandFrame,
  isStatusFrame,
  STATUS_BYTES,
  type CommandStatus,
} from './command-block.ts';
import { requestSense, testReady } from './commands.ts';
import { decodeSense, judgeSense, nameSense, NO_CARDS, SENSE_BYTES, senseFault } from './sense.ts';

/** Patience, milliseconds: loading, printing and transferring take up to a minute. */
export interface MaticaTimeouts {
  readonly commandMs: number;
  readonly motionMs: number;
  /** How long a printer that is busy or cold is waited for. */
  readonly readyMs: number;
  /** Pause between two looks at such a printer. */
  readonly lookMs: number;
  /** Silence after which nothing old is on its way any more. */
  readonly quietMs: number;
}

export const maticaTimeouts: MaticaTimeouts = {
  commandMs: 10_000,
  motionMs: 60_000,
  readyMs: 60_000,
  lookMs: 100,
  quietMs: 100,
};

export interface MaticaLinkOptions {
  readonly clock: DeviceClock;
  readonly timeouts?: Partial<MaticaTimeouts>;
  /** Told of every sense code that no table explains. */
  readonly onUnknownReply?: (command: string, reply: string) => void;
}

/** How often a halted endpoint is cleared before the wire counts as broken. */
const STALLS = 10;
/** Late answers to commands that were given up, which may come before the answer wanted. */
const STALE = 4;

interface Data {
  readonly direction: 'in' | 'out';
  readonly length: number;
  readonly bytes?: Uint8Array;
  readonly timeoutMs?: number;
}

/** Command, data and status over one opened printer; the caller sends one command at a time. */
export class MaticaLink {
  readonly #device: UsbDevice;
  readonly #options: MaticaLinkOptions;
  readonly timeouts: MaticaTimeouts;
  #tag = 0;
  /** Did the last command get as far as its status? At first nobody knows what an earlier program left unread. */
  #inStep = false;

  constructor(device: UsbDevice, options: MaticaLinkOptions) {
    this.#device = device;
    this.#options = options;
    this.timeouts = { ...maticaTimeouts, ...options.timeouts };
  }

  /** A command without data. Errors: `usb.*`, `printer.*` by sense. */
  async run(block: Uint8Array, timeoutMs: number = this.timeouts.commandMs): Promise<void> {
    await this.#judged(block, { direction: 'out', length: 0, timeoutMs });
  }

  /** A command that answers with up to `length` bytes. Errors: `usb.*`, `printer.*` by sense. */
  async read(block: Uint8Array, length: number, timeoutMs: number = this.timeouts.commandMs): Promise<Uint8Array> {
    return this.#judged(block, { direction: 'in', length, timeoutMs });
  }

  /** A command that takes data. Errors: `usb.*`, `printer.*` by sense. */
  async write(block: Uint8Array, bytes: Uint8Array, timeoutMs: number = this.timeouts.commandMs): Promise<void> {
    await this.#judged(block, { direction: 'out', length: bytes.length, bytes, timeoutMs });
  }

  /** What the printer says of itself now; 0 is "ready". Errors: `usb.*`, `printer.protocol`. */
  async sense(): Promise<number> {
    // Its own status does not matter: what it means is asked next.
    await this.#exchange(testReady(), { direction: 'out', length: 0 });
    return this.#askSense();
  }

  /**
   * Waits until the printer is ready, as long as what keeps it passes by itself. A hopper without cards is
   * no reason while a card is inside. Errors: `usb.*`, `printer.*` by sense.
   */
  async ready({ cards }: { readonly cards: boolean }): Promise<void> {
    const { clock } = this.#options;
    const deadline = clock.now() + this.timeouts.readyMs;
    for (;;) {
      const sense = await this.sense();
      const { kind } = judgeSense(sense);
      if (sense === 0 || (sense === NO_CARDS && !cards)) return;
      // A unit attention is told once; the look after it shows how things are.
      const passes = kind === 'wait' || kind === 'ready';
      if (!passes || clock.now() >= deadline) throw senseFault(sense);
      await clock.wait(kind === 'ready' ? 0 : this.timeouts.lookMs);
    }
  }

  async #judged(block: Uint8Array, data: Data): Promise<Uint8Array> {
    const { bytes, status } = await this.#exchange(block, data);
    if (status.outcome === 'good') return bytes;
    const sense = await this.#askSense();
    if (sense === 0) throw new Fault('printer.protocol', { what: 'refusedWithoutSense', command: block[0] ?? 0 });
    throw senseFault(sense);
  }

  async #askSense(): Promise<number> {
    const { bytes, status } = await this.#exchange(requestSense(SENSE_BYTES), { direction: 'in', length: SENSE_BYTES });
    if (status.outcome !== 'good') throw new Fault('printer.protocol', { what: 'noSense' });
    const sense = decodeSense(bytes);
    if (!judgeSense(sense).known) this.#options.onUnknownReply?.('sense', nameSense(sense));
    return sense;
  }

  async #exchange(block: Uint8Array, data: Data): Promise<{ bytes: Uint8Array; status: CommandStatus }> {
    if (!this.#inStep) await this.#fallIn();
    this.#inStep = false;
    this.#tag = (this.#tag + 1) >>> 0;
    const { timeoutMs = this.timeouts.commandMs, direction, length } = data;
    const frame = encodeCommandFrame({ tag: this.#tag, block, dataLength: length, direction });
    await this.#clearing('out', () => this.#device.bulkOut(frame, timeoutMs));
    const received = length === 0 ? undefined : await this.#move(data, timeoutMs);
    const { bytes, early } = splitOffStatus(received ?? new Uint8Array(0), this.#tag);
    const status = await this.#status(early, timeoutMs);
    if (status.outcome === 'phaseError') throw new Fault('printer.protocol', { what: 'phase', command: block[0] ?? 0 });
    this.#inStep = true;
    return { bytes, status };
  }

  /** The data phase. A printer that refuses the command skips it, by a halt or by its status at once. */
  async #move({ bytes, length }: Data, timeoutMs: number): Promise<Uint8Array | undefined> {
    if (bytes === undefined) return this.#clearing('in', () => this.#device.bulkIn(length, timeoutMs));
    try {
      await this.#device.bulkOut(bytes, timeoutMs);
    } catch (error) {
      if (!isStall(error)) throw error;
      await this.#device.clearHalt('out');
    }
    return undefined;
  }

  async #status(early: Uint8Array | undefined, timeoutMs: number): Promise<CommandStatus> {
    let frame = early;
    for (let stale = 0; ; stale += 1) {
      frame ??= await this.#frame(timeoutMs);
      const status = decodeStatusFrame(frame);
      if (status.tag === this.#tag) return status;
      if (status.tag > this.#tag || stale >= STALE) {
        throw new Fault('printer.protocol', { what: 'tag', got: status.tag, wanted: this.#tag });
      }
      frame = undefined;
    }
  }

  /** Empty transfers before it are the ends of data that filled their last packet. */
  async #frame(timeoutMs: number): Promise<Uint8Array> {
    for (let empty = 0; ; empty += 1) {
      const frame = await this.#clearing('in', () => this.#device.bulkIn(STATUS_BYTES, timeoutMs));
      if (frame.length > 0 || empty >= STALE) return frame;
    }
  }

  /** Does a transfer again after its endpoint halted. */
  async #clearing<T>(direction: 'in' | 'out', transfer: () => Promise<T>): Promise<T> {
    for (let stalls = 1; ; stalls += 1) {
      try {
        return await transfer();
      } catch (error) {
        if (!isStall(error) || stalls >= STALLS) throw error;
        await this.#device.clearHalt(direction);
      }
    }
  }

  /** After a command that broke off: both endpoints free, and what the printer still wanted to say thrown away. */
  async #fallIn(): Promise<void> {
    await this.#device.clearHalt('out');
    await this.#device.clearHalt('in');
    for (let stale = 0; stale < STALE; stale += 1) {
      try {
        await this.#device.bulkIn(STATUS_BYTES, this.timeouts.quietMs);
      } catch (error) {
        if (error instanceof Fault && error.code === 'usb.timeout') return;
        if (!isStall(error)) throw error;
        await this.#device.clearHalt('in');
      }
    }
  }
}

/** The status of the command comes in a transfer of its own, or, where no packet ended the data, right behind them. */
function splitOffStatus(received: Uint8Array, tag: number): { bytes: Uint8Array; early: Uint8Array | undefined } {
  const at = received.length - STATUS_BYTES;
  const early = received.subarray(Math.max(0, at));
  const isStatus = isStatusFrame(early) && (at === 0 || decodeStatusFrame(early).tag === tag);
  return isStatus ? { bytes: received.subarray(0, at), early } : { bytes: received, early: undefined };
}

function isStall(error: unknown): boolean {
  return error instanceof Fault && error.code === 'usb.stall';
}
