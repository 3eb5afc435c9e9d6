import { REQUEST_GET_EVENT } from '../camera/canon/canon-codes.ts';
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
import * as ptp from '../camera/ptp/operations.ts';
import * as response from '../camera/ptp/response.ts';
import { CameraBody } from './camera-body.ts';
import { CameraFaults } from './camera-faults.ts';
import type { CameraVariant } from './camera-identity.ts';
import { descriptorOf } from './camera-identity.ts';
import type { Answer, Command } from './camera-operations.ts';
import { hasDataOut, perform } from './camera-operations.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from './device-model.ts';
import type { ImageFormat } from './camera-setting-table.ts';
import { damaged, encodeStatus, isPiece, WRONG_BY } from './camera-wire.ts';
import { PacketQueue } from './packet-queue.ts';
import type { PictureSource } from './picture-source.ts';

export interface CameraModelOptions {
  readonly variant?: CameraVariant;
  /** Milliseconds that never run backwards. */
  readonly now?: () => number;
}

/**
 * A Canon EOS body as a USB device: PTP containers in, PTP containers out (Still Image Capture Device
 * Definition 1.0; Canon's operations as libgphoto2 knows them). Written from the same facts as the
 * driver, never checked against a real body.
 */
export class CameraModel implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly faults = new CameraFaults();
  readonly #body: CameraBody;
  readonly #in: PacketQueue;
  readonly #interrupt = new PacketQueue(64, { endWithShortPacket: false });
  #port: HostPort | undefined;
  #received: Uint8Array[] = [];
  #receivedLength = 0;
  #command: Container | undefined;
  #sessionOpen = false;
  #halted = false;
  #working = false;
  #epoch = 0;
  #pictureBytes = 0;

  /** Told of each command that arrives whole, before anything is done about it. */
  heard: ((operation: number, parameters: readonly number[]) => void) | undefined;

  constructor(source: PictureSource, options: CameraModelOptions = {}) {
    const { variant = {}, now = () => performance.now() } = options;
    this.descriptor = descriptorOf(variant);
    this.#in = new PacketQueue(this.descriptor.packetSize, { endWithShortPacket: true });
    const reported = (): void => this.#announce();
    const off = (): void => this.#port?.pull();
    this.#body = new CameraBody({ source, now, reported, off, variant, faults: this.faults });
  }

  /** A hand on the body: turns a dial, switches the lens to manual. */
  setProperty(property: number, value: number): void {
    this.#body.setProperty(property, value);
  }

  property(property: number): number {
    return this.#body.properties.get(property);
  }

  /** The menu: what files a shot makes. */
  setFormat(format: ImageFormat): void {
    this.#body.properties.setFormat(format);
  }

  get format(): ImageFormat {
    return this.#body.properties.format;
  }

  /** A hand at the slot. */
  setCard(present: boolean): void {
    this.#body.setCard(present);
  }

  /** Nobody touched the body for long: it announces that it will switch itself off. */
  getTired(): void {
    this.#body.getTired();
  }

  /** Steps from where the lens was at first; positive is farther. */
  get lensPosition(): number {
    return this.#body.lensPosition;
  }

  /** Pictures on the card: none of an applicant is to stay there. */
  get picturesOnCard(): number {
    return this.#body.memory.card.length;
  }

  plugged(port: HostPort): void {
    this.#port = port;
    this.#restart();
  }

  unplugged(): void {
    this.#restart();
    this.#port = undefined;
  }

  reset(): void {
    this.#freedBy('portReset');
    this.#restart();
  }

  /** The power switch, off and on: what nothing else cures, this does. */
  powerCycle(): void {
    this.faults.stuckUntil = undefined;
    this.faults.silent = false;
    this.#port?.pull();
  }

  /** `false` when it takes more than that. */
  #freedBy(what: 'deviceReset' | 'portReset'): boolean {
    const { stuckUntil } = this.faults;
    if (stuckUntil === 'powerOff' || (stuckUntil === 'portReset' && what === 'deviceReset')) return false;
    this.faults.stuckUntil = undefined;
    return true;
  }

  #restart(): void {
    this.#abort();
    this.#interrupt.clear();
    this.#sessionOpen = false;
    this.#body.hostGone();
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
    if (request === ptp.CANCEL_REQUEST) this.#abort();
    else if (!this.#freedBy('deviceReset')) return 'stall';
    else this.#restart();
    return 'ack';
  }

  classIn(request: number): Uint8Array | 'stall' {
    if (request !== ptp.GET_DEVICE_STATUS_REQUEST || this.faults.silent) return 'stall';
    return encodeStatus(this.#working || this.faults.stuckUntil !== undefined ? response.DEVICE_BUSY : response.OK);
  }

  clearHalt(direction: 'in' | 'out'): void {
    if (direction === 'in') this.#halted = false;
  }

  /** Ends whatever transaction is under way, and forgets what was to be sent. */
  #abort(): void {
    this.#epoch += 1;
    this.#received = [];
    this.#receivedLength = 0;
    this.#command = undefined;
    this.#working = false;
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
      this.#command = container;
      if (!hasDataOut(code)) this.#run(container, new Uint8Array(0));
    } else if (type === DATA && this.#command !== undefined) {
      this.#run(this.#command, container.payload);
    }
  }

  #run(command: Container, data: Uint8Array): void {
    this.#command = undefined;
    const operation = command.code;
    const parameters = decodeParameters(command.payload);
    this.heard?.(operation, parameters);
    if (this.faults.takeUnplug(operation, parameters)) return this.#port?.pull();
    if (this.faults.silent || this.faults.stuckUntil !== undefined) return;
    const answer = this.#answer({ operation, parameters, data });
    if ((answer.afterMs ?? 0) === 0) return this.#send(command, answer);
    const epoch = this.#epoch;
    this.#working = true;
    setTimeout(() => {
      if (epoch !== this.#epoch) return;
      this.#working = false;
      this.#send(command, answer);
    }, answer.afterMs);
  }

  #answer(command: Command): Answer {
    const instead = this.faults.takeAnswer(command.operation);
    if (instead !== undefined) return { response: instead };
    if (command.operation === ptp.OPEN_SESSION) {
      const open = this.#sessionOpen;
      this.#sessionOpen = true;
      return { response: open ? response.SESSION_ALREADY_OPEN : response.OK };
    }
    if (command.operation === ptp.GET_DEVICE_INFO) return perform(this.#body, command);
    if (!this.#sessionOpen) return { response: response.SESSION_NOT_OPEN };
    if (command.operation !== ptp.CLOSE_SESSION) return perform(this.#body, command);
    this.#sessionOpen = false;
    this.#body.hostGone();
    return { response: response.OK };
  }

  #send({ code, transactionId }: Container, answer: Answer): void {
    if (answer.data !== undefined) this.#sendData({ type: DATA, code, transactionId, payload: answer.data });
    const payload = encodeParameters(answer.parameters ?? []);
    const shift = this.faults.takeWrongResponse(code) ? WRONG_BY : 0;
    const container = { type: RESPONSE, code: answer.response, transactionId: transactionId + shift, payload };
    this.#in.push(encodeContainer(container));
    this.#port?.wake();
  }

  #sendData(container: Container): void {
    if (isPiece(container.code)) this.#pictureBytes = this.#in.empty ? container.payload.length : 0;
    for (const message of damaged(container, this.faults.takeData(container.code))) this.#in.push(message);
  }

  /** Counts bytes of pictures on their way out; pulls the cable at the one asked for. */
  #cutHere(bytes: number): boolean {
    if (this.#pictureBytes <= 0) return false;
    this.#pictureBytes -= bytes;
    this.faults.pictureSent(bytes);
    if (this.faults.unplugAtByte === undefined) return false;
    this.faults.unplugAtByte -= bytes;
    if (this.faults.unplugAtByte > 0) return false;
    this.faults.unplugAtByte = undefined;
    this.#port?.pull();
    return true;
  }

  /** Event C101: there is something to fetch. One waiting at a time is enough. */
  #announce(): void {
    if (!this.#interrupt.empty) return;
    const event = { type: EVENT, code: REQUEST_GET_EVENT, transactionId: 0, payload: new Uint8Array(0) };
    this.#interrupt.push(encodeContainer(event));
    this.#port?.wake();
  }
}
