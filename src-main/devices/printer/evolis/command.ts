const ESC = 0x1b;
const CR = 0x0d;
const SEPARATOR = 0x3b;

/** Printer replies and commands are plain ASCII; a byte above it is kept as its Latin-1 character. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * One command on the wire: `ESC name[;parameter]* CR` (Evolis Card Printers Programming Guide A5013).
 * `text` is the command as the guide prints it, e.g. `Pr;ymcko`.
 */
export function encodeCommand(text: string): Uint8Array {
  return frame(text, undefined);
}

/** A command whose last parameter is binary, e.g. `Db;y;128` and the panel's bytes. */
export function encodeDataCommand(text: string, data: Uint8Array): Uint8Array {
  return frame(text, data);
}

function frame(text: string, data: Uint8Array | undefined): Uint8Array {
  if (!/^[A-Z][a-z]+(;[\x20-\x3a\x3c-\x7e]+)*$/.test(text)) throw new TypeError(`not a printer command: ${text}`);
  const tail = data === undefined ? 0 : 1 + data.length;
  const bytes = new Uint8Array(1 + text.length + tail + 1);
  bytes[0] = ESC;
  bytes.set(latin1(text), 1);
  if (data !== undefined) {
    bytes[1 + text.length] = SEPARATOR;
    bytes.set(data, 2 + text.length);
  }
  bytes[bytes.length - 1] = CR;
  return bytes;
}
