import { REQUEST_GET_EVENT } from '../camera/canon/canon-codes.ts';
import type { Container } from '../camera/ptp/container.ts';
import { DATA, decodeParameters, encodeContainer, encodeParameters, EVENT, RESPONSE } from '../camera/ptp/container.ts';
import * as ptp from '../camera/ptp/operations.ts';
import * as response from '../camera/ptp/response.ts';
import { CameraBody } from './camera-body.ts';
import { CameraFaults } from './camera-faults.ts';
import type { CameraVariant } from './camera-identity.ts';
import { descriptorOf } from './camera-identity.ts';
import type { Answer } from './camera-operations.ts';
import { hasDataOut, isPiece, perform } from './camera-operations.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from './device-model.ts';
import type { ImageFormat } from './camera-setting-table.ts';
import { PacketQueue } from './packet-queue.ts';
import type { PictureSource } from './picture-source.ts';
import { PtpIntake } from './ptp-intake.ts';
import { PtpOutlet } from './ptp-outlet.ts';
import type { PtpCommand } from './ptp-responder.ts';
import { damaged, encodeStatus, WRONG_BY } from './ptp-wire.ts';

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
  readonly #intake: PtpIntake;
  readonly #out: PtpOutlet;
  readonly #interrupt = new PacketQueue(64, { endWithShortPacket: false });
  #port: HostPort | undefined;
  #sessionOpen = false;
  #working = false;
  #epoch = 0;

  /** Told of each command that arrives whole, before anything is done about it. */
  heard: ((operation: number, parameters: readonly number[]) => void) | undefined;

  constructor(source: PictureSource, options: CameraModelOptions = {}) {
    const { variant = {}, now = () => performance.now() } = options;
    this.descriptor = descriptorOf(variant);
    this.#intake = new PtpIntake({ hasDataOut, whole: (command, data) => this.#run(command, data) });
    this.#out = new PtpOutlet({
      packetSize: this.descriptor.packetSize,
      faults: this.faults,
      sent: (bytes) => this.faults.pictureSent(bytes),
      pull: () => this.#port?.pull(),
    });
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
    this.#out.clearHalt(direction);
  }

  /** Ends whatever transaction is under way, and forgets what was to be sent. */
  #abort(): void {
    this.#epoch += 1;
    this.#intake.clear();
    this.#working = false;
    this.#out.clear();
  }

  #run(command: Container, data: Uint8Array): void {
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

  #answer(command: PtpCommand): Answer {
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
    this.#out.push(encodeContainer(container));
    this.#port?.wake();
  }

  #sendData(container: Container): void {
    if (isPiece(container.code)) this.#out.watch(this.#out.empty ? container.payload.length : 0);
    for (const message of damaged(container, this.faults.takeData(container.code))) this.#out.push(message);
  }

  /** Event C101: there is something to fetch. One waiting at a time is enough. */
  #announce(): void {
    if (!this.#interrupt.empty) return;
    const event = { type: EVENT, code: REQUEST_GET_EVENT, transactionId: 0, payload: new Uint8Array(0) };
    this.#interrupt.push(encodeContainer(event));
    this.#port?.wake();
  }
}
