const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const JPEG = [0xff, 0xd8, 0xff] as const;
/** Chunks of a PNG that say it moves (APNG) or that its dots begin. */
const MOVES = 'acTL';
const DOTS = 'IDAT';
/** Chunks before the dots; more is no picture that anything made. */
const MOST_CHUNKS = 1_000;

/**
 * Is it a PNG or JPEG of one picture? Told by its first bytes, so that nothing else ever reaches a decoder: no SVG,
 * which may ask for anything, no GIF, WebP or TIFF, no PNG that moves.
 */
export function isTakenPicture(bytes: Uint8Array): boolean {
  return beginsWith(bytes, JPEG) || (beginsWith(bytes, PNG) && !moves(bytes));
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** PNG, 5.3: each chunk is its length, its name, that many bytes and a checksum. */
function moves(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = PNG.length;
  for (let chunk = 0; chunk < MOST_CHUNKS && at + 12 <= bytes.length; chunk += 1) {
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === MOVES) return true;
    if (name === DOTS) return false;
    at += view.getUint32(at) + 12;
  }
  return false;
}
