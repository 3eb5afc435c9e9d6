import { isJpeg } from '../jpeg-bytes.ts';

const BLOB_HEADER = 8;
/** Blob types that carry the picture: stills view, movie mode, newer bodies. */
const jpegTypes: ReadonlySet<number> = new Set([1, 9, 11]);

/**
 * Finds the JPEG in the payload of GetViewFinderData (0x9153): blobs of u32 length with this header,
 * u32 type, data; or nothing but the JPEG. `undefined` when there is none yet. Source: libgphoto2,
 * camlibs/ptp2/library.c.
 */
export function jpegOfViewfinder(payload: Uint8Array): Uint8Array | undefined {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  let offset = 0;
  while (payload.length - offset >= BLOB_HEADER) {
    const length = view.getUint32(offset, true);
    const type = view.getUint32(offset + 4, true);
    if (length < BLOB_HEADER || length > payload.length - offset) break;
    const data = payload.subarray(offset + BLOB_HEADER, offset + length);
    if (jpegTypes.has(type) && isJpeg(data)) return data;
    offset += length;
  }
  return isJpeg(payload) ? payload : undefined;
}
