import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../errors.ts';
import { Cnic, EntryId, Instant, JobId, LicenceNumber, StreamId } from '../../ids.ts';

const Code = z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]);
export const Reason = z.string().min(3).max(400);

/** An administrator of central, as central's page names them; `central` is the machine itself. */
export const AdminName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,31}$/);

/** Whose turn it is: the counter's supervisor, the centre's head, central, or the licensing authority. */
export const ExceptionOwner = z.enum(['counter', 'centre', 'central', 'authority']);
export type ExceptionOwner = z.infer<typeof ExceptionOwner>;

/**
 * What is done with an entry that could not be applied. `retry`: its cause is mended, it is judged again.
 * `reject`: it is never applied, and what rests on it is set aside with it. `replace`: central writes an
 * entry of the same type and subject with a corrected body, which settles in its place.
 */
export const ExceptionDecision = z.enum(['retry', 'reject', 'replace']);
export type ExceptionDecision = z.infer<typeof ExceptionDecision>;

export const ExceptionOutcome = z.enum(['applied', 'parked', 'rejected', 'replaced']);
export type ExceptionOutcome = z.infer<typeof ExceptionOutcome>;

export const RecallOutcome = z.enum(['returned', 'destroyed', 'notFound']);
export type RecallOutcome = z.infer<typeof RecallOutcome>;

const CaseSubject = z.string().regex(/^exception:[A-Z]{3}-\d{1,3}-\d{1,4}:\d{1,16}$/);

/** Bodies of the entries whose subject is one entry's case. Central alone writes them. */
export const exceptionEntries = {
  /** An entry could not be applied; again, when it was judged again in vain. */
  'exception.opened': z.strictObject({
    entryId: EntryId,
    stream: StreamId,
    seq: z.int().positive(),
    /** Type and subject as the entry gives them, cut to a length; of another build perhaps. */
    type: z.string().max(64),
    about: z.string().max(100),
    code: Code,
    owner: ExceptionOwner,
    dueAt: Instant,
  }),
  'exception.assigned': z.strictObject({ owner: ExceptionOwner, dueAt: Instant, by: AdminName }),
  'exception.proposed': z
    .strictObject({
      decision: ExceptionDecision,
      reason: Reason,
      by: AdminName,
      /** The corrected body as JSON text; of `replace` alone. */
      replacement: z.string().max(262_144).nullable(),
    })
    .refine((body) => (body.decision === 'replace') === (body.replacement !== null), { path: ['replacement'] }),
  'exception.decided': z.strictObject({ agreed: z.boolean(), by: AdminName, reason: Reason }),
  'exception.closed': z.strictObject({ outcome: ExceptionOutcome }),
} as const;

/** Bodies of the entries whose subject is one card to get back. */
export const recallEntries = {
  /** Written by central: a card was printed under an approval that is rejected. */
  'recall.opened': z.strictObject({
    jobId: JobId,
    licenceNumber: LicenceNumber,
    cnic: Cnic,
    why: Code,
    dueAt: Instant,
    exception: CaseSubject,
    /** Who took the card away and when, for its own entries are rejected; null where nobody did, as far as central knows. */
    handedTo: z.string().max(60).nullable(),
    handedAt: Instant.nullable(),
  }),
  /** Written by a supervisor at a counter. */
  'recall.closed': z.strictObject({ outcome: RecallOutcome, note: z.string().max(200) }),
} as const;
