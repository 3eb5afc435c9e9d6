import { z } from 'zod';
import { ApplicationId, Day, Instant, JobId, LicenceNumber, Sha256, StreamId } from '../../ids.ts';

/** Bodies of the entries whose subject is a centre's box of card blanks for one day. */
export const stockEntries = {
  'stock.received': z.strictObject({ quantity: z.int().min(1).max(100_000), reference: z.string().min(2).max(80) }),
  'stock.used': z.strictObject({
    jobId: JobId,
    outcome: z.enum(['printed', 'spoiled']),
    reason: z.string().max(200).nullable(),
  }),
} as const;

/** Bodies of the entries whose subject is a lease of licence numbers. */
export const leaseEntries = {
  /** Written by central: serials `from`..`to` of a prefix, lent to one stream. */
  'lease.granted': z.strictObject({
    prefix: z.string().regex(/^[A-Z]{3}$/),
    from: z.int().positive(),
    to: z.int().positive(),
    checkDigit: z.literal('iso7064-mod11-10'),
    stream: StreamId,
    expiresAt: Instant,
  }),
  'lease.numberTaken': z.strictObject({ number: LicenceNumber, applicationId: ApplicationId }),
} as const;

/** Bodies of the entries whose subject is a counter's reports of one day. */
export const reportEntries = {
  'report.exported': z.strictObject({
    day: Day,
    format: z.enum(['pdf', 'csv']),
    language: z.enum(['en', 'ur']),
    sha256: Sha256,
    size: z.int().positive(),
  }),
} as const;
