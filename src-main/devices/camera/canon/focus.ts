import { Fault } from '../../../../src-shared/errors.ts';
import {
  AF_CANCEL,
  DO_AF,
  DRIVE_LENS,
  FOCUS_MODE,
  FOCUS_MODE_MANUAL,
  HALF_PRESS,
  REMOTE_RELEASE_ON,
} from './canon-codes.ts';
import { letGo, press } from './button.ts';
import type { CanonLink } from './canon-link.ts';

/** A half press returns when the lens has stopped; in live view the report comes later. */
const HALF_PRESS_REPORT_MS = 500;
const LIVE_REPORT_MS = 5_000;
/** DriveLens is busy while the lens still moves from the step before. */
const DRIVE_MS = 3_000;
const FARTHER = 0x80_00;

/** Is the lens or the body switched to manual focus? */
export function isManualFocus(link: CanonLink): boolean {
  return link.state.property(FOCUS_MODE) === FOCUS_MODE_MANUAL;
}

/** Waits for what the body says of focus after a half press. Errors: `camera.noFocus`. */
export async function awaitFocus(link: CanonLink, limitMs: number = HALF_PRESS_REPORT_MS): Promise<void> {
  await link.until((state) => state.focus === 'found' || state.focus === 'failed', limitMs);
  // No report at all is normal on bodies whose OLC layout is unknown: then the body decides at full press.
  if (link.state.focus === 'failed') throw new Fault('camera.noFocus');
}

/**
 * Focuses once without a picture: by half pressing the shutter, in live view by the viewfinder's own
 * autofocus. Errors: `camera.noFocus`, also where the lens is switched to manual; `camera.*`, `usb.*`.
 */
export async function focusOnce(
  link: CanonLink,
  options: { readonly operations: ReadonlySet<number>; readonly inLiveView: boolean },
): Promise<void> {
  const { operations, inLiveView } = options;
  await link.drainEvents();
  if (isManualFocus(link)) throw new Fault('camera.noFocus', { what: 'manualFocus' });
  link.state.forgetFocus();
  if (inLiveView && operations.has(DO_AF)) return focusInLiveView(link, operations);
  if (!operations.has(REMOTE_RELEASE_ON)) throw new Fault('camera.refused', { what: 'focus' });
  try {
    await press(link, HALF_PRESS);
    await awaitFocus(link);
  } finally {
    await letGo(link, HALF_PRESS);
  }
}

/** Moves the lens: `steps` -3 to 3, negative is nearer. Live view must be on. Errors: `camera.*`, `usb.*`. */
export async function driveLens(link: CanonLink, steps: number): Promise<void> {
  if (steps === 0) return;
  const size = Math.min(3, Math.abs(Math.trunc(steps)));
  const parameter = steps < 0 ? size : FARTHER + size;
  await link.patiently({ operation: DRIVE_LENS, parameters: [parameter] }, DRIVE_MS);
}

async function focusInLiveView(link: CanonLink, operations: ReadonlySet<number>): Promise<void> {
  await link.patiently({ operation: DO_AF, timeoutMs: 15_000 }, DRIVE_MS);
  try {
    await awaitFocus(link, LIVE_REPORT_MS);
  } finally {
    // Without it the body goes on focusing and answers the next release as busy.
    if (operations.has(AF_CANCEL)) await link.transact({ operation: AF_CANCEL });
  }
}
