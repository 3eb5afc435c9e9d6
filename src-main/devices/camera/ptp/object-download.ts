import { Fault } from '../../../../src-shared/errors.ts';
import { isJpeg } from '../jpeg-bytes.ts';
import type { ObjectInfo } from './object-info.ts';
import { decodeObjectInfo } from './object-info.ts';
import { EXIF_JPEG, GET_OBJECT, GET_OBJECT_INFO, GET_PARTIAL_OBJECT, JFIF_JPEG } from './operations.ts';
import { fetchInPieces, LARGEST_PICTURE } from './pieces.ts';
import type { PtpLink } from './ptp-link.ts';

const WHOLE_MS = 60_000;
const BUSY_MS = 5_000;
/** Size of an object that the camera does not know or that is longer than 32 bits. */
const UNKNOWN_SIZE = 0xff_ff_ff_ff;

/** Errors: `camera.noPicture` when the camera has no such object, `camera.*`, `usb.*`. */
export async function objectInfo(link: PtpLink, handle: number): Promise<ObjectInfo> {
  const { data } = await link.patiently({ operation: GET_OBJECT_INFO, parameters: [handle] }, BUSY_MS);
  return decodeObjectInfo(data);
}

export function isPicture(info: ObjectInfo): boolean {
  return info.format === EXIF_JPEG || info.format === JFIF_JPEG;
}

/**
 * Fetches a JPEG, in pieces where the camera offers that. Errors: `camera.noPicture` when it is no JPEG or
 * has more than 128 MiB, `camera.protocol`, `usb.*`.
 */
export async function downloadPicture(link: PtpLink, handle: number, info: ObjectInfo): Promise<Uint8Array> {
  const { size } = info;
  const known = size !== 0 && size !== UNKNOWN_SIZE;
  if (known && size > LARGEST_PICTURE) throw new Fault('camera.noPicture', { size });
  const inPieces = known && link.offers(GET_PARTIAL_OBJECT);
  const pieces = inPieces ? await fetchInPieces(link, { handle, size, operation: GET_PARTIAL_OBJECT }) : undefined;
  const jpeg = pieces ?? (await fetchWhole(link, handle));
  if (!isJpeg(jpeg)) throw new Fault('camera.noPicture', { what: 'notJpeg' });
  return jpeg;
}

/** Fetches an object in one go, from a camera that gives no pieces. Errors: `camera.*`, `usb.*`. */
export async function fetchWhole(link: Pick<PtpLink, 'patiently'>, handle: number): Promise<Uint8Array> {
  const request = { operation: GET_OBJECT, parameters: [handle], timeoutMs: WHOLE_MS };
  return (await link.patiently(request, BUSY_MS)).data;
}
