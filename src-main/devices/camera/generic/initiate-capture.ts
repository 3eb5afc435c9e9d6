import { Fault } from '../../../../src-shared/errors.ts';
import { DatasetReader } from '../ptp/dataset-reader.ts';
import type { EventInbox } from '../ptp/event-inbox.ts';
import type { PtpEvent } from '../ptp/event-pipe.ts';
import {
  CAPTURE_COMPLETE,
  GET_OBJECT_HANDLES,
  GET_STORAGE_IDS,
  INITIATE_CAPTURE,
  OBJECT_ADDED,
  STORE_FULL_EVENT,
} from '../ptp/operations.ts';
import type { FoundPicture, PictureNews } from '../ptp/picture-hunt.ts';
import { awaitPicture } from '../ptp/picture-hunt.ts';
import type { PtpLink } from '../ptp/ptp-link.ts';
import { OK } from '../ptp/response.ts';

/** The body may focus first, and answers when it has released. */
const RELEASE_MS = 15_000;
const BUSY_MS = 5_000;
/** Bodies that send no events are asked for new objects this often: the list may be long. */
const LOOK_MS = 1_000;
const ALL_STORAGES = 0xff_ff_ff_ff;

/**
 * Releases by the standard and waits for the picture: by the event that an object was added, else by
 * looking for objects that were not there before. Errors: `camera.cardMissing`, `camera.storeFull`,
 * `camera.noPicture`, `camera.*`, `usb.*`.
 */
export async function initiateCapture(link: PtpLink, inbox: EventInbox): Promise<FoundPicture> {
  await wantCard(link);
  const before = new Set(await handles(link));
  inbox.take();
  // 0: the storage and the format that the body is set to.
  await link.patiently({ operation: INITIATE_CAPTURE, parameters: [0, 0], timeoutMs: RELEASE_MS }, BUSY_MS);
  let looked = link.clock.now();
  const poll = async (): Promise<void> => {
    if (link.clock.now() - looked < LOOK_MS) return;
    for (const handle of await handles(link)) {
      if (!before.has(handle)) inbox.put({ code: OBJECT_ADDED, parameters: [handle] });
    }
    looked = link.clock.now();
  };
  return awaitPicture({ link, inbox, poll, read });
}

function read({ code, parameters }: PtpEvent): PictureNews {
  switch (code) {
    case OBJECT_ADDED:
      return parameters[0] === undefined ? {} : { handle: parameters[0] };
    case CAPTURE_COMPLETE:
      return { complete: true };
    case STORE_FULL_EVENT:
      return { fault: new Fault('camera.storeFull') };
    default:
      return {};
  }
}

/** The lower half of a storage id is 0 while its slot is empty (ISO 15740, clause 5.4.3). */
async function wantCard(link: PtpLink): Promise<void> {
  if (!link.offers(GET_STORAGE_IDS)) return;
  const { data } = await link.patiently({ operation: GET_STORAGE_IDS }, BUSY_MS);
  const storages = new DatasetReader(data).u32Array();
  if (!storages.some((id) => (id & 0xff_ff) !== 0)) throw new Fault('camera.cardMissing');
}

/** Empty where the body does not list its objects. */
async function handles(link: PtpLink): Promise<readonly number[]> {
  if (!link.offers(GET_OBJECT_HANDLES)) return [];
  const request = { operation: GET_OBJECT_HANDLES, parameters: [ALL_STORAGES, 0, 0] };
  const { response, data } = await link.insist(request, BUSY_MS);
  return response === OK ? new DatasetReader(data).u32Array() : [];
}
