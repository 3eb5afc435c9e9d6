import { Fault } from '../../../../src-shared/errors.ts';
import { SerialQueue } from '../../../serial-queue.ts';
import type { UsbDevice } from '../../usb/usb-device.ts';
import type { Container } from './container.ts';
import { COMMAND, DATA, decodeParameters, encodeContainer, encodeParameters, EVENT, RESPONSE } from './container.ts';
import { ContainerReader } from './container-reader.ts';
import { CLOSE_SESSION, OPEN_SESSION } from './operations.ts';
import type { VendorResponses } from './response.ts';
import { faultOfResponse, OK, SESSION_ALREADY_OPEN } from './response.ts';
import { stallOnce } from './stall-once.ts';

const SESSION_ID = 1;
const DEFAULT_TIMEOUT_MS = 5_000;
/** Answers to earlier transactions read past before the camera is taken to be out of step. */
const MOST_STALE_CONTAINERS = 16;

export interface PtpRequest {
  readonly operation: number;
  /** At most five u32. */
  readonly parameters?: readonly number[];
  /** Payload of a data phase from host to camera. */
  readonly data?: Uint8Array;
  /** Bytes that the camera will send unless it refuses: reading them begins with the command. */
  readonly expects?: number;
  /** Limit of each transfer, ms; 5000 when absent. */
  readonly timeoutMs?: number;
}

export interface PtpReply {
  readonly response: number;
  readonly parameters: readonly number[];
  /** Payload of the data phase from camera to host; empty when there was none. */
  readonly data: Uint8Array;
}

/**
 * Transactions with one PTP camera: command, optional data, response, one at a time (ISO 15740,
 * clause 9.3; Still Image Capture Device Definition 1.0, section 7). Stays usable after a refused
 * operation; after `usb.timeout`, `usb.stall` or `camera.protocol` the wire needs `recoverWire`.
 */
export class PtpSession {
  readonly #device: UsbDevice;
  readonly #reader: ContainerReader;
  readonly #queue = new SerialQueue();
  #vendor: VendorResponses | undefined;
  #nextTransaction = 0;
  #takenOver = false;

  constructor(device: UsbDevice) {
    this.#device = device;
    this.#reader = new ContainerReader(device);
  }

  /** From now on the maker's own response codes have their meaning. */
  understand(vendor: VendorResponses): void {
    this.#vendor = vendor;
  }

  /** Opens the session; one that the camera kept open from before is taken over. */
  async open(): Promise<void> {
    this.#reader.clear();
    this.#nextTransaction = 0;
    const { response } = await this.transact({ operation: OPEN_SESSION, parameters: [SESSION_ID] });
    if (response !== OK && response !== SESSION_ALREADY_OPEN) throw this.#fault(response, OPEN_SESSION);
    this.#takenOver = response === SESSION_ALREADY_OPEN;
  }

  /** Had the camera kept the session open, so that it may be in the middle of something? */
  get takenOver(): boolean {
    return this.#takenOver;
  }

  async close(): Promise<void> {
    await this.request({ operation: CLOSE_SESSION, timeoutMs: 2_000 });
  }

  /** Runs a transaction that must end in OK. Errors: `camera.*` by response, `usb.*`. */
  async request(request: PtpRequest): Promise<PtpReply> {
    const reply = await this.transact(request);
    if (reply.response !== OK) throw this.#fault(reply.response, request.operation);
    return reply;
  }

  /** Runs a transaction and returns whatever the camera answered. Errors: `camera.protocol`, `usb.*`. */
  transact(request: PtpRequest): Promise<PtpReply> {
    return this.#queue.run(() => this.#transaction(request));
  }

