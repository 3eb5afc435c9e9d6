/** Does it begin as a JPEG does (SOI)? Whether the rest can be read shows when somebody reads it. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes.length > 2 && bytes[0] === 0xff && bytes[1] === 0xd8;
}

/** The JPEG behind a header of unknown length, up to the end; `undefined` when there is none. */
export function jpegWithin(bytes: Uint8Array): Uint8Array | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Two bytes may stand in a header by chance; that a marker follows them there is much less likely.
  const marked = view.indexOf('ffd8ff', 0, 'hex');
  const at = marked === -1 ? view.indexOf('ffd8', 0, 'hex') : marked;
  const rest = bytes.subarray(Math.max(0, at));
  return isJpeg(rest) ? rest : undefined;
}
