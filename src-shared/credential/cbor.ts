import { compareBytes, concat } from './bytes.ts';
import { toUtf8 } from './utf8.ts';

/** Keys of maps: what COSE and CWT use. */
export type CborKey = number | string;
export type CborMap = ReadonlyMap<CborKey, CborValue>;

/** A tagged item, e.g. tag 18 for COSE_Sign1. */
export interface CborTag {
  readonly tag: number;
  readonly value: CborValue;
}

/**
 * The part of CBOR (RFC 8949) that credentials are made of: whole numbers that JavaScript holds exactly, byte and text
 * strings, arrays, maps, tags, true, false and null. No floating point, no undefined, no indefinite lengths.
 */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap | CborTag;

/** Core deterministic encoding (RFC 8949, 4.2.1): the same value gives the same bytes, always. */
export function encodeCbor(value: CborValue): Uint8Array {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return withHead(3, toUtf8(value));
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (value === null) return Uint8Array.of(0xf6);
  if (value instanceof Uint8Array) return withHead(2, value);
  if (isList(value)) return concat([head(4, value.length), ...value.map(encodeCbor)]);
  if (value instanceof Map) return encodeMap(value as CborMap);
  const { tag, value: inner } = value as CborTag;
  return concat([head(6, tag), encodeCbor(inner)]);
}

function isList(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}

function encodeMap(map: CborMap): Uint8Array {
  const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value: encodeCbor(value) }));
  entries.sort((a, b) => compareBytes(a.key, b.key));
  return concat([head(5, map.size), ...entries.flatMap(({ key, value }) => [key, value])]);
}

function withHead(major: number, bytes: Uint8Array): Uint8Array {
  return concat([head(major, bytes.length), bytes]);
}

/** Major type and argument in the fewest bytes. */
function head(major: number, argument: number): Uint8Array {
  if (!Number.isSafeInteger(argument) || argument < 0) throw new RangeError('only whole numbers are encoded');
  const type = major << 5;
  if (argument < 24) return Uint8Array.of(type | argument);
  if (argument < 0x100) return Uint8Array.of(type | 24, argument);
  if (argument < 0x10000) return Uint8Array.of(type | 25, argument >> 8, argument & 0xff);
  const low = argument % 0x1_0000_0000;
  const quad = [low >>> 24, (low >>> 16) & 0xff, (low >>> 8) & 0xff, low & 0xff];
  if (argument < 0x1_0000_0000) return Uint8Array.of(type | 26, ...quad);
  const high = Math.floor(argument / 0x1_0000_0000);
  return Uint8Array.of(type | 27, high >>> 24, (high >>> 16) & 0xff, (high >>> 8) & 0xff, high & 0xff, ...quad);
}
