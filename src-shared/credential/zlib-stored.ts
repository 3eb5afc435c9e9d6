import { concat } from './bytes.ts';
import { malformed, read, type Decoded } from './decoded.ts';

/** zlib (RFC 1950), deflate, no dictionary, no claim of compression. */
const HEADER = Uint8Array.of(0x78, 0x01);
/** Longest stored block (RFC 1951, 3.2.4). */
const MOST_BLOCK = 0xffff;

/**
 * A zlib stream with the bytes stored as they are. Readers of Claim 169 expect zlib around the token; a token with a
 * signature and a picture in it gets no smaller, and stored blocks come out the same on every machine.
 */
export function wrapStored(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MOST_BLOCK) throw new RangeError('one stored block holds 65,535 bytes');
  const length = bytes.length;
  const block = Uint8Array.of(1, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff);
  return concat([HEADER, block, bytes, adler32(bytes)]);
}

/** Undoes `wrapStored`. There is nothing to unfold, so there is nothing that could unfold into too much. */
export function unwrapStored(stream: Uint8Array): Decoded<Uint8Array> {
  const length = stream.length - HEADER.length - 5 - 4;
  if (length < 0 || length > MOST_BLOCK) return malformed('wrapper');
  const bytes = stream.subarray(7, 7 + length);
  const same = wrapStored(bytes);
  return same.every((byte, at) => byte === stream[at]) ? read(bytes.slice()) : malformed('wrapper');
}

function adler32(bytes: Uint8Array): Uint8Array {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return Uint8Array.of(high >> 8, high & 0xff, low >> 8, low & 0xff);
}
