import { plusDays } from '../licensing/calendar.ts';
import type { CalibrationPolicy, CalibrationState } from './calibration.ts';

/** What decides how a device's calibration stands; moments are ISO text. */
export interface CalibrationFacts {
  readonly policy: CalibrationPolicy;
  /** End of the newest calibration's life; absent without one. */
  readonly validUntil: string | undefined;
  /** When the device was first used here; absent before. */
  readonly firstUsed: string | undefined;
}

export interface Standing {
  readonly state: CalibrationState;
  /** When this state ends by itself; null where nothing is due. */
  readonly until: string | null;
}

/**
 * How a calibration stands at a moment. A device without one may be used for the days of grace from its
 * first use on, one whose calibration ended for the days of grace from that end on.
 */
export function calibrationStanding({ policy, validUntil, firstUsed }: CalibrationFacts, now: string): Standing {
  if (validUntil === undefined) {
    const graceEnds = plusDays(firstUsed ?? now, policy.graceDays);
    if (now >= graceEnds) return { state: 'blocked', until: null };
    return { state: 'missing', until: firstUsed === undefined ? null : graceEnds };
  }
  if (now < plusDays(validUntil, -policy.warnDays)) return { state: 'valid', until: validUntil };
  if (now < validUntil) return { state: 'endsSoon', until: validUntil };
  const graceEnds = plusDays(validUntil, policy.graceDays);
  return now < graceEnds ? { state: 'expired', until: graceEnds } : { state: 'blocked', until: null };
}
