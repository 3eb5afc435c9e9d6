import { z } from 'zod';
import { Cnic, Instant, LicenceNumber, StaffId } from '../../ids.ts';
import { Subject } from '../../ledger/entry.ts';
import { Signature } from './enrolment.ts';

/** Most lookups of one stream within a minute; beyond it central answers `central.busy`. */
export const LOOKUPS_A_MINUTE = 30;

/**
 * Asks for one person of any district, by CNIC or by the number of a licence they hold. Who asks is
 * named: an operator or a supervisor of the counter's centre, and central writes down that they did.
 */
export const LookupRequest = z.union([
  z.strictObject({ cnic: Cnic, actor: StaffId }),
  z.strictObject({ licenceNumber: LicenceNumber, actor: StaffId }),
]);
export type LookupRequest = z.infer<typeof LookupRequest>;

/**
 * What central knows of the person. Nobody known is an answer: `found` false, the rest null. From now
 * on the centre is told of every change of that person in its feed.
 */
export const LookupReply = z.strictObject({
  found: z.boolean(),
  /** `person:<cnic>`; also of a person not known yet when asked by CNIC. */
  subject: Subject.nullable(),
  /** JSON text of the confirmed state, verbatim. */
  state: z
    .string()
    .max(4 * 1024 * 1024)
    .nullable(),
  /** Central's number of the last change in it. */
  change: z.int().nonnegative(),
  /** Ed25519 by central over `subjectStatement()` of subject, change and the state's hash. */
  signature: Signature.nullable(),
  serverTime: Instant,
});
export type LookupReply = z.infer<typeof LookupReply>;
