import { CARD_HEIGHT, CARD_WIDTH } from '../../printer/printer-port.ts';

/** A command as the printer took it off the wire; `data` is the binary last parameter of `Db`. */
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
]);

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
    const header = /^Db;[ymcko];(\d+);$/.exec(this.#text);
    const bits = levelBits.get(header?.[1] ?? '');
    if (bits !== undefined) {
      this.#data = new Uint8Array((CARD_WIDTH * CARD_HEIGHT * bits) / 8);
      this.#filled = 0;
      this.#state = 'data';
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

function split(text: string, data: Uint8Array | undefined): ReceivedCommand {
  const [name = '', ...parameters] = (data === undefined ? text : text.slice(0, -1)).split(';');
  return data === undefined ? { name, parameters } : { name, parameters, data };
}
