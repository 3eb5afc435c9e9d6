import { Fault } from '../../../../src-shared/errors.ts';
import { isJpeg } from '../jpeg-bytes.ts';
import { decodeObjectInfo } from '../ptp/object-info.ts';
import { DELETE_OBJECT, GET_OBJECT_INFO, GET_PARTIAL_OBJECT as STANDARD_PARTIAL_OBJECT } from '../ptp/operations.ts';
import { fetchInPieces, LARGEST_PICTURE } from '../ptp/pieces.ts';
import { OK } from '../ptp/response.ts';
import { GET_PARTIAL_OBJECT, TRANSFER_COMPLETE } from './canon-codes.ts';
import type { ReportedPicture } from './canon-event.ts';
import type { CanonLink } from './canon-link.ts';

/**
 * Fetches a picture in pieces, each byte as the body has it. Errors: `camera.noPicture` when it is no JPEG,
 * `camera.protocol`, `usb.*`.
 */
export async function download(
  link: CanonLink,
  picture: ReportedPicture,
  operations: ReadonlySet<number>,
): Promise<Uint8Array> {
  if (picture.size === 0 || picture.size > LARGEST_PICTURE) throw new Fault('camera.noPicture', { size: picture.size });
  const operation = operations.has(GET_PARTIAL_OBJECT) ? GET_PARTIAL_OBJECT : STANDARD_PARTIAL_OBJECT;
  const jpeg = await fetchInPieces(link, { ...picture, operation, sure: true });
  if (!isJpeg(jpeg)) throw new Fault('camera.noPicture', { what: 'notJpeg' });
  return jpeg;
}

/** Tells the body that the picture has arrived; until then it takes no other. */
export async function completeTransfer(link: CanonLink, handle: number): Promise<void> {
  await link.patiently({ operation: TRANSFER_COMPLETE, parameters: [handle] }, 3_000);
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
