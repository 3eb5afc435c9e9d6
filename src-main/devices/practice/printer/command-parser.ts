import { CARD_HEIGHT, CARD_WIDTH } from '../../printer/printer-port.ts';

/** A command as the printer took it off the wire; `data` is the binary last parameter of `Db` and `Dbc`. */
export interface ReceivedCommand {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly data?: Uint8Array;
}

const ESC = 0x1b;
const CR = 0x0d;
const LONGEST_TEXT = 256;
const levelBits: ReadonlyMap<string, number> = new Map([
  ['2', 1],
  ['32', 5],
  ['64', 6],
  ['128', 7],
  ['256', 8],
]);
const DOTS = CARD_WIDTH * CARD_HEIGHT;

/** Bits a dot of a panel of so many levels; `undefined` for a depth that the printer does not have. */
export function bitsOf(levels: string | undefined): number | undefined {
  return levelBits.get(levels ?? '');
}

/**
 * The printer's end of the wire: bytes in, commands out. A panel may hold any byte, also ESC and CR,
 * so its length is taken from its header. Whatever stands between two commands (NUL padding) is skipped.
 */
export class CommandParser {
  #state: 'idle' | 'text' | 'data' | 'end' = 'idle';
  #text = '';
  #data = new Uint8Array(0);
  #filled = 0;
  #panelBytes = 0;

  /** Panel bytes received since the parser was made. */
  get panelBytes(): number {
    return this.#panelBytes;
  }

  reset(): void {
    this.#state = 'idle';
  }

  /** Commands that `bytes` completed, in order. */
  push(bytes: Uint8Array): ReceivedCommand[] {
    const commands: ReceivedCommand[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'data') {
        at += this.#fill(bytes.subarray(at));
        continue;
      }
      const command = this.#step(bytes[at] ?? 0);
      if (command !== undefined) commands.push(command);
      at += 1;
    }
    return commands;
  }

  #fill(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.#data.length - this.#filled);
    this.#data.set(part, this.#filled);
    this.#filled += part.length;
    this.#panelBytes += part.length;
    if (this.#filled === this.#data.length) this.#state = 'end';
    return part.length;
  }

  #step(byte: number): ReceivedCommand | undefined {
    if (this.#state === 'idle') {
      if (byte === ESC) this.#begin();
      return undefined;
    }
    if (this.#state === 'end') {
      this.#state = byte === ESC ? this.#begin() : 'idle';
      return byte === CR ? split(this.#text, this.#data) : { name: '?', parameters: [] };
    }
    if (byte === CR) {
      this.#state = 'idle';
      return split(this.#text, undefined);
    }
    this.#text += String.fromCharCode(byte);
    const length = dataLength(this.#text);
    if (length !== undefined) {
      this.#data = new Uint8Array(length);
      this.#filled = 0;
      this.#state = length === 0 ? 'end' : 'data';
    }
    if (this.#text.length > LONGEST_TEXT) this.#state = 'idle';
    return undefined;
  }

  #begin(): 'text' {
    this.#text = '';
    this.#state = 'text';
    return 'text';
  }
}

/** How many bytes of data follow this header; `undefined` when it is none, or not yet whole. */
function dataLength(text: string): number | undefined {
  if (!text.endsWith(';')) return undefined;
  const [, compressed, levels, bytes] = /^Db(c?);[ymcko];(\d+);(?:(\d+);)?$/.exec(text) ?? [];
  const bits = bitsOf(levels);
  if (bits === undefined) return undefined;
  if (compressed !== 'c') return bytes === undefined ? (DOTS * bits) / 8 : undefined;
  const length = Number(bytes ?? NaN);
  // No compressed panel is longer than one byte a dot and two a line.
  return length <= DOTS + 2 * CARD_WIDTH ? length : undefined;
}

function split(text: string, data: Uint8Array | undefined): ReceivedCommand {
  const [name = '', ...parameters] = (data === undefined ? text : text.slice(0, -1)).split(';');
  return data === undefined ? { name, parameters } : { name, parameters, data };
}
