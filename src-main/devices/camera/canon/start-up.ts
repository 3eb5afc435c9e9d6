import { Fault } from '../../../../src-shared/errors.ts';
import { CLOSE_SESSION } from '../ptp/operations.ts';
import {
  AF_CANCEL,
  ARTIST,
  CAPTURE_DESTINATION,
  COPYRIGHT,
  DESTINATION_PC,
  EVF_OUTPUT,
  GET_STORAGE_IDS,
  GET_STORAGE_INFO,
  OWNER_NAME,
  PC_HDD_CAPACITY,
  REQUEST_PROPERTY,
  SERIAL_NUMBER,
  SET_EVENT_MODE,
  SET_OLC_GROUPS,
  SET_REMOTE_MODE,
} from './canon-codes.ts';
import type { CanonLink } from './canon-link.ts';
import { DatasetReader } from '../ptp/dataset-reader.ts';

/** What the body answers to tethering settings takes up to half a second to show in its events. */
const SETTLE_MS = 500;
const ALL_OLC_GROUPS = 0x1fff;

/**
 * Brings an EOS body from an open session to tethered shooting into the host's memory. The order of
 * steps is that of libgphoto2 (config.c, camera_prepare_canon_eos_capture). Errors: `camera.*`, `usb.*`.
 */
export async function startTether(link: CanonLink, operations: ReadonlySet<number>): Promise<void> {
  await link.request({ operation: SET_REMOTE_MODE, parameters: [1] });
  await link.request({ operation: SET_EVENT_MODE, parameters: [1] });
  if (operations.has(SET_OLC_GROUPS)) {
    await link.transact({ operation: SET_OLC_GROUPS, parameters: [ALL_OLC_GROUPS] });
  }
  await link.drainEvents();
  for (const property of [OWNER_NAME, ARTIST, COPYRIGHT, SERIAL_NUMBER]) {
    // Not every body has every one: a refusal here means nothing.
    await link.transact({ operation: REQUEST_PROPERTY, parameters: [property] });
  }
  await link.until((state) => state.property(EVF_OUTPUT) !== undefined, SETTLE_MS);
  await sendPicturesHere(link);
  await readStorages(link);
  await link.drainEvents();
}

async function sendPicturesHere(link: CanonLink): Promise<void> {
  if (link.state.property(CAPTURE_DESTINATION) !== DESTINATION_PC) {
    await link.setProperty(CAPTURE_DESTINATION, DESTINATION_PC);
  }
  // Free bytes, bytes a cluster, reset: the body counts its available shots from these.
  await link.patiently({ operation: PC_HDD_CAPACITY, parameters: [0x0f_ff_ff_ff, 0x10_00, 1] }, 3_000);
  const counted = await link.until((state) => state.availableShots > 0, 2_000);
  if (!counted) throw new Fault('camera.storeFull', { what: 'availableShots' });
}

/** Some bodies release only after the host has looked at their storages. */
async function readStorages(link: CanonLink): Promise<void> {
  const { response, data } = await link.transact({ operation: GET_STORAGE_IDS });
  if (response !== 0x2001 || data.length < 4) return;
  for (const storage of new DatasetReader(data).u32Array().slice(0, 4)) {
    await link.transact({ operation: GET_STORAGE_INFO, parameters: [storage] });
  }
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