  /**
   * Transactions that do not hang on each other's answers: each command is sent as soon as the camera has
   * answered the one before, without waiting until that answer is here. `take` gets each answer and says
   * whether to go on; what was begun behind one that it does not like is read and forgotten. A camera that
   * sends its headers apart is asked one by one: its next command would come into the middle of its answer.
   * Errors: `camera.protocol`, `usb.*`, and what `take` throws.
   */
  inRow(requests: readonly PtpRequest[], take: (reply: PtpReply) => boolean): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#reader.headersApart) return this.#oneByOne(requests, take);
      const begun: Begun[] = [];
      const rest = requests[Symbol.iterator]();
      const beginNext = (): void => {
        const { value } = rest.next();
        if (value !== undefined) begun.push(this.#begin(value, begun.length > 0));
      };
      beginNext();
      try {
        for (;;) {
          beginNext();
          const first = begun.shift();
          if (first === undefined || !take(await this.#answer(first))) return;
        }
      } finally {
        await this.#reader.settle();
      }
    });
  }

  async #oneByOne(requests: readonly PtpRequest[], take: (reply: PtpReply) => boolean): Promise<void> {
    for (const { expects: _, ...request } of requests) {
      if (!take(await this.#transaction(request))) return;
    }
  }

  async #transaction(request: PtpRequest): Promise<PtpReply> {
    const begun = this.#begin(request, false);
    const { code, transactionId } = begun;
    if (request.data !== undefined) {
      await begun.sent;
      await this.#send({ type: DATA, code, transactionId, payload: request.data });
    }
    const reply = await this.#answer(begun);
    await this.#reader.settle();
    return reply;
  }

  /** Sends the command; `behind` another, when that has been answered. */
  #begin({ operation, parameters = [], expects, timeoutMs }: PtpRequest, behind: boolean): Begun {
    const transactionId = this.#nextTransaction;
    this.#nextTransaction = transactionId + 1;
    const limit = timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const command = { type: COMMAND, code: operation, transactionId, payload: encodeParameters(parameters) };
    const sent = this.#send(command, behind);
    // Whoever waits for the answer sees it; an answer that nobody waits for needs no command.
    sent.catch(() => undefined);
    if (expects !== undefined) this.#reader.expect(expects, limit);
    return { code: operation, transactionId, timeoutMs: limit, sent };
  }

  async #answer(asked: Begun): Promise<PtpReply> {
    await asked.sent;
    let data: Uint8Array | undefined;
    for (let read = 0; read < MOST_STALE_CONTAINERS; read += 1) {
      const container = await this.#reader.read(asked.timeoutMs);
      if (container.type === EVENT || isStale(container, asked)) continue;
      const ours = container.transactionId === asked.transactionId || isUnnumberedClose(container, asked.code);
      if (!ours) throw new Fault('camera.protocol', { what: 'transactionId', got: container.transactionId });
      if (container.type === RESPONSE) {
        return {
          response: container.code,
          parameters: decodeParameters(container.payload),
          data: data ?? new Uint8Array(0),
        };
      }
      const expected = container.type === DATA && container.code === asked.code && data === undefined;
      if (!expected) throw new Fault('camera.protocol', { what: 'phase', type: container.type });
      data = container.payload;
    }
    throw new Fault('camera.protocol', { what: 'stale' });
  }

  async #send(container: Container, behind = false): Promise<void> {
    const bytes = encodeContainer(container);
    await stallOnce(this.#device, 'out', () =>
      behind
        ? this.#device.bulkOutAfterReads(bytes, DEFAULT_TIMEOUT_MS)
        : this.#device.bulkOut(bytes, DEFAULT_TIMEOUT_MS),
    );
    if (bytes.length % this.#device.identity.packetSize === 0) {
      await stallOnce(this.#device, 'out', () => this.#device.bulkOutZeroLength(DEFAULT_TIMEOUT_MS));
    }
  }

  #fault(response: number, operation: number): Fault {
    return faultOfResponse(response, operation, this.#vendor);
  }
}

/** A transaction whose command is on its way. */
interface Begun {
  readonly code: number;
  readonly transactionId: number;
  readonly timeoutMs: number;
  readonly sent: Promise<void>;
}

/** Left over from a transaction that was given up. */
function isStale(container: Container, asked: Begun): boolean {
  return container.transactionId < asked.transactionId && !isUnnumberedClose(container, asked.code);
}

/** Some bodies answer CloseSession with transaction id 0. */
function isUnnumberedClose(container: Container, operation: number): boolean {
  return operation === CLOSE_SESSION && container.type === RESPONSE && container.transactionId === 0;
}
