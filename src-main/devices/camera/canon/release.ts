import { Fault } from '../../../../src-shared/errors.ts';
import type { BodyState } from './body-state.ts';
import { letGo, press, pressOldBody } from './button.ts';
import { EXIF_JPEG, JFIF_JPEG } from '../ptp/operations.ts';
import { FULL_PRESS, HALF_PRESS, REMOTE_RELEASE_ON } from './canon-codes.ts';
import type { ReportedPicture } from './canon-event.ts';
import type { CanonLink } from './canon-link.ts';
import { makeRoom } from './destination.ts';
import { awaitFocus, isManualFocus } from './focus.ts';
import { readStorages } from './storages.ts';

const READY_MS = 5_000;
const PICTURE_MS = 90_000;
const jpegFormats: ReadonlySet<number> = new Set([EXIF_JPEG, JFIF_JPEG]);
/** Pauses before a body that says it is busy is asked again, ms; after the last that counts as its answer. */
const busyPauses = [100, 300, 700, 1_500] as const;

/**
 * Focuses and releases; returns the picture that the body offers. A body that refuses as busy, which
 * many do at the second shot, is let settle and asked again; if it stays with that, the likely cause is
 * named. Errors: `camera.noFocus`, `camera.mirrorUp`, `camera.cardMissing`, `camera.busy`,
 * `camera.noPicture` when none was offered within 90 s, `camera.*`, `usb.*`.
 */
export async function release(link: CanonLink, operations: ReadonlySet<number>): Promise<ReportedPicture> {
  await becomeReady(link);
  if (link.state.hasCard === undefined) await readStorages(link);
  await makeRoom(link);
  for (let tries = 0; ; tries += 1) {
    link.state.forgetRelease();
    try {
      await (operations.has(REMOTE_RELEASE_ON) ? pressButton(link) : pressOldBody(link));
      return await offeredPicture(link);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'camera.busy') throw error;
      await becomeReady(link);
      const pause = busyPauses[tries];
      if (pause === undefined) await readStorages(link);
      const cause = causeOfBusy(link.state, error);
      if (cause !== undefined || pause === undefined) throw cause ?? error;
      await link.clock.wait(pause);
    }
  }
}

/** Events read away, and no exposure under way. Errors: `camera.busy`. */
async function becomeReady(link: CanonLink): Promise<void> {
  await link.drainEvents();
  if (!(await link.until((state) => !state.busy, READY_MS))) throw new Fault('camera.busy', { what: 'status' });
}

async function pressButton(link: CanonLink): Promise<void> {
  try {
    await press(link, HALF_PRESS);
    if (!isManualFocus(link)) await awaitFocus(link);
    await press(link, FULL_PRESS);
    await letGo(link, FULL_PRESS);
  } finally {
    // Whatever happened: a button left half pressed blocks the body.
    await letGo(link, HALF_PRESS);
  }
}

/** Bodies answer "busy" for good while the mirror is locked up, and some without a card. */
function causeOfBusy(state: BodyState, busy: Fault): Fault | undefined {
  const code = state.mirrorLockedUp ? 'camera.mirrorUp' : state.hasCard === false ? 'camera.cardMissing' : undefined;
  return code === undefined ? undefined : new Fault(code, busy.detail, { cause: busy });
}

async function offeredPicture(link: CanonLink): Promise<ReportedPicture> {
  const isJpeg = (picture: ReportedPicture): boolean => jpegFormats.has(picture.format);
  await link.until((state) => state.pictures.some(isJpeg), PICTURE_MS);
  const picture = link.state.pictures.find(isJpeg);
  if (picture === undefined) throw new Fault(link.state.availableShots === 0 ? 'camera.storeFull' : 'camera.noPicture');
  return picture;
}
