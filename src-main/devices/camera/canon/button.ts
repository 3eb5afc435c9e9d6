import type { ErrorCode } from '../../../../src-shared/errors.ts';
import { Fault } from '../../../../src-shared/errors.ts';
import { DEVICE_BUSY, faultOfResponse, OK } from '../ptp/response.ts';
import {
  canonResponses,
  FULL_PRESS,
  NOT_READY,
  REMOTE_RELEASE,
  REMOTE_RELEASE_OFF,
  REMOTE_RELEASE_ON,
} from './canon-codes.ts';
import type { CanonLink } from './canon-link.ts';

/** A half press returns when the lens has stopped; slow lenses take up to 8 s. */
const PRESS_MS = 15_000;

/** Presses the shutter button. Errors: `camera.busy`, `camera.noFocus`, `camera.*`, `usb.*`. */
export async function press(link: CanonLink, button: number): Promise<void> {
  const reply = await link.transact({ operation: REMOTE_RELEASE_ON, parameters: [button, 0], timeoutMs: PRESS_MS });
  const result = reply.parameters[0] ?? 0;
  if (reply.response === OK && result === 0) return;
  if (reply.response === OK) throw releaseResult(result);
  const busy = reply.response === DEVICE_BUSY || reply.response === NOT_READY;
  // A full press that is refused as busy after a good half press means that the lens found nothing.
  if (busy && button === FULL_PRESS && link.state.focus === 'searching') throw new Fault('camera.noFocus');
  throw faultOfResponse(reply.response, REMOTE_RELEASE_ON, canonResponses);
}

/** Lets a button go, whatever the body says to it. */
export async function letGo(link: CanonLink, button: number): Promise<void> {
  await link.transact({ operation: REMOTE_RELEASE_OFF, parameters: [button] });
}

/** Old bodies: the whole release in one operation. Errors as `press`. */
export async function pressOldBody(link: CanonLink): Promise<void> {
  const { parameters } = await link.request({ operation: REMOTE_RELEASE, timeoutMs: PRESS_MS });
  const result = parameters[0] ?? 0;
  if (result !== 0) throw releaseResult(result);
}

/** Results of a release (libgphoto2, camlibs/ptp2/library.c). */
const results: Readonly<Record<number, ErrorCode>> = {
  1: 'camera.noFocus',
  3: 'camera.mirrorUp',
  7: 'camera.cardMissing',
  8: 'camera.storeFull',
};

function releaseResult(result: number): Fault {
  return new Fault(results[result] ?? 'camera.refused', { result });
}
