import { readCredential } from '../../../src-shared/credential/credential-text.ts';
import { type KeyPress, usCharacter } from './key-character.ts';

/** A pause of this length ends whatever was typed: no scanner rests so long within a code, ms. */
const PAUSE_MS = 600;
/** A scanner needs at most so long for a key, on average, ms; a person never types eight as fast. */
const SCAN_MS = 50;
/** Fewer keys are a person's. */
const LEAST_KEYS = 8;

/** What came from a keyboard, and whether a scanner was at it. Presses are told with their time, so a slow PC changes nothing. */
export class ScanBuffer {
  #byKey = '';
  #byPlace = '';
  #count = 0;
  #first = 0;
  #last = 0;

  /** One press of a key that types; `at` in ms. */
  press(press: KeyPress, at: number): void {
    if (at - this.#last > PAUSE_MS) this.clear();
    if (this.#count === 0) this.#first = at;
    this.#byKey += press.key.length === 1 ? press.key : '';
    this.#byPlace += usCharacter(press);
    this.#count += 1;
    this.#last = at;
  }

  clear(): void {
    this.#byKey = '';
    this.#byPlace = '';
    this.#count = 0;
  }

  /** Is a scanner at it, as of that time? */
  isScan(at: number): boolean {
    if (this.#count < LEAST_KEYS || at - this.#last > PAUSE_MS) return false;
    return (this.#last - this.#first) / (this.#count - 1) <= SCAN_MS;
  }

  /** The whole code, by that layout of the keyboard by which it is one; `shown` is what the field made of the keys. */
  code(shown: string): string | undefined {
    const readings = [this.#byKey, this.#byKey.toUpperCase(), this.#byPlace, shown];
    return readings.find((text) => readCredential(text).ok);
  }

  /** The same, or what comes nearest to what was scanned: a part of a code, or another kind of code. */
  text(shown: string): string {
    return this.code(shown) ?? (isPlain(this.#byKey) ? this.#byKey : this.#byPlace);
  }
}

/** Nothing but what a US keyboard types. */
function isPlain(text: string): boolean {
  return /^[\u0020-\u007e]+$/.test(text);
}
