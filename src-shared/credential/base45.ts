import { malformed, read, type Decoded } from './decoded.ts';

/** RFC 9285, 4.2: the characters that a QR code holds at 5.5 bits each. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const values = new Map(Array.from(ALPHABET, (letter, index) => [letter, index]));

/** Longest text that is looked at: more than the largest QR code holds. */
const LONGEST = 4_300;

export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
    for (let digits = pair ? 3 : 2; digits > 0; digits -= 1) {
      text += ALPHABET[value % 45] ?? '';
      value = Math.floor(value / 45);
    }
  }
  return text;
}

export function fromBase45(text: string): Decoded<Uint8Array> {
  if (text.length > LONGEST || text.length % 3 === 1) return malformed('text');
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const whole = at + 2 < text.length;
    const value = digit(text, at) + digit(text, at + 1) * 45 + (whole ? digit(text, at + 2) * 2025 : 0);
    // No number at all where a character is none of the alphabet.
    if (!(value <= (whole ? 0xffff : 0xff))) return malformed('text');
    if (whole) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return read(Uint8Array.from(bytes));
}

function digit(text: string, at: number): number {
  return values.get(text.charAt(at)) ?? Number.NaN;
}
