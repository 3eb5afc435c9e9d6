import { Fault } from '../../../../src-shared/errors.ts';
import { isJpeg } from '../jpeg-bytes.ts';
import type { ObjectInfo } from './object-info.ts';
import { decodeObjectInfo } from './object-info.ts';
import { EXIF_JPEG, GET_OBJECT, GET_OBJECT_INFO, GET_PARTIAL_OBJECT, JFIF_JPEG } from './operations.ts';
import { fetchInPieces, LARGEST_PICTURE } from './pieces.ts';
import type { PtpLink } from './ptp-link.ts';
import type { PtpReply, PtpRequest } from './ptp-session.ts';
import { OK } from './response.ts';

const WHOLE_MS = 60_000;
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
 * Fetches a JPEG, in pieces where the camera offers that. Errors: `camera.noPicture` when it is no JPEG or
 * has more than 128 MiB, `camera.protocol`, `usb.*`.
 */
export async function downloadPicture(link: PtpLink, handle: number, info: ObjectInfo): Promise<Uint8Array> {
  const { size } = info;
  const known = size !== 0 && size !== UNKNOWN_SIZE;
  if (known && size > LARGEST_PICTURE) throw new Fault('camera.noPicture', { size });
  const pieces = known && link.offers(GET_PARTIAL_OBJECT) ? await inPieces(link, handle, size) : undefined;
  const jpeg =
    pieces ?? (await link.request({ operation: GET_OBJECT, parameters: [handle], timeoutMs: WHOLE_MS })).data;
  if (!isJpeg(jpeg)) throw new Fault('camera.noPicture', { what: 'notJpeg' });
  return jpeg;
}

/** `undefined` when the camera does not give this object in pieces. */
async function inPieces(link: PtpLink, handle: number, size: number): Promise<Uint8Array | undefined> {
  const operation = GET_PARTIAL_OBJECT;
  let begun = false;
  let refused = false;
  const request = async (piece: PtpRequest): Promise<PtpReply> => {
    const reply = await link.transact(piece);
    refused = reply.response !== OK && !begun;
    if (reply.response !== OK) throw link.fault(reply.response, operation);
    begun = true;
    return reply;
  };
  try {
    const inRow: PtpLink['inRow'] = (requests, take) => link.inRow(requests, take);
    const fault: PtpLink['fault'] = (response) => link.fault(response, operation);
    return await fetchInPieces({ request, inRow, fault }, { handle, size, operation });
  } catch (error) {
    if (refused) return undefined;
    throw error;
  }
}
