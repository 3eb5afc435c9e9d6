import { Fault } from '../../../../src-shared/errors.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import type { Container } from './container.ts';
import { decodeHeader, HEADER_BYTES, LONGEST_CONTAINER, UNKNOWN_LENGTH } from './container.ts';
import { stallOnce } from './stall-once.ts';

/** First read of a container: two packets at high speed, one at super speed. */
const FIRST_READ = 1024;
/**
 * Most bytes asked for at once: a piece of 1 MiB with its header, in whole packets; what a transfer of the
 * bus may have, and all that a false length can cost.
 */
const LARGEST_READ = 1024 * 1024 + 1024;
/** A response follows its data at once; one that does not is waited for in the ordinary way. */
const AHEAD_MS = 2_000;
/** Empty transfers in a row after which the camera is taken to be out of step. */
const MOST_EMPTY_READS = 8;

/**
 * Reads containers from bulk IN the way that copes with known cameras: reads whole packets only,
 * keeps what came after a container for the next one, passes over empty transfers (the end mark of a
 * container that filled its last packet), and accepts a header sent in a transfer of its own. What
 * cameras do is taken from the USB layer of libgphoto2 (camlibs/ptp2/usb.c).
 */
export class ContainerReader {
  readonly #device: UsbDevice;
  #surplus: Uint8Array = new Uint8Array(0);
  #ahead: Ahead[] = [];
  /** Did the last transfer end in a short packet, so that nothing more belongs to it? */
  #ended = true;
  #headersApart = false;

  constructor(device: UsbDevice) {
    this.#device = device;
  }

  /** Was a header seen in a transfer of its own? From such a camera it cannot be told when it has answered. */
  get headersApart(): boolean {
    return this.#headersApart;
  }

  /** Forgets what is left over of an earlier container, after a reset of the wire. */
  clear(): void {
    this.#surplus = new Uint8Array(0);
    this.#ahead = [];
  }

  /**
   * Begins to read data of that many bytes and the response behind it, before the camera has either: the
   * way to the wire and back, which may lead through another process, is then gone once and not three times.
   */
  expect(payloadBytes: number, timeoutMs: number): void {
    this.#begin(this.#wholePackets(HEADER_BYTES + payloadBytes), timeoutMs);
    this.#begin(FIRST_READ, AHEAD_MS);
  }

  /** Waits until nothing begun is under way: an answer without data leaves a read over. */
  async settle(): Promise<void> {
    for (const { transfer } of this.#ahead.splice(0)) {
      const bytes = await transfer.catch(() => undefined);
      if (bytes !== undefined) this.#surplus = join([this.#surplus, bytes]);
    }
  }

  /** Errors: `usb.*`, `camera.protocol` for a damaged or cut container. */
  async read(timeoutMs: number): Promise<Container> {
    let bytes = await this.#atLeastHeader(timeoutMs);
    const header = decodeHeader(bytes);
    const unknown = header.length === UNKNOWN_LENGTH;
    if (unknown) bytes = await this.#untilShortPacket(bytes, timeoutMs);
    else if (bytes.length < header.length) bytes = await this.#untilLength(bytes, header.length, timeoutMs);
    const end = unknown ? bytes.length : header.length;
    // Less than a header cannot begin a container: padding.
    this.#surplus = bytes.length - end >= HEADER_BYTES ? bytes.slice(end) : new Uint8Array(0);
    return {
      type: header.type,
      code: header.code,
      transactionId: header.transactionId,
      payload: bytes.subarray(HEADER_BYTES, end),
    };
  }

  async #atLeastHeader(timeoutMs: number): Promise<Uint8Array> {
    let bytes: Uint8Array = this.#surplus;
    this.#surplus = new Uint8Array(0);
    let empty = 0;
    while (bytes.length < HEADER_BYTES) {
      const more = await this.#transfer(FIRST_READ, timeoutMs);
      if (more.length === 0 && ++empty > MOST_EMPTY_READS) throw new Fault('camera.protocol', { what: 'emptyReads' });
      bytes = bytes.length === 0 ? more : join([bytes, more]);
    }
    return bytes;
  }

  async #untilLength(begin: Uint8Array, length: number, timeoutMs: number): Promise<Uint8Array> {
    const parts = [begin];
    let got = begin.length;
    while (got < length) {
      // Only a header may come in a transfer of its own; any other short packet was the end.
      if (this.#ended && got > HEADER_BYTES) throw new Fault('camera.protocol', { what: 'cut', got, length });
      if (this.#ended) this.#headersApart = true;
      const more = await this.#transfer(this.#wholePackets(length - got), timeoutMs);
      if (more.length === 0) throw new Fault('camera.protocol', { what: 'cut', got, length });
      got += more.length;
      parts.push(more);
    }
    return join(parts);
  }

  async #untilShortPacket(begin: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    const parts = [begin];
    let got = begin.length;
    if (got === HEADER_BYTES) this.#ended = false;
    while (!this.#ended) {
      const more = await this.#transfer(256 * this.#device.identity.packetSize, timeoutMs);
      got += more.length;
      if (got > LONGEST_CONTAINER) throw new Fault('camera.protocol', { what: 'endless', got });
      parts.push(more);
    }
    return join(parts);
  }

  #wholePackets(bytes: number): number {
    const { packetSize } = this.#device.identity;
    return Math.ceil(Math.min(bytes, LARGEST_READ) / packetSize) * packetSize;
  }

  #begin(asked: number, timeoutMs: number): void {
    const transfer = this.#device.bulkIn(asked, timeoutMs);
    // Whoever takes it sees its fault; where nobody does, there is none to see.
    transfer.catch(() => undefined);
    this.#ahead.push({ asked, transfer });
  }

  async #transfer(maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
    const { asked, bytes } = (await this.#begun()) ?? {
      asked: maxBytes,
      bytes: await this.#fresh(maxBytes, timeoutMs),
    };
    this.#ended = bytes.length % this.#device.identity.packetSize !== 0 || bytes.length < asked;
    return bytes;
  }

  /** What the next of the reads that were begun has brought; `undefined` when there is none, or nothing came. */
  async #begun(): Promise<{ readonly asked: number; readonly bytes: Uint8Array } | undefined> {
    for (let ahead = this.#ahead.shift(); ahead !== undefined; ahead = this.#ahead.shift()) {
      const { asked, transfer } = ahead;
      try {
        return { asked, bytes: await transfer };
      } catch (error) {
        if (!(error instanceof Fault) || (error.code !== 'usb.timeout' && error.code !== 'usb.stall')) throw error;
        if (error.code === 'usb.timeout' && asked !== FIRST_READ) throw error;
        if (error.code === 'usb.stall') await this.#device.clearHalt('in');
      }
    }
    return undefined;
  }

  #fresh(maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
    return stallOnce(this.#device, 'in', () => this.#device.bulkIn(maxBytes, timeoutMs));
  }
}

/** A read that was begun before it was needed. */
interface Ahead {
  readonly asked: number;
  readonly transfer: Promise<Uint8Array>;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
