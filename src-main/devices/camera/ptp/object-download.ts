import { Fault } from '../../../../src-shared/errors.ts';
import { isWholeJpeg } from '../jpeg-bytes.ts';
import type { ObjectInfo } from './object-info.ts';
import { decodeObjectInfo } from './object-info.ts';
import { EXIF_JPEG, GET_OBJECT, GET_OBJECT_INFO, GET_PARTIAL_OBJECT, JFIF_JPEG } from './operations.ts';
import type { PtpLink } from './ptp-link.ts';
import { OK } from './response.ts';

/** Larger reads make some bodies stop answering (libgphoto2, camlibs/ptp2/library.c). */
const CHUNK = 1024 * 1024;
const CHUNK_MS = 10_000;
const WHOLE_MS = 60_000;
/** Larger than any JPEG of a camera body. */
const LARGEST_PICTURE = 128 * 1024 * 1024;
/** Pieces beyond those needed that a camera may make of a picture: one that sends it byte by byte is broken. */
const MOST_SPARE_PIECES = 64;
/** Size of an object that the camera does not know or that is longer than 32 bits. */
const UNKNOWN_SIZE = 0xff_ff_ff_ff;

/** Errors: `camera.noPicture` when the camera has no such object, `camera.*`, `usb.*`. */
export async function objectInfo(link: PtpLink, handle: number): Promise<ObjectInfo> {
  const { data } = await link.patiently({ operation: GET_OBJECT_INFO, parameters: [handle] }, 5_000);
  return decodeObjectInfo(data);
}

export function isPicture(info: ObjectInfo): boolean {
  return info.format === EXIF_JPEG || info.format === JFIF_JPEG;
}

/**
 * Fetches a JPEG, in pieces where the camera offers that. Errors: `camera.noPicture` when what came is no
 * whole JPEG or more than 128 MiB, `camera.protocol`, `usb.*`.
 */
export async function downloadPicture(link: PtpLink, handle: number, info: ObjectInfo): Promise<Uint8Array> {
  const { size } = info;
  const known = size !== 0 && size !== UNKNOWN_SIZE;
  if (known && size > LARGEST_PICTURE) throw new Fault('camera.noPicture', { size });
  const pieces = known && link.offers(GET_PARTIAL_OBJECT) ? await inPieces(link, handle, size) : undefined;
  const jpeg =
    pieces ?? (await link.request({ operation: GET_OBJECT, parameters: [handle], timeoutMs: WHOLE_MS })).data;
  if (!isWholeJpeg(jpeg)) throw new Fault('camera.noPicture', { what: 'notJpeg' });
  return jpeg;
}

/** `undefined` when the camera does not give this object in pieces. */
async function inPieces(link: PtpLink, handle: number, size: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  const mostPieces = Math.ceil(size / CHUNK) + MOST_SPARE_PIECES;
  let got = 0;
  while (got < size) {
    if (pieces.length >= mostPieces) throw new Fault('camera.protocol', { what: 'pieces', got, size });
    const wanted = Math.min(CHUNK, size - got);
    const request = { operation: GET_PARTIAL_OBJECT, parameters: [handle, got, wanted], timeoutMs: CHUNK_MS };
    const { response, data } = await link.transact(request);
    if (response !== OK && got === 0) return undefined;
    if (response !== OK) throw link.fault(response, GET_PARTIAL_OBJECT);
    if (data.length === 0 || data.length > wanted) {
      throw new Fault('camera.protocol', { what: 'piece', got: data.length, wanted });
    }
    pieces.push(data);
    got += data.length;
  }
  return new Uint8Array(Buffer.concat(pieces));
}
