import { Fault } from '../../../../src-shared/errors.ts';
import { isJpeg } from '../jpeg-bytes.ts';
import { fetchWhole } from '../ptp/object-download.ts';
import { decodeObjectInfo } from '../ptp/object-info.ts';
import { DELETE_OBJECT, GET_OBJECT_INFO, GET_PARTIAL_OBJECT as STANDARD_PARTIAL_OBJECT } from '../ptp/operations.ts';
import { fetchInPieces, LARGEST_PICTURE } from '../ptp/pieces.ts';
import { OK } from '../ptp/response.ts';
import { GET_PARTIAL_OBJECT, TRANSFER_COMPLETE } from './canon-codes.ts';
import type { ReportedPicture } from './canon-event.ts';
import type { CanonLink } from './canon-link.ts';

/**
 * Fetches a picture, each byte as the body has it. Errors: `camera.noPicture` when it is no JPEG, `camera.*`,
 * `usb.*`.
 */
export async function download(
  link: CanonLink,
  picture: ReportedPicture,
  operations: ReadonlySet<number>,
): Promise<Uint8Array> {
  const { handle, size } = picture;
  if (size > LARGEST_PICTURE) throw new Fault('camera.noPicture', { size });
  const jpeg = (await inPieces(link, picture, operations)) ?? (await fetchWhole(link, handle));
  if (!isJpeg(jpeg)) throw new Fault('camera.noPicture', { what: 'notJpeg' });
  return jpeg;
}

/** `undefined` from a body that gives no pieces, or has not said how large the picture is. */
async function inPieces(
  link: CanonLink,
  { handle, size }: ReportedPicture,
  operations: ReadonlySet<number>,
): Promise<Uint8Array | undefined> {
  if (size === 0) return undefined;
  for (const operation of [GET_PARTIAL_OBJECT, STANDARD_PARTIAL_OBJECT]) {
    if (!operations.has(operation)) continue;
    const bytes = await fetchInPieces(link, { handle, size, operation, sure: true });
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

/**
 * Tells the body that the picture has arrived; until then it takes no other. Returns whether the body agreed: if
 * not, that is no reason to lose the picture. Errors: `usb.*`, `camera.protocol`.
 */
export async function completeTransfer(link: CanonLink, handle: number): Promise<boolean> {
  try {
    await link.patiently({ operation: TRANSFER_COMPLETE, parameters: [handle] }, 3_000);
    return true;
  } catch (error) {
    const refused = error instanceof Fault && error.code.startsWith('camera.') && error.code !== 'camera.protocol';
    if (!refused) throw error;
    return false;
  }
}

/** Removes a picture that the body had to put on its card: no portrait stays there. */
export async function clearFromCard(link: CanonLink, handle: number): Promise<void> {
  // A card that is write-protected keeps it; that is no reason to lose the picture that came.
  await link.transact({ operation: DELETE_OBJECT, parameters: [handle, 0] });
}

/** Gives up a picture that is not wanted any more, whatever the body says to it. */
export async function discardTransfer(link: CanonLink, handle: number): Promise<void> {
  await link.transact({ operation: TRANSFER_COMPLETE, parameters: [handle] });
}

/** The picture's name, asked of the body where its event carried none. */
export async function fileNameOf(link: CanonLink, picture: ReportedPicture): Promise<string> {
  if (picture.name !== '') return picture.name;
  const { response, data } = await link.transact({ operation: GET_OBJECT_INFO, parameters: [picture.handle] });
  // Not every body tells of a picture that is on no card; a picture without a name is a picture.
  return response === OK ? decodeObjectInfo(data).fileName : '';
}
