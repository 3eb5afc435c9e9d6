import { Fault } from '../../../../src-shared/errors.ts';
import { CLOSE_SESSION } from '../ptp/operations.ts';
import {
  AF_CANCEL,
  ARTIST,
  CAPTURE_DESTINATION,
  COPYRIGHT,
  EVF_OUTPUT,
  OWNER_NAME,
  REQUEST_PROPERTY,
  SERIAL_NUMBER,
  SET_EVENT_MODE,
  SET_OLC_GROUPS,
  SET_REMOTE_MODE,
  SHUTTER_COUNTER,
} from './canon-codes.ts';
import type { CanonLink } from './canon-link.ts';
import { forceJpeg, sendPicturesHere } from './destination.ts';
import { readStorages } from './storages.ts';

/** What the body answers to tethering settings takes up to half a second to show in its events. */
const SETTLE_MS = 500;
const ALL_OLC_GROUPS = 0x1fff;

/**
 * Brings an EOS body from an open session to tethered shooting into the host's memory. The order of
 * steps is that of libgphoto2 (config.c, camera_prepare_canon_eos_capture). Errors: `camera.*`, `usb.*`.
 */
export async function startTether(link: CanonLink, operations: ReadonlySet<number>): Promise<void> {
  await link.patiently({ operation: SET_REMOTE_MODE, parameters: [1] }, SETTLE_MS);
  await link.patiently({ operation: SET_EVENT_MODE, parameters: [1] }, SETTLE_MS);
  if (operations.has(SET_OLC_GROUPS)) {
    await link.transact({ operation: SET_OLC_GROUPS, parameters: [ALL_OLC_GROUPS] });
  }
  await link.drainEvents();
  for (const property of [OWNER_NAME, ARTIST, COPYRIGHT, SERIAL_NUMBER, SHUTTER_COUNTER]) {
    // Not every body has every one: a refusal here means nothing.
    await link.transact({ operation: REQUEST_PROPERTY, parameters: [property] });
  }
  await link.until((state) => state.property(EVF_OUTPUT) !== undefined, SETTLE_MS);
  await readStorages(link);
  await sendPicturesHere(link);
  await forceJpeg(link);
  await link.drainEvents();
}

/**
 * Before `startTether`, for a session that was left in the middle by a crash or a lost wire: a body that
 * still waits for its picture to be fetched takes no other, and drops it when remote mode ends.
 */
export async function endEarlierTether(link: CanonLink): Promise<void> {
  await link.transact({ operation: SET_REMOTE_MODE, parameters: [0] });
  await link.transact({ operation: SET_EVENT_MODE, parameters: [0] });
}

/**
 * Hands the body back: pictures to the card again, remote mode off and on, events off, and the session
 * closed unless the body hangs on that. Errors of single steps are passed over; the rest still helps.
 */
export async function endTether(
  link: CanonLink,
  options: { readonly operations: ReadonlySet<number>; readonly closeSession: boolean },
): Promise<void> {
  const steps: (() => Promise<unknown>)[] = [
    () => link.setProperty(CAPTURE_DESTINATION, link.state.cardDestination),
    () => link.drainEvents(),
    () => link.request({ operation: SET_REMOTE_MODE, parameters: [0] }),
    () => link.request({ operation: SET_REMOTE_MODE, parameters: [1] }),
    () => link.request({ operation: SET_EVENT_MODE, parameters: [0] }),
  ];
  // A viewfinder left on drains the battery and heats the sensor.
  if ((link.state.property(EVF_OUTPUT) ?? 0) !== 0) steps.unshift(() => link.setProperty(EVF_OUTPUT, 0));
  if (options.operations.has(AF_CANCEL)) steps.unshift(() => link.request({ operation: AF_CANCEL }));
  if (options.closeSession) steps.push(() => link.request({ operation: CLOSE_SESSION, timeoutMs: 2_000 }));
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // With the wire gone no further step can succeed, and each would wait for its limit.
      if (error.code.startsWith('usb.')) return;
    }
  }
}
