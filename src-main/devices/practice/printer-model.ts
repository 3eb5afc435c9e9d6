import { latin1 } from '../printer/evolis/command.ts';
import type { DeviceDescriptor, DeviceModel, HostPort } from './device-model.ts';
import { PacketQueue } from './packet-queue.ts';
import { developCard, lastCardNumber, type PracticeCard } from './printer/card-images.ts';
import { CommandParser, type ReceivedCommand } from './printer/command-parser.ts';
import { answerQuery, type Mechanics } from './printer/mechanics.ts';
import { REFUSED_COMMAND, Sequence, type BurntFaces } from './printer/sequence.ts';

export interface PracticePrinterOptions {
  /** Where the faces of every printed card are saved as PNG; without it they are only kept in memory. */
  readonly directory?: string;
  readonly serialNumber?: string;
  /** Ribbon in the printer and panel sets on it; 200 sets of YMCKO by default. */
  readonly ribbon?: string;
  readonly setsLeft?: number;
  /** Blank cards in the feeder; 100 by default. */
  readonly feeder?: number;
  /** Told of every card that comes out, before the host is. */
  readonly onCard?: (card: PracticeCard) => void;
}

/** How replies reach the wire: in one packet, a byte a packet, or with NULs around them. */
export type ReplyStyle = 'whole' | 'split' | 'padded';

const OK = 'OK';
const PACKET = 512;
const PADDING = '\0'.repeat(64);
/** `Pem` bit 1: the host manages errors (Evolis Programming Guide A5013). */
const HOST_MANAGED = 2;

/**
 * The device side of an Evolis card printer as real bytes: parses the job, decodes the panels, and
 * gives out the cards. `mechanics` is what the trainer's panel shows and changes.
 */
export class PracticePrinter implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly mechanics: Mechanics;
  /** A silent printer takes everything and says nothing. */
  silent = false;
  replyStyle: ReplyStyle = 'whole';
  readonly #options: PracticePrinterOptions;
  readonly #parser = new CommandParser();
  readonly #replies = new PacketQueue(PACKET, { endWithShortPacket: false });
  readonly #sequence: Sequence;
  #port: HostPort | undefined;
  #hostManaged = false;
  #printing = false;
  #cardNumber: number;
  #lastCard: PracticeCard | undefined;
  /** Panel bytes until the cable comes out. */
  #pullAfter: number | undefined;

  constructor(options: PracticePrinterOptions = {}) {
    const { serialNumber = 'PRACTICE1', ribbon = 'YMCKO', setsLeft = 200, feeder = 100, directory } = options;
    this.#options = options;
    this.descriptor = describe(serialNumber);
    this.mechanics = {
      ribbon,
      setsLeft,
      feeder,
      coverOpen: false,
      path: 'empty',
      jamNext: false,
      ribbonEndsNext: false,
      cardsInserted: 0,
      panelsPrinted: 0,
    };
    this.#sequence = new Sequence(this.mechanics);
    this.#cardNumber = directory === undefined ? 0 : lastCardNumber(directory);
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
    if (this.#printing) return 'nak';
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
    return request === 1 ? Uint8Array.of(this.mechanics.feeder === 0 ? 0x38 : 0x18) : 'stall';
  }

  clearHalt(): void {
    // Its endpoints never halt.
  }

  /** Half a command, waiting replies and the sequence are gone; cards stay where they are. */
  #forget(): void {
    this.#parser.reset();
    this.#replies.clear();
    this.#sequence.abandon();
    this.#hostManaged = false;
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
    const answer = this.#answerSetting(command) ?? answerQuery(this.mechanics, text);
    if (answer !== undefined) return this.#reply(answer);
    const result = this.#sequence.execute(command);
    if (typeof result !== 'string') return void this.#eject(result);
    // Unless the host manages errors, the printer waits for somebody to press its key.
    if (result === OK || result === REFUSED_COMMAND || this.#hostManaged) this.#reply(result);
  }

  #answerSetting({ name, parameters: [first = ''] }: ReceivedCommand): string | undefined {
    if (name === 'Rtp') return this.descriptor.product;
    if (name === 'Rsn') return this.descriptor.serialNumber;
    if (name === 'Rfv') return 'PRACTICE 1.0';
    if (name === 'Pem') this.#hostManaged = (Number(first) & HOST_MANAGED) !== 0;
    if (name === 'Pr' && first.toUpperCase() !== this.mechanics.ribbon) return 'WRONG RIBBON';
    return /^(P[a-z]+|Scs)$/.test(name) ? OK : undefined;
  }

  async #eject(faces: BurntFaces): Promise<void> {
    const port = this.#port;
    this.#printing = true;
    this.#cardNumber += 1;
    const reply = await this.#develop(faces);
    this.#printing = false;
    // A cable that came out meanwhile took the reply with it, also when it is back by now.
    if (port === this.#port) this.#reply(reply);
    this.#port?.wake();
  }

  async #develop(faces: BurntFaces): Promise<string> {
    try {
      this.#lastCard = await developCard(this.#cardNumber, faces, this.#options.directory);
    } catch {
      return 'ERR MECHANICAL'; // the folder for the faces cannot be written
    }
    this.#options.onCard?.(this.#lastCard);
    return OK;
  }

  #reply(text: string): void {
    if (this.silent || this.#port === undefined) return;
    const bytes = latin1(this.replyStyle === 'padded' ? `${PADDING}${text}\0${PADDING}` : `${text}\0`);
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
