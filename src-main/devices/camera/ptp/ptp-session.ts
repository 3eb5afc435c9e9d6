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
  /** Bytes that the camera is likely to send: they are then read in one transfer. */
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

  async #transaction(request: PtpRequest): Promise<PtpReply> {
    const transactionId = this.#nextTransaction;
    this.#nextTransaction = transactionId + 1;
    const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const code = request.operation;
    await this.#send({ type: COMMAND, code, transactionId, payload: encodeParameters(request.parameters ?? []) });
    if (request.data !== undefined) await this.#send({ type: DATA, code, transactionId, payload: request.data });
    return this.#answer({ code, transactionId, timeoutMs, expects: request.expects ?? 0 });
  }

  async #answer(asked: Asked): Promise<PtpReply> {
    let data: Uint8Array | undefined;
    for (let read = 0; read < MOST_STALE_CONTAINERS; read += 1) {
      const container = await this.#reader.read(asked.timeoutMs, data === undefined ? asked.expects : 0);
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

  async #send(container: Container): Promise<void> {
    const bytes = encodeContainer(container);
    await stallOnce(this.#device, 'out', () => this.#device.bulkOut(bytes, DEFAULT_TIMEOUT_MS));
    if (bytes.length % this.#device.identity.packetSize === 0) {
      await stallOnce(this.#device, 'out', () => this.#device.bulkOutZeroLength(DEFAULT_TIMEOUT_MS));
    }
  }

  #fault(response: number, operation: number): Fault {
    return faultOfResponse(response, operation, this.#vendor);
  }
}

interface Asked {
  readonly code: number;
  readonly transactionId: number;
  readonly timeoutMs: number;
  readonly expects: number;
}

/** Left over from a transaction that was given up. */
function isStale(container: Container, asked: Asked): boolean {
  return container.transactionId < asked.transactionId && !isUnnumberedClose(container, asked.code);
}

/** Some bodies answer CloseSession with transaction id 0. */
function isUnnumberedClose(container: Container, operation: number): boolean {
  return operation === CLOSE_SESSION && container.type === RESPONSE && container.transactionId === 0;
}
