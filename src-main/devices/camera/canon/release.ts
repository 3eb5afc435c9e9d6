import { Fault } from '../../../../src-shared/errors.ts';
import { DEVICE_BUSY, faultOfResponse, OK } from '../ptp/response.ts';
import {
  canonResponses,
  FOCUS_MODE,
  FOCUS_MODE_MANUAL,
  FULL_PRESS,
  HALF_PRESS,
  JPEG_FORMAT,
  REMOTE_RELEASE,
  REMOTE_RELEASE_OFF,
  REMOTE_RELEASE_ON,
} from './canon-codes.ts';
import type { ReportedPicture } from './canon-event.ts';
import type { CanonLink } from './canon-link.ts';

/** A half press returns when the lens has stopped; slow lenses take up to 8 s. */
const FOCUS_TIMEOUT_MS = 15_000;
const FOCUS_REPORT_MS = 500;
const READY_MS = 5_000;
const PICTURE_MS = 90_000;

/**
 * Focuses and releases; returns the picture that the body offers. Errors: `camera.noFocus`,
 * `camera.busy`, `camera.noPicture` when none was offered within 90 s, `camera.*`, `usb.*`.
 */
export async function release(link: CanonLink, operations: ReadonlySet<number>): Promise<ReportedPicture> {
  await link.drainEvents();
  const ready = await link.until((state) => !state.busy, READY_MS);
  if (!ready) throw new Fault('camera.busy', { what: 'status' });
  link.state.forgetRelease();
  if (operations.has(REMOTE_RELEASE_ON)) await pressButton(link);
  else await releaseOldBody(link);
  return offeredPicture(link);
}

async function pressButton(link: CanonLink): Promise<void> {
  await press(link, HALF_PRESS);
  try {
    if (link.state.property(FOCUS_MODE) !== FOCUS_MODE_MANUAL) await awaitFocus(link);
    await press(link, FULL_PRESS);
    await letGo(link, FULL_PRESS);
  } finally {
    // Whatever happened: a button left half pressed blocks the body.
    await letGo(link, HALF_PRESS);
  }
}

async function awaitFocus(link: CanonLink): Promise<void> {
  await link.until((state) => state.focus === 'found' || state.focus === 'failed', FOCUS_REPORT_MS);
  // No report at all is normal on bodies whose OLC layout is unknown: then the body decides at full press.
  if (link.state.focus === 'failed') throw new Fault('camera.noFocus');
}

async function press(link: CanonLink, button: number): Promise<void> {
  const reply = await link.transact({
    operation: REMOTE_RELEASE_ON,
    parameters: [button, 0],
    timeoutMs: FOCUS_TIMEOUT_MS,
  });
  if (reply.response === OK && (reply.parameters[0] ?? 0) === 0) return;
  if (reply.response === OK) throw releaseResult(reply.parameters[0] ?? 0);
  await letGo(link, HALF_PRESS);
  // A full press that is refused as busy after a good half press means that the lens found nothing.
  const undecided = button === FULL_PRESS && reply.response === DEVICE_BUSY && link.state.focus === 'searching';
  if (undecided) throw new Fault('camera.noFocus');
  throw faultOfResponse(reply.response, REMOTE_RELEASE_ON, canonResponses);
}

async function letGo(link: CanonLink, button: number): Promise<void> {
  await link.transact({ operation: REMOTE_RELEASE_OFF, parameters: [button] });
}

async function releaseOldBody(link: CanonLink): Promise<void> {
  const { parameters } = await link.request({ operation: REMOTE_RELEASE, timeoutMs: FOCUS_TIMEOUT_MS });
  const result = parameters[0] ?? 0;
  if (result !== 0) throw releaseResult(result);
}

/** Result parameter of a release: 1 no focus, 3 mirror up, 7 no memory, 8 card read-only. */
function releaseResult(result: number): Fault {
  if (result === 1) return new Fault('camera.noFocus');
  if (result === 7 || result === 8) return new Fault('camera.storeFull', { result });
  return new Fault('camera.refused', { result });
}

async function offeredPicture(link: CanonLink): Promise<ReportedPicture> {
  const isJpeg = (picture: ReportedPicture): boolean => picture.format === JPEG_FORMAT;
  await link.until((state) => state.pictures.some(isJpeg), PICTURE_MS);
  const picture = link.state.pictures.find(isJpeg);
  if (picture === undefined) throw new Fault('camera.noPicture');
  return picture;
}
