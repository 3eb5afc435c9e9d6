import path from 'node:path';
import { systemClock, type DeviceClock } from '../device-clock.ts';
import { latin1 } from '../printer/evolis/command.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from './device-model.ts';
import { PacketQueue } from './packet-queue.ts';
import type { PrintedHow } from './printer/card-composer.ts';
import { developCard, lastCardNumber, type PracticeCard, type PrintedCard } from './printer/card-images.ts';
import { CommandParser, type ReceivedCommand } from './printer/command-parser.ts';
import { keepMechanics } from './printer/kept-mechanics.ts';
import { answerQuery, newMechanics, type Mechanics, type MechanicsOptions } from './printer/mechanics.ts';
import { inLetters, PrinterFaults } from './printer/printer-faults.ts';
import { PrinterSettings } from './printer/printer-settings.ts';
import { REFUSED_COMMAND, Sequence } from './printer/sequence.ts';

/** Millimetres; right and down are positive. */
export interface Misalignment {
  readonly x: number;
  readonly y: number;
}

export interface PracticePrinterOptions extends MechanicsOptions {
  /**
   * Where the faces of every printed card are saved as PNG, and what is in the printer as `printer.json`, which it is
   * found with again. Without it all that is only in memory.
   */
  readonly directory?: string;
  /** `false`: a new printer every time, also with a directory. */
  readonly remember?: boolean;
  readonly serialNumber?: string;
  /** How far its mechanics lay a picture beside its place; asked at each card. */
  readonly misaligned?: () => Misalignment | undefined;
  /** Most dots of an offset; 50 by default. */
  readonly offsetRange?: number;
  /** Has it a magnetic encoder? It has by default. */
  readonly hasEncoder?: boolean;
  readonly clock?: DeviceClock;
  /** Told of every card that comes out, before the host is. */
  readonly onCard?: (card: PracticeCard) => void;
}

/** How replies reach the wire: in one packet, a byte a packet, or with NULs around them. */
export type ReplyStyle = 'whole' | 'split' | 'padded';

const OK = 'OK';
const PACKET = 512;
const PADDING = '\0'.repeat(64);
const DOTS_PER_MM = 300 / 25.4;

/**
 * The device side of an Evolis card printer as real bytes: parses the job, decodes the panels, and
 * gives out the cards. `mechanics` is what the trainer's panel shows and changes.
 */
