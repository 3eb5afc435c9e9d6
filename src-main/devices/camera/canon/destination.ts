import { Fault } from '../../../../src-shared/errors.ts';
import { bestJpeg, hasJpeg } from './image-format.ts';
import { CAPTURE_DESTINATION, DESTINATION_PC, IMAGE_FORMAT, PC_HDD_CAPACITY } from './canon-codes.ts';
import type { CanonLink } from './canon-link.ts';
import { changeSetting } from './settings.ts';

const COUNT_MS = 2_000;

/**
 * Has the body send its pictures to the host's memory; where it refuses, they go to its card and are
 * fetched from there. Errors: `camera.cardMissing` when it can do neither, `camera.*`,
 * `usb.*`.
 */
export async function sendPicturesHere(link: CanonLink): Promise<void> {
  if (link.state.property(CAPTURE_DESTINATION) !== DESTINATION_PC && !(await takesHost(link))) {
    if (link.state.hasCard === false) throw new Fault('camera.cardMissing');
    return;
  }
  await offerSpace(link);
}

/**
 * Before a release: a body that has counted down to none is told again how much room the host has. Errors:
 * `camera.cardMissing`, `camera.storeFull` where the room is not the host's.
 */
export async function makeRoom(link: CanonLink): Promise<void> {
  if (link.state.availableShots !== 0) return;
  if (link.state.property(CAPTURE_DESTINATION) === DESTINATION_PC) return offerSpace(link);
  throw new Fault(link.state.hasCard === false ? 'camera.cardMissing' : 'camera.storeFull');
}

/**
 * Sets the picture format to one JPEG, the largest and finest that the body offers: a raw file beside it
 * costs seconds a shot, and bodies stop over it. A body whose dial forbids the change keeps what it has.
 */
export async function forceJpeg(link: CanonLink): Promise<void> {
  const now = link.state.property(IMAGE_FORMAT);
  const best = bestJpeg(link.state.choices(IMAGE_FORMAT));
  if (now === undefined || best === undefined || now === best) return;
  try {
    await changeSetting(link, 'imageFormat', best);
  } catch (error) {
    const refused = error instanceof Fault && error.code === 'camera.settingRefused';
    if (!refused) throw error;
    // With a JPEG among its files the picture still comes; without one nothing of use would.
    if (!hasJpeg(now)) throw new Fault('camera.settingRefused', { name: 'imageFormat' }, { cause: error });
  }
}

async function takesHost(link: CanonLink): Promise<boolean> {
  try {
    await link.setProperty(CAPTURE_DESTINATION, DESTINATION_PC);
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === 'camera.refused') return false;
    throw error;
  }
}

/**
 * Free bytes, bytes a cluster, reset: the body counts its available shots from these. A body that has not counted
 * in time is let be: whether it takes a picture shows at the release.
 */
async function offerSpace(link: CanonLink): Promise<void> {
  await link.patiently({ operation: PC_HDD_CAPACITY, parameters: [0x0f_ff_ff_ff, 0x10_00, 1] }, 3_000);
  await link.until((state) => (state.availableShots ?? 0) > 0, COUNT_MS);
}
