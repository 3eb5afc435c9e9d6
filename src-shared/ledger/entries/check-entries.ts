import { z } from 'zod';
import { verdicts } from '../../credential/verdict.ts';
import { LicenceNumber } from '../../ids.ts';

/** How what was checked came in. */
export const checkWays = ['scanner', 'webcam', 'number', 'picture', 'text'] as const;
export type CheckWay = (typeof checkWays)[number];

/** Bodies of the entries whose subject is what one counter checked on one day. */
export const checkEntries = {
  /** Somebody wanted to know about a card, a permit or a number. Of the holder it names nothing but the number. */
  'check.made': z.strictObject({
    by: z.enum(checkWays),
    verdict: z.enum(verdicts),
    /** Codes of the reasons, the weightiest first; those of builds to come are kept as they are. */
    reasons: z
      .array(
        z
          .string()
          .max(60)
          .regex(/^[a-z]+\.[a-zA-Z]+$/),
      )
      .max(40),
    /** As the card says, also where it is not to be believed; null where nothing was read. */
    licenceNumber: LicenceNumber.nullable(),
    /** Seconds since the status list was central's word; null without one. */
    statusAge: z.int().nonnegative().nullable(),
  }),
} as const;