export class PracticePrinter implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly mechanics: Mechanics;
  readonly faults = new PrinterFaults();
  /** A silent printer takes everything and says nothing. */
  silent = false;
  replyStyle: ReplyStyle = 'whole';
  readonly #options: PracticePrinterOptions;
  readonly #parser = new CommandParser();
  readonly #replies = new PacketQueue(PACKET, { endWithShortPacket: false });
  readonly #settings: PrinterSettings;
  readonly #sequence: Sequence;
  #port: HostPort | undefined;
  /** A card is moving: nothing is taken off the wire. */
  #moving = false;
  #cardNumber: number;
  #lastCard: PracticeCard | undefined;
  /** Panel bytes until the cable comes out. */
  #pullAfter: number | undefined;

  constructor(options: PracticePrinterOptions = {}) {
    const { serialNumber = 'PRACTICE1', directory, remember = true } = options;
    this.#options = options;
    this.descriptor = describe(serialNumber);
    this.#cardNumber = directory === undefined ? 0 : lastCardNumber(directory);
    this.mechanics =
      directory === undefined || !remember
        ? newMechanics(options)
        : keepMechanics(path.join(directory, 'printer.json'), options);
    this.#settings = new PrinterSettings({
      offsetRange: options.offsetRange ?? 50,
      hasEncoder: options.hasEncoder ?? true,
    });
    this.#sequence = new Sequence(this.mechanics, () => this.#how());
  }

  /** The card that came out last, as a person holds it. */
  get lastCard(): PracticeCard | undefined {
    return this.#lastCard;
  }

  /** Pulls the cable once `bytes` more bytes of panels have arrived. */
  pullAfterPanelBytes(bytes: number): void {
    this.#pullAfter = bytes;
  }

  plugged(port: HostPort): void {
    this.#port = port;
    this.#forget();
  }

  unplugged(): void {
    this.#port = undefined;
    this.#forget();
  }

  reset(): void {
    this.#forget();
  }

  bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    if (this.#moving) return 'nak';
    const before = this.#parser.panelBytes;
    for (const command of this.#parser.push(packet)) this.#execute(command);
    this.#countDown(this.#parser.panelBytes - before);
    return 'ack';
  }

  bulkIn(): Uint8Array | 'nak' {
    return this.#replies.shift() ?? 'nak';
  }

  interruptIn(): 'nak' {
    return 'nak';
  }

  /** SOFT_RESET (USB-IF printer class 1.1, 4.2.3). */
  classOut(request: number): 'ack' | 'stall' {
    if (request !== 2) return 'stall';
    this.#forget();
    return 'ack';
  }

  /** GET_DEVICE_ID and GET_PORT_STATUS (USB-IF printer class 1.1, 4.2.1 and 4.2.2). */
  classIn(request: number): Uint8Array | 'stall' {
    if (request === 0) {
      const id = latin1(`MFG:${this.descriptor.manufacturer};MDL:${this.descriptor.product};CLS:PRINTER;`);
      return Uint8Array.of((id.length + 2) >> 8, (id.length + 2) & 0xff, ...id);
    }
    if (request !== 1) return 'stall';
    const { feeder, coverOpen, path: cardPath } = this.mechanics;
    const error = coverOpen || cardPath === 'stuck';
    return Uint8Array.of(0x10 | (feeder === 0 ? 0x20 : 0) | (error ? 0 : 0x08));
  }

  clearHalt(): void {
    // Its endpoints never halt.
  }

  /** Half a command, waiting replies and the sequence are gone; cards stay where they are. */
  #forget(): void {
    this.#parser.reset();
    this.#replies.clear();
    this.#sequence.abandon();
    this.#settings.hostManaged = false;
  }

  #countDown(bytes: number): void {
    if (this.#pullAfter === undefined) return;
    this.#pullAfter -= bytes;
    if (this.#pullAfter > 0 || bytes === 0) return;
    this.#pullAfter = undefined;
    this.#port?.pull();
  }

  #execute(command: ReceivedCommand): void {
    const text = [command.name, ...command.parameters].join(';');
    const told = this.#takeFault(command.name, text);
    if (told !== undefined) return told === '' ? undefined : this.#reply(told);
    const answer = this.#answerIdentity(command.name) ?? answerQuery(this.mechanics, text);
    if (answer !== undefined) return this.#say(answer);
    const set = this.#settings.execute(command, this.mechanics.ribbon);
    if (set !== undefined) return this.#reply(set);
    const result = this.#sequence.execute(command);
    if (typeof result !== 'string') return void this.#eject(result);
    if (result === OK && command.name === 'Ss') return void this.#feed();
    // Unless the host manages errors, the printer waits for somebody to press its key.
    if (result === OK || result === REFUSED_COMMAND || this.#settings.hostManaged) this.#reply(result);
  }

  /** Its mechanics and its settings together decide where a picture lands, and how strong it is. */
  #how(): PrintedHow {
    const { contrast, offset } = this.#settings;
    const { x, y } = this.#options.misaligned?.() ?? { x: 0, y: 0 };
    const shift = { x: Math.round(x * DOTS_PER_MM) + offset.x, y: Math.round(y * DOTS_PER_MM) + offset.y };
    return { contrast, shift };
  }

  /** What it says instead of doing as told; empty is silence. */
  #takeFault(name: string, text: string): string | undefined {
    const { faults } = this;
    const instead = faults.answers.get(name);
    faults.answers.delete(name);
    if (instead !== undefined) return instead;
    if (faults.mute.has(name) || faults.mute.has(text)) return '';
    if (faults.unknown.has(name) || faults.unknown.has(text)) return REFUSED_COMMAND;
    if (faults.busy === 0) return undefined;
    faults.busy -= 1;
    return 'BUSY';
  }

  #answerIdentity(name: string): string | undefined {
    const { product, serialNumber } = this.descriptor;
    const known: Record<string, string> = {
      Rtp: product,
      Rsn: serialNumber,
      Rfv: 'PRACTICE 1.0',
      Rkn: 'PRACTICE HEAD',
      Rem: this.#settings.hostManaged ? '2 0' : '0 0',
      Rmi: 'F',
      Scs: OK,
    };
    return known[name];
  }

  /** A card takes its time from the feeder to the head. */
  async #feed(): Promise<void> {
    if (this.faults.feedMs === 0) return this.#reply(OK);
    const { clock = systemClock } = this.#options;
    await this.#move(async () => {
      await clock.wait(this.faults.feedMs);
      return OK;
    });
  }

  #eject(card: PrintedCard): Promise<void> {
    this.#cardNumber += 1;
    return this.#move(() => this.#develop(card));
  }

  async #move(work: () => Promise<string>): Promise<void> {
    const port = this.#port;
    this.#moving = true;
    const reply = await work();
    this.#moving = false;
    // A cable that came out meanwhile took the reply with it, also when it is back by now.
    if (port === this.#port) this.#reply(reply);
    this.#port?.wake();
  }

  async #develop(card: PrintedCard): Promise<string> {
    try {
      this.#lastCard = await developCard(this.#cardNumber, card, this.#options.directory);
    } catch {
      return 'ERR MECHANICAL'; // the folder for the faces cannot be written
    }
    this.#options.onCard?.(this.#lastCard);
    return OK;
  }

  /** The answer to a command. */
  #reply(text: string): void {
    if (this.faults.letters) this.#send(inLetters(text), '');
    else this.#say(text);
  }

  #say(text: string): void {
    this.#send(text, '\0');
  }

  #send(text: string, end: string): void {
    if (this.silent || this.#port === undefined) return;
    const bytes = latin1(this.replyStyle === 'padded' ? `${PADDING}${text}${end}${PADDING}` : `${text}${end}`);
    if (this.replyStyle === 'split') for (const byte of bytes) this.#replies.push(Uint8Array.of(byte));
    else this.#replies.push(bytes);
    this.#port.wake();
  }
}

/**
 * Vendor and product id of usb.ids (Evolis Zenius). Class 7, subclass 1, protocol 2 is a printer that
 * answers (USB-IF printer class 1.1); endpoint numbers are this model's own.
 */
function describe(serialNumber: string): DeviceDescriptor {
  return {
    vendorId: 0x0f49,
    productId: 0x0a00,
    release: 0x0100,
    manufacturer: 'Evolis',
    product: 'Practice card printer',
    serialNumber,
    interfaceClass: 7,
    interfaceSubclass: 1,
    interfaceProtocol: 2,
    endpoints: { bulkIn: 2, bulkOut: 1 },
    packetSize: PACKET,
  };
}
