import { compareBytes } from './bytes.ts';
import type { CborKey, CborMap, CborValue } from './cbor.ts';
import { malformed, read, type Decoded } from './decoded.ts';
import { fromUtf8 } from './utf8.ts';

/** Deepest nesting: a credential has five levels. */
const DEEPEST = 12;
/** Most items of one array or map. */
const MOST_ITEMS = 10_000;

/**
 * Reads one item that must be the whole input and encoded just as `encodeCbor` does it: shortest forms, keys in order,
 * none twice, definite lengths. Whatever else comes is `cbor`; nothing of what it says is believed before it is there.
 */
export function decodeCbor(bytes: Uint8Array): Decoded<CborValue> {
  const reader = new Reader(bytes);
  try {
    const value = reader.item(0);
    return reader.atEnd ? read(value) : malformed('cbor');
  } catch (error) {
    if (error instanceof NotStrict) return malformed('cbor');
    throw error;
  }
}

/** Says to `decodeCbor`, from any depth, that it ends here. */
class NotStrict extends Error {}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): CborValue {
    if (depth > DEEPEST) throw new NotStrict();
    const first = this.#byte();
    const major = first >> 5;
    if (major === 7) return simple(first & 0x1f);
    const argument = this.#argument(first & 0x1f);
    switch (major) {
      case 0:
        return argument;
      case 1:
        return -1 - argument;
      case 2:
        return this.#take(argument).slice();
      case 3:
        return fromUtf8(this.#take(argument)) ?? never();
      case 4:
        return this.#list(argument, depth);
      case 5:
        return this.#map(argument, depth);
      default:
        return { tag: argument, value: this.item(depth + 1) };
    }
  }

  #list(count: number, depth: number): CborValue[] {
    this.#checkCount(count, 1);
    return Array.from({ length: count }, () => this.item(depth + 1));
  }

  #map(count: number, depth: number): CborMap {
    this.#checkCount(count, 2);
    const map = new Map<CborKey, CborValue>();
    let before: Uint8Array | undefined;
    for (let index = 0; index < count; index += 1) {
      const from = this.#at;
      const key = this.item(depth + 1);
      if (typeof key !== 'number' && typeof key !== 'string') throw new NotStrict();
      const encoded = this.#bytes.subarray(from, this.#at);
      // Keys that rise are in order, and none comes twice.
      if (before !== undefined && compareBytes(before, encoded) >= 0) throw new NotStrict();
      before = encoded;
      map.set(key, this.item(depth + 1));
    }
    return map;
  }

  /** A count is believed only as far as there are bytes for so many items. */
  #checkCount(count: number, bytesEach: number): void {
    if (count > MOST_ITEMS || count * bytesEach > this.#bytes.length - this.#at) throw new NotStrict();
  }

  #argument(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw new NotStrict();
    const size = 1 << (info - 24);
    let value = 0;
    for (const byte of this.#take(size)) value = value * 256 + byte;
    const least = [24, 0x100, 0x10000, 0x1_0000_0000][info - 24] ?? 0;
    // Negative numbers reach one further down than positive ones up; one less keeps both exact.
    if (value < least || value >= Number.MAX_SAFE_INTEGER) throw new NotStrict();
    return value;
  }

  #byte(): number {
    return this.#take(1)[0] ?? 0;
  }

  #take(count: number): Uint8Array {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new NotStrict();
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}

function simple(info: number): boolean | null {
  if (info === 20) return false;
  if (info === 21) return true;
  if (info === 22) return null;
  return never();
}

function never(): never {
  throw new NotStrict();
}
