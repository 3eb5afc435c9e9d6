import type { TakenPicture } from '../camera-driver.ts';
import type { CanonLink } from './canon-link.ts';
import { clearFromCard, completeTransfer, discardTransfer, download, fileNameOf } from './download.ts';
import { release } from './release.ts';

/** One picture, from focus to the word to the body that it has arrived. Errors: `camera.*`, `usb.*`. */
export async function takePicture(link: CanonLink, operations: ReadonlySet<number>): Promise<TakenPicture> {
  await settleEarlier(link);
  const picture = await release(link, operations);
  const fileName = await fileNameOf(link, picture);
  const jpeg = await download(link, picture, operations);
  if (picture.on === 'card') await clearFromCard(link, picture.handle);
  const taken = picture.on === 'card' || (await completeTransfer(link, picture.handle));
  if (taken) link.state.forgetPicture(picture.handle);
  // What came beside it, a raw file that the body could not be kept from, is not wanted.
  await settleEarlier(link);
  return { jpeg, fileName };
}

/** A picture offered and never fetched keeps the body from taking the next one. */
async function settleEarlier(link: CanonLink): Promise<void> {
  await link.drainEvents();
  for (const picture of link.state.pictures) {
    // The body may have dropped it meanwhile, so its answer does not matter.
    if (picture.on === 'pc') await discardTransfer(link, picture.handle);
  }
  link.state.forgetRelease();
}
