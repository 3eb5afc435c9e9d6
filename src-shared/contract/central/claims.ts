import { z } from 'zod';
import { Instant, StaffId, StreamId } from '../../ids.ts';
import { Subject } from '../../ledger/entry.ts';

/** Longest a claim lasts without being renewed, seconds. */
export const MAX_CLAIM_SECONDS = 600;

/** Most claims taken, renewed and given back by one stream within a minute; beyond it central answers `central.busy`. */
export const CLAIMS_A_MINUTE = 120;

/** Takes a case for a while, renews it, or gives it back. Only people are cases. */
export const ClaimRequest = z.strictObject({
  subject: Subject.refine((subject) => subject.startsWith('person:')),
  action: z.enum(['take', 'release']),
  /** Who works on it; shown to the others. */
  actor: StaffId,
  /** How long it is held if nobody renews it. */
  seconds: z.int().positive().max(MAX_CLAIM_SECONDS),
});
export type ClaimRequest = z.infer<typeof ClaimRequest>;

/** Who holds the case now. `held` is true when it is the asking counter. */
export const ClaimReply = z.strictObject({
  held: z.boolean(),
  by: z.strictObject({ stream: StreamId, actor: StaffId }).nullable(),
  /** By central's clock; compare with `serverTime`, never with one's own. */
  until: Instant.nullable(),
  serverTime: Instant,
});
export type ClaimReply = z.infer<typeof ClaimReply>;
