/** Does it begin as a JPEG does (SOI, then a marker)? */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes.length > 4 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** The JPEG behind a header of unknown length, up to the end; `undefined` when there is none. */
export function jpegWithin(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = bytes.indexOf(0xff); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const rest = bytes.subarray(at);
    if (isJpeg(rest)) return rest;
  }
  return undefined;
}
