import { Fault } from '../../../../src-shared/errors.ts';
import type { PtpEvent } from '../ptp/event-pipe.ts';
import { CAPTURE_COMPLETE, OBJECT_ADDED, STORE_FULL_EVENT } from '../ptp/operations.ts';
import type { FoundPicture, PictureNews } from '../ptp/picture-hunt.ts';
import { awaitPicture } from '../ptp/picture-hunt.ts';
import { FOCUS_MODE, FOCUS_MODE_MANUAL } from '../ptp/property-words.ts';
import type { PtpReply, PtpRequest } from '../ptp/ptp-session.ts';
import { DEVICE_BUSY, OK, PARAMETER_NOT_SUPPORTED } from '../ptp/response.ts';
import {
  AF_CAPTURE_SDRAM,
  AF_DRIVE,
  AUTOFOCUS,
  CAPTURE_COMPLETE_IN_SDRAM,
  CAPTURE_IN_MEDIA,
  CAPTURE_SDRAM,
  INTO_SDRAM,
  INVALID_STATUS,
  NO_AUTOFOCUS,
  OBJECT_ADDED_IN_SDRAM,
  releaseBusy,
  SDRAM_HANDLE,
} from './nikon-codes.ts';
import type { NikonLink } from './nikon-link.ts';

const LATER: ReadonlySet<number> = new Set([DEVICE_BUSY, INVALID_STATUS, ...releaseBusy]);
const RELEASE_BUSY_MS = 5_000;
/** Slow lenses hunt for up to 8 s; a long exposure follows. */
const RELEASE_MS = 45_000;
const FOCUS_MS = 10_000;

/** Can it release while live view is on? Bodies without 0x9207 have to end it first. */
export function releasesInLiveView(link: NikonLink): boolean {
  return link.offers(CAPTURE_IN_MEDIA);
}

/**
 * Focuses, releases into the body's memory and waits for the picture. Errors: `camera.noFocus`,
 * `camera.mirrorUp`, `camera.busy`, `camera.noPicture`, `camera.*`, `usb.*`.
 */
export async function release(link: NikonLink): Promise<FoundPicture> {
  await link.readEvents();
  link.inbox.take();
  await press(link, (await link.property(FOCUS_MODE)) !== FOCUS_MODE_MANUAL);
  await link.untilReady(RELEASE_MS);
  return awaitPicture({ link, inbox: link.inbox, poll: () => link.readEvents(), read });
}

/** Focuses once. Errors: `camera.noFocus`, `camera.refused` for bodies that cannot, `camera.*`, `usb.*`. */
export async function focus(link: NikonLink): Promise<void> {
  if (!link.offers(AF_DRIVE)) throw new Fault('camera.refused', { what: 'focus' });
  await link.patiently({ operation: AF_DRIVE }, RELEASE_BUSY_MS);
  await link.untilReady(FOCUS_MS);
}

async function press(link: NikonLink, autofocus: boolean): Promise<void> {
  let { request, reply } = await first(link, autofocus);
  if (reply.response === PARAMETER_NOT_SUPPORTED && request.operation === CAPTURE_IN_MEDIA) {
    // The D3X knows no destination.
    request = { ...request, parameters: request.parameters?.slice(0, 1) ?? [] };
    reply = await link.insist(request, RELEASE_BUSY_MS, LATER);
  }
  if (reply.response !== OK) throw link.fault(reply.response, request.operation);
}

async function first(link: NikonLink, autofocus: boolean): Promise<{ request: PtpRequest; reply: PtpReply }> {
  const request = releaseRequest(link, autofocus);
  if (request.operation === CAPTURE_SDRAM && autofocus && link.offers(AF_DRIVE)) await focus(link);
  return { request, reply: await link.insist(request, RELEASE_BUSY_MS, LATER) };
}

function releaseRequest(link: NikonLink, autofocus: boolean): PtpRequest {
  if (link.offers(CAPTURE_IN_MEDIA)) {
    return { operation: CAPTURE_IN_MEDIA, parameters: [autofocus ? AUTOFOCUS : NO_AUTOFOCUS, INTO_SDRAM] };
  }
  if (autofocus && link.offers(AF_CAPTURE_SDRAM)) return { operation: AF_CAPTURE_SDRAM };
  return { operation: CAPTURE_SDRAM, parameters: [NO_AUTOFOCUS] };
}

function read({ code, parameters }: PtpEvent): PictureNews {
  switch (code) {
    case OBJECT_ADDED_IN_SDRAM:
      return { handle: parameters[0] || SDRAM_HANDLE };
    case OBJECT_ADDED:
      return parameters[0] === undefined ? {} : { handle: parameters[0] };
    case CAPTURE_COMPLETE_IN_SDRAM:
      return { handle: SDRAM_HANDLE, complete: true };
    case CAPTURE_COMPLETE:
      return { complete: true };
    case STORE_FULL_EVENT:
      return { fault: new Fault('camera.storeFull') };
    default:
      return {};
  }
}
