import type { Container } from '../camera/ptp/container.ts';
import {
  COMMAND,
  DATA,
  decodeHeader,
  decodeParameters,
  encodeContainer,
  encodeParameters,
  EVENT,
  HEADER_BYTES,
  RESPONSE,
} from '../camera/ptp/container.ts';
import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import { encodeDeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import * as response from '../camera/ptp/response.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from './device-model.ts';
import { PacketQueue } from './packet-queue.ts';
import { PtpFaults } from './ptp-faults.ts';

/** A command that arrived whole. */
export interface PtpCommand {
  readonly operation: number;
  readonly parameters: readonly number[];
  /** Payload of the data phase; empty without one. */
  readonly data: Uint8Array;
}

export interface PtpAnswer {
  readonly response: number;
  readonly parameters?: readonly number[];
  /** Payload of a data phase before the response. */
  readonly data?: Uint8Array;
}

/** What is behind the wire of a practice PTP camera. */
export interface PtpInside {
  readonly descriptor: DeviceDescriptor;
  readonly info: DeviceInfo;
  /** Called once; `event` sends one to the interrupt endpoint. */
  attach(event: (code: number, parameters: readonly number[]) => void): void;
  /** Any operation but those of the session, with a session open. */
  perform(command: PtpCommand): PtpAnswer;
  /** Cable out, interface reset or session closed. */
  hostGone(): void;
}

/**
 * The wire of a PTP camera: containers in, containers out, sessions, events (Still Image Capture Device
 * Definition 1.0). Written from the same facts as the drivers, never checked against a real camera.
 */
export class PtpResponder implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly faults = new PtpFaults();
  /** Commands that came before the answer to the one before was read: what no camera puts up with. */
  outOfTurn = 0;
  readonly #inside: PtpInside;
  readonly #in: PacketQueue;
  readonly #interrupt = new PacketQueue(64, { endWithShortPacket: false });
  #port: HostPort | undefined;
  #received: Uint8Array[] = [];
  #receivedLength = 0;
  #command: Container | undefined;
  #sessionOpen = false;
  #halted = false;
  #dataLeft = 0;

  constructor(inside: PtpInside) {
    this.descriptor = inside.descriptor;
    this.#inside = inside;
    this.#in = new PacketQueue(inside.descriptor.packetSize, { endWithShortPacket: true });
    inside.attach((code, parameters) => {
      if (!this.#sessionOpen) return;
      const payload = encodeParameters(parameters);
      this.#interrupt.push(encodeContainer({ type: EVENT, code, transactionId: 0, payload }));
      this.#port?.wake();
    });
  }

  plugged(port: HostPort): void {
    this.#port = port;
    this.reset();
  }

  unplugged(): void {
    this.reset();
    this.#port = undefined;
  }

  reset(): void {
    this.#abort();
    this.#interrupt.clear();
    this.#sessionOpen = false;
    this.#inside.hostGone();
  }

  bulkOut(packet: Uint8Array): 'ack' | 'stall' {
    if (packet.length === 0 && this.#receivedLength === 0) return 'ack';
    this.#received.push(packet.slice());
    this.#receivedLength += packet.length;
    if (this.#receivedLength < HEADER_BYTES) return 'ack';
    try {
      this.#takeContainer();
      return 'ack';
    } catch {
      // What came is no container.
      this.#abort();
      return 'stall';
    }
  }

  bulkIn(): Uint8Array | 'nak' | 'stall' {
    if (this.#halted) return 'stall';
    if (this.#in.empty) return 'nak';
    if (this.faults.stallNextIn) {
      this.faults.stallNextIn = false;
      this.#halted = true;
      return 'stall';
    }
    const packet = this.#in.shift();
    if (packet === undefined || this.#cutHere(packet.length)) return 'nak';
    return packet;
  }

  interruptIn(): Uint8Array | 'nak' {
    return this.#interrupt.shift() ?? 'nak';
  }

  classOut(request: number): 'ack' | 'stall' {
    if (request !== ptp.CANCEL_REQUEST && request !== ptp.DEVICE_RESET_REQUEST) return 'stall';
    if (request === ptp.DEVICE_RESET_REQUEST) this.reset();
    else this.#abort();
    return 'ack';
  }

  /** Answer of GetDeviceStatus: u16 length, u16 code. */
  classIn(request: number): Uint8Array | 'stall' {
    if (request !== ptp.GET_DEVICE_STATUS_REQUEST || this.faults.silent) return 'stall';
    return Uint8Array.of(4, 0, response.OK & 0xff, response.OK >>> 8);
  }

  clearHalt(direction: 'in' | 'out'): void {
    if (direction === 'in') this.#halted = false;
  }

  /** Ends whatever transaction is under way, and forgets what was to be sent. */
  #abort(): void {
    this.#received = [];
    this.#receivedLength = 0;
    this.#command = undefined;
    this.#halted = false;
    this.#in.clear();
  }

  #takeContainer(): void {
    const bytes = new Uint8Array(Buffer.concat(this.#received));
    const { length, type, code, transactionId } = decodeHeader(bytes);
    if (bytes.length < length) return;
    this.#received = [];
    this.#receivedLength = 0;
    const container = { type, code, transactionId, payload: bytes.subarray(HEADER_BYTES, length) };
    if (type === COMMAND) {
      if (!this.#in.empty) this.outOfTurn += 1;
      this.#command = container;
      if (code !== ptp.SET_DEVICE_PROPERTY_VALUE) this.#run(container, new Uint8Array(0));
    } else if (type === DATA && this.#command !== undefined) {
      this.#run(this.#command, container.payload);
    }
  }

  #run(command: Container, data: Uint8Array): void {
    this.#command = undefined;
    if (this.faults.silent) return;
    if (this.faults.unplugAt === command.code) {
      this.faults.unplugAt = undefined;
      this.#port?.pull();
      return;
    }
    this.#send(command, this.#answer({ operation: command.code, parameters: decodeParameters(command.payload), data }));
  }

  #answer(command: PtpCommand): PtpAnswer {
    const { operation } = command;
    const instead = this.faults.takeAnswer(operation);
    if (instead !== undefined) return { response: instead };
    if (operation === ptp.GET_DEVICE_INFO) return { response: response.OK, data: encodeDeviceInfo(this.#inside.info) };
    if (operation === ptp.OPEN_SESSION) {
      const open = this.#sessionOpen;
      this.#sessionOpen = true;
      return { response: open ? response.SESSION_ALREADY_OPEN : response.OK };
    }
    if (!this.#sessionOpen) return { response: response.SESSION_NOT_OPEN };
    if (!this.#inside.info.operations.includes(operation)) return { response: response.OPERATION_NOT_SUPPORTED };
    if (operation !== ptp.CLOSE_SESSION) return this.#inside.perform(command);
    this.#sessionOpen = false;
    this.#inside.hostGone();
    return { response: response.OK };
  }

  #send({ code, transactionId }: Container, answer: PtpAnswer): void {
    if (answer.data !== undefined) this.#sendData({ type: DATA, code, transactionId, payload: answer.data });
    const payload = encodeParameters(answer.parameters ?? []);
    const id = this.faults.takeWrongResponse(code) ? transactionId + 7 : transactionId;
    this.#in.push(encodeContainer({ type: RESPONSE, code: answer.response, transactionId: id, payload }));
    this.#port?.wake();
  }

  #sendData(container: Container): void {
    const fault = this.faults.takeData(container.code);
    this.#dataLeft = container.payload.length;
    const bytes = encodeContainer(container);
    const view = new DataView(bytes.buffer);
    if (fault === 'wrongTransaction') view.setUint32(8, container.transactionId + 7, true);
    if (fault === 'unknownLength') view.setUint32(0, 0xff_ff_ff_ff, true);
    if (fault === 'hugeLength') view.setUint32(0, 0xff_ff_ff_fe, true);
    if (fault === 'splitHeader') {
      this.#in.push(bytes.subarray(0, HEADER_BYTES));
      this.#in.push(bytes.subarray(HEADER_BYTES));
    } else {
      this.#in.push(fault === 'cut' ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : bytes);
    }
  }

  /** Counts bytes of data phases on their way out; pulls the cable at the one asked for. */
  #cutHere(bytes: number): boolean {
    if (this.#dataLeft <= 0) return false;
    this.#dataLeft -= bytes;
    if (this.faults.unplugAtByte === undefined) return false;
    this.faults.unplugAtByte -= bytes;
    if (this.faults.unplugAtByte > 0) return false;
    this.faults.unplugAtByte = undefined;
    this.#port?.pull();
    return true;
  }
}
