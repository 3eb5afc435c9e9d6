import type { DeviceDescriptor, DeviceModel, HostPort } from './device-model.ts';
import { MaticaMachine, type FinishedCard, type MaticaState } from './matica-machine.ts';
import { answerCommand, type Answer } from './matica-commands.ts';
import { PacketQueue } from './packet-queue.ts';

export interface MaticaPracticeOptions {
  readonly model?: 'XID8600' | 'XID580i';
  readonly serialNumber?: string;
  readonly state?: Partial<MaticaState>;
  /** How long every movement takes, milliseconds; 0 answers at once. */
  readonly motionMs?: number;
  /** Told of every card that comes out. */
  readonly onCard?: (card: FinishedCard) => void;
}

/** What goes wrong on the wire; each happens once and is then forgotten, except `silent` and `late`. */
export interface MaticaWireFaults {
  /** Takes everything and says nothing. */
  silent: boolean;
  /** Keeps its answers until `catchUp`. */
  late: boolean;
  /** Halts the endpoint before the next packet of that direction; in the middle of data it gives the command up. */
  stall: 'in' | 'out' | undefined;
  /** The next status carries this tag instead of the command's. */
  tag: number | undefined;
  /** The next status is cut to so many bytes. */
  statusBytes: number | undefined;
  /** The next status, by the number of USB Bulk-Only Transport 1.0: 2 is a phase error. */
  outcome: number | undefined;
}

const PACKET = 512;
const FRAME = 31;
const SIGNATURE = 0x43425355;
/** What it says after data that it could not take. */
const ELECTRONICS = 0x00034400;

/** A command that has arrived: the block, and the data that belongs to it. */
interface Pending {
  readonly tag: number;
  readonly block: Uint8Array;
  readonly length: number;
  readonly toHost: boolean;
  readonly data: Uint8Array;
  filled: number;
}

/**
 * The device side of a Matica XID printer as real bytes (USB Bulk-Only Transport 1.0 with the printer's own
 * commands). `machine.state` and `senseNext` are what a trainer changes.
 */
export class PracticeMatica implements DeviceModel {
  readonly descriptor: DeviceDescriptor;
  readonly machine: MaticaMachine;
  readonly wire: MaticaWireFaults = {
    silent: false,
    late: false,
    stall: undefined,
    tag: undefined,
    statusBytes: undefined,
    outcome: undefined,
  };
  /** Every command that arrived, by its first two bytes, e.g. `31 01`: for tests and traces. */
  readonly heard: string[] = [];
  readonly model: 'XID8600' | 'XID580i';
  readonly #motionMs: number;
  readonly #replies = new PacketQueue(PACKET, { endWithShortPacket: false });
  readonly #kept: Uint8Array[] = [];
  readonly #senseNext = new Map<string, number>();
  #port: HostPort | undefined;
  #pending: Pending | undefined;
  #sense = 0;
  #told: number[] = [];
  /** A sense that stands until `repair`. */
  #standing = 0;
  #moving: NodeJS.Timeout | undefined;
  #halted: 'in' | 'out' | undefined;
  #pullAfter: number | undefined;

  constructor(options: MaticaPracticeOptions = {}) {
    const { model = 'XID8600', serialNumber = 'XP00001', state, motionMs = 0, onCard = () => undefined } = options;
    this.model = model;
    this.#motionMs = motionMs;
    this.descriptor = describe(model, serialNumber);
    const size = model === 'XID8600' ? { columns: 2072, rows: 1328 } : { columns: 1036, rows: 664 };
    this.machine = new MaticaMachine(
      {
        hopper: 100,
        doorOpen: false,
        inkType: 0,
        inkTotal: 1000,
        inkLeft: 1000,
        filmLeft: 1000,
        warm: true,
        hasMagneticUnit: true,
        cards: 0,
        rejected: 0,
        ...state,
      },
      { ...size, turned: model === 'XID8600' },
      onCard,
    );
  }

  /** The next command with these first two bytes fails with this sense; a jam stands until `repair`. */
  senseNext(command: string, sense: number): void {
    this.#senseNext.set(command, sense);
  }

  /** Answers the next questions how it is with these, one each. */
  tellSenses(senses: readonly number[]): void {
    this.#told = [...senses];
  }

