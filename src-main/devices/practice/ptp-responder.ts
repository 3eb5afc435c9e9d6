import type { Container } from '../camera/ptp/container.ts';
import { DATA, decodeParameters, encodeContainer, encodeParameters, EVENT, RESPONSE } from '../camera/ptp/container.ts';
import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import { encodeDeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import * as response from '../camera/ptp/response.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from './device-model.ts';
import { PacketQueue } from './packet-queue.ts';
import { PtpFaults } from './ptp-faults.ts';
import { PtpIntake } from './ptp-intake.ts';
import { PtpOutlet } from './ptp-outlet.ts';
import { damaged, encodeStatus, WRONG_BY } from './ptp-wire.ts';

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
  readonly #intake: PtpIntake;
  readonly #out: PtpOutlet;
  readonly #interrupt = new PacketQueue(64, { endWithShortPacket: false });
  #port: HostPort | undefined;
  #sessionOpen = false;

  constructor(inside: PtpInside) {
    this.descriptor = inside.descriptor;
    this.#inside = inside;
    this.#out = new PtpOutlet({
      packetSize: inside.descriptor.packetSize,
      faults: this.faults,
      pull: () => this.#port?.pull(),
    });
    this.#intake = new PtpIntake({
      hasDataOut: (operation) => operation === ptp.SET_DEVICE_PROPERTY_VALUE,
      began: () => {
        if (!this.#out.empty) this.outOfTurn += 1;
      },
      whole: (command, data) => this.#run(command, data),
    });
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
    if (this.#intake.take(packet)) return 'ack';
    this.#abort();
    return 'stall';
  }

  bulkIn(): Uint8Array | 'nak' | 'stall' {
    return this.#out.next();
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

  classIn(request: number): Uint8Array | 'stall' {
    if (request !== ptp.GET_DEVICE_STATUS_REQUEST || this.faults.silent) return 'stall';
    return encodeStatus(response.OK);
  }

  clearHalt(direction: 'in' | 'out'): void {
    this.#out.clearHalt(direction);
  }

  /** Ends whatever transaction is under way, and forgets what was to be sent. */
  #abort(): void {
    this.#intake.clear();
    this.#out.clear();
  }

  #run(command: Container, data: Uint8Array): void {
    if (this.faults.silent) return;
    const operation = command.code;
    const parameters = decodeParameters(command.payload);
    if (this.faults.takeUnplug(operation, parameters)) return this.#port?.pull();
    this.#send(command, this.#answer({ operation, parameters, data }));
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
    const id = this.faults.takeWrongResponse(code) ? transactionId + WRONG_BY : transactionId;
    this.#out.push(encodeContainer({ type: RESPONSE, code: answer.response, transactionId: id, payload }));
    this.#port?.wake();
  }

  #sendData(container: Container): void {
    this.#out.watch(container.payload.length);
    for (const message of damaged(container, this.faults.takeData(container.code))) this.#out.push(message);
  }
}
