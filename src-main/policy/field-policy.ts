import { z } from 'zod';
import current from './field-policy-2026-11.json' with { type: 'json' };

const Limits = z.strictObject({ warn: z.int().nonnegative(), stop: z.int().nonnegative() });

/** How much may wait at a counter, how full its disk may be and how long it keeps what central has: data, with a date. */
export const FieldPolicy = z.strictObject({
  version: z.string(),
  inForceFrom: z.iso.date(),
  /** Entries that central has not acknowledged: at `warn` somebody should look, at `stop` no new case is begun. */
  unsentEntries: Limits,
  /** Hours since the oldest of them was written. */
  unsentHours: Limits,
  /** Bytes left on the disk of the store; `stop` is the lower one. */
  freeDiskBytes: Limits,
  /** Held back on disk, to be given up when it is full. */
  ballastBytes: z.int().nonnegative(),
  /** Days a photo or a report stays after central confirmed that it has it. */
  blobDays: z.int().positive(),
  /** Days the body of an entry stays after central settled it. */
  bodyDays: z.int().positive(),
});
export type FieldPolicy = z.infer<typeof FieldPolicy>;

/** The policy in force. */
export const fieldPolicy: FieldPolicy = FieldPolicy.parse(current);