  /** The answers that were kept come now, all at once. */
  catchUp(): void {
    this.wire.late = false;
    for (const answer of this.#kept.splice(0)) this.#replies.push(answer);
    this.#port?.wake();
  }

  /** A technician took the stuck card out. */
  repair(): void {
    this.#standing = 0;
    this.machine.clear();
  }

  /** Pulls the cable once `bytes` more bytes have arrived from the host. */
  pullAfterBytes(bytes: number): void {
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

  bulkOut(packet: Uint8Array): 'ack' | 'nak' | 'stall' {
    if (this.wire.stall === 'out') this.#halt('out');
    if (this.#halted === 'out') return 'stall';
    if (this.#moving !== undefined) return 'nak';
    this.#receive(packet);
    this.#countDown(packet.length);
    return 'ack';
  }

  bulkIn(): Uint8Array | 'nak' | 'stall' {
    if (this.wire.stall === 'in') this.#halt('in');
    if (this.#halted === 'in') return 'stall';
    return this.#replies.shift() ?? 'nak';
  }

  interruptIn(): 'nak' {
    return 'nak';
  }

  classOut(): 'stall' {
    return 'stall';
  }

  classIn(): 'stall' {
    return 'stall';
  }

  clearHalt(direction: 'in' | 'out'): void {
    if (this.#halted === direction) this.#halted = undefined;
  }

  #halt(direction: 'in' | 'out'): void {
    this.wire.stall = undefined;
    this.#halted = direction;
    const command = this.#pending;
    this.#pending = undefined;
    if (command !== undefined) this.#reply(command, { sense: ELECTRONICS });
  }

  /** The card stays where it is; half a command and waiting answers are gone. */
  #forget(): void {
    clearTimeout(this.#moving);
    this.#moving = undefined;
    this.#pending = undefined;
    this.#halted = undefined;
    this.#replies.clear();
  }

  #countDown(bytes: number): void {
    if (this.#pullAfter === undefined) return;
    this.#pullAfter -= bytes;
    if (this.#pullAfter > 0) return;
    this.#pullAfter = undefined;
    this.#port?.pull();
  }

  #receive(packet: Uint8Array): void {
    if (this.#pending === undefined) {
      const command = readFrame(packet);
      // What is no command frame halts both ways in real devices; here the wrong byte shows at once.
      if (command === undefined) return this.#halt('out');
      this.#pending = command;
    } else {
      const room = this.#pending.data.subarray(this.#pending.filled);
      room.set(packet.subarray(0, room.length));
      this.#pending.filled += packet.length;
    }
    const { filled, data } = this.#pending;
    if (filled >= data.length) this.#execute(this.#pending);
  }

  #execute(command: Pending): void {
    this.#pending = undefined;
    const name = [...command.block.subarray(0, 2)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    this.heard.push(name);
    const answer = this.#answer(name, command);
    if (this.#motionMs === 0 || command.block[0] !== 0x31) return this.#reply(command, answer);
    this.#moving = setTimeout(() => {
      this.#moving = undefined;
      this.#reply(command, answer);
    }, this.#motionMs);
  }

  #answer(name: string, { block, data }: Pending): Answer {
    const planned = this.#senseNext.get(name);
    if (planned !== undefined) {
      this.#senseNext.delete(name);
      if (planned >> 12 === 0x39) this.#standing = planned;
      return { sense: planned };
    }
    const told = block[0] === 0x03 ? this.#told.shift() : undefined;
    const trouble = told ?? (this.#sense || this.#standing || this.machine.standing);
    return answerCommand({ machine: this.machine, model: this, trouble }, block, data);
  }

  #reply({ tag, block, length, toHost }: Pending, { data, sense = 0 }: Answer): void {
    // Asking for the sense clears it; every other command sets what it found.
    if (block[0] === 0x03) this.#sense = 0;
    else if (block[0] !== 0x00) this.#sense = sense;
    if (this.wire.silent || this.#port === undefined) return;
    const sent = toHost && data !== undefined ? data.subarray(0, length) : undefined;
    const answers = this.wire.late ? this.#kept : this.#replies;
    if (sent !== undefined) answers.push(sent);
    answers.push(this.#status(tag, length - (sent?.length ?? (toHost ? 0 : length)), sense));
    this.#port.wake();
  }

  #status(tag: number, residue: number, sense: number): Uint8Array {
    const { wire } = this;
    const frame = new Uint8Array(13);
    const view = new DataView(frame.buffer);
    view.setUint32(0, 0x53425355, true);
    view.setUint32(4, wire.tag ?? tag, true);
    view.setUint32(8, residue, true);
    view.setUint8(12, wire.outcome ?? (sense === 0 ? 0 : 1));
    const cut = frame.subarray(0, wire.statusBytes ?? frame.length);
    Object.assign(wire, { tag: undefined, statusBytes: undefined, outcome: undefined });
    return cut;
  }
}

function readFrame(packet: Uint8Array): Pending | undefined {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  if (packet.length !== FRAME || view.getUint32(0, true) !== SIGNATURE) return undefined;
  const length = view.getUint32(8, true);
  const toHost = (view.getUint8(12) & 0x80) !== 0;
  const block = packet.slice(15, 15 + view.getUint8(14));
  return { tag: view.getUint32(4, true), block, length, toHost, data: new Uint8Array(toHost ? 0 : length), filled: 0 };
}

/** The class of the real interface is not known: vendor specific here. Endpoints as they were met. */
function describe(model: 'XID8600' | 'XID580i', serialNumber: string): DeviceDescriptor {
  const [vendorId, productId] = model === 'XID8600' ? [0x2166, 0x701d] : [0x04f1, 0x403c];
  return {
    vendorId,
    productId,
    release: 0x0100,
    manufacturer: 'Matica',
    product: `Practice ${model}`,
    serialNumber,
    interfaceClass: 0xff,
    interfaceSubclass: 0,
    interfaceProtocol: 0,
    endpoints: { bulkIn: 1, bulkOut: 2 },
    packetSize: PACKET,
  };
}
