import { Fault } from '../../../../src-shared/errors.ts';
import { CLOSE_SESSION } from './operations.ts';
import type { PtpRequest } from './ptp-session.ts';
import type { PtpLink } from './ptp-link.ts';

/** Runs the steps that hand a body back, then closes the session. What a step answers does not matter. */
export async function endSession(link: PtpLink, steps: readonly PtpRequest[] = []): Promise<void> {
  try {
    for (const step of [...steps, { operation: CLOSE_SESSION, timeoutMs: 2_000 }]) await link.transact(step);
  } catch (error) {
    // With the wire gone no further step can succeed, and each would wait for its limit.
    if (!(error instanceof Fault)) throw error;
  }
}
