import { Fault } from '../../../../src-shared/errors.ts';
import type { EventInbox } from './event-inbox.ts';
import type { PtpEvent } from './event-pipe.ts';
import { isPicture, objectInfo } from './object-download.ts';
import type { ObjectInfo } from './object-info.ts';
import type { PtpLink } from './ptp-link.ts';

/** A long exposure, its noise reduction, and a slow card. */
const LONGEST_MS = 30_000;
/** Some bodies say that the capture is complete before they say what came of it. */
const AFTER_COMPLETE_MS = 1_500;
const PAUSE_MS = 50;

/** How a camera that has just released tells of its picture. */
export interface PictureHunt {
  readonly link: PtpLink;
  readonly inbox: EventInbox;
  /** Asks the camera for news; puts what there is into the inbox. */
  readonly poll: () => Promise<void>;
  readonly read: (event: PtpEvent) => PictureNews;
}

export interface PictureNews {
  /** An object that may be the picture. */
  readonly handle?: number;
  readonly complete?: boolean;
  readonly fault?: Fault;
}

export interface FoundPicture {
  readonly handle: number;
  readonly info: ObjectInfo;
}

/**
 * Waits for the JPEG of a release; other objects, such as its raw file, are passed over. The time is up
 * only when it has passed and the camera was asked often enough meanwhile. Errors: `camera.noPicture`,
 * `camera.*`, `usb.*`.
 */
export async function awaitPicture({ link, inbox, poll, read }: PictureHunt): Promise<FoundPicture> {
  const { clock } = link;
  const seen = new Set<number>();
  let deadline = clock.now() + LONGEST_MS;
  let asks = LONGEST_MS / PAUSE_MS;
  while (asks > 0 || clock.now() < deadline) {
    await poll();
    for (const event of inbox.take()) {
      const { handle, complete = false, fault } = read(event);
      if (fault !== undefined) throw fault;
      if (complete) {
        deadline = Math.min(deadline, clock.now() + AFTER_COMPLETE_MS);
        asks = Math.min(asks, AFTER_COMPLETE_MS / PAUSE_MS);
      }
      if (handle === undefined || seen.has(handle)) continue;
      seen.add(handle);
      const info = await infoIfThere(link, handle);
      if (info !== undefined && isPicture(info)) return { handle, info };
    }
    await inbox.rest(clock, PAUSE_MS);
    asks -= 1;
  }
  throw new Fault('camera.noPicture', { objects: seen.size });
}

/** An object that is gone again is none. */
async function infoIfThere(link: PtpLink, handle: number): Promise<ObjectInfo | undefined> {
  try {
    return await objectInfo(link, handle);
  } catch (error) {
    if (error instanceof Fault && error.code === 'camera.noPicture') return undefined;
    throw error;
  }
}
