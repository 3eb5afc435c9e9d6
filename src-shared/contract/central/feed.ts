import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../errors.ts';
import { CentreCode, EntryId, Instant, StaffId, StreamId } from '../../ids.ts';
import { Entry, Subject } from '../../ledger/entry.ts';
import { Role } from '../../roles.ts';

/** Central's number of a change: gapless order, assigned by a single appender. */
export const ChangeNumber = z.int().positive();

/**
 * What became of an entry: settled, waiting for another, kept for a person to settle, or rejected by
 * them. `applied` and `rejected` are final.
 */
export const ReceiptStatus = z.enum(['applied', 'parked', 'exception', 'rejected']);
export type ReceiptStatus = z.infer<typeof ReceiptStatus>;

export const Receipt = z.strictObject({
  stream: StreamId,
  seq: z.int().positive(),
  entryId: EntryId,
  status: ReceiptStatus,
  /** Why it is parked, an exception or rejected. */
  code: z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]).nullable(),
  /** The entry it waits for, when parked; the entry it was rejected with, or its replacement, when rejected. */
  waitsFor: EntryId.nullable(),
});
export type Receipt = z.infer<typeof Receipt>;

/** A member of staff as a counter keeps them for signing in offline. */
export const StaffMember = z.strictObject({
  id: StaffId,
  nameEn: z.string().min(1).max(60),
  nameUr: z.string().min(1).max(60),
  role: Role,
  /** Argon2id in PHC string form (RFC 9106). */
  pinHash: z.string().startsWith('$argon2id$'),
  active: z.boolean(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** The reference data of one centre: replaced whole whenever it changes. */
export const CentreReference = z.strictObject({
  code: CentreCode,
  nameEn: z.string().min(1).max(80),
  nameUr: z.string().min(1).max(80),
  staff: z.array(StaffMember),
});
export type CentreReference = z.infer<typeof CentreReference>;

/** Largest state of one subject, characters: thousands of times what one human being needs. */
const MAX_STATE = 4 * 1024 * 1024;

/**
 * One item of the pull feed, in central's order. `receipt` speaks of the asking counter's own
 * entries; `entry` brings another stream's applied entry (a centre mate's or central's own);
 * `reference` replaces the centre's reference data; `subject` is the confirmed state of a subject that
 * was worked on before the centre took part in it, and replaces what the counter had of it; `claim` says
 * who works on a case, with nulls when nobody does.
 */
export const FeedItem = z.discriminatedUnion('kind', [
  z.strictObject({ change: ChangeNumber, at: Instant, kind: z.literal('receipt'), receipt: Receipt }),
  z.strictObject({
    change: ChangeNumber,
    at: Instant,
    kind: z.literal('entry'),
    entry: Entry,
    /** On central's own entries: Ed25519 by central over `headStatement()` of the entry. */
    signature: z.base64().length(88).optional(),
  }),
  z.strictObject({ change: ChangeNumber, at: Instant, kind: z.literal('reference'), reference: CentreReference }),
  z.strictObject({
    change: ChangeNumber,
    at: Instant,
    kind: z.literal('subject'),
    subject: Subject,
    /** JSON text of the state as of this change, verbatim. */
    state: z.string().max(MAX_STATE),
    /** Ed25519 by central over `subjectStatement()`. */
    signature: z.base64().length(88),
  }),
  z.strictObject({
    change: ChangeNumber,
    at: Instant,
    kind: z.literal('claim'),
    subject: Subject,
    stream: StreamId.nullable(),
    actor: StaffId.nullable(),
    /** By central's clock. */
    until: Instant.nullable(),
  }),
]);
export type FeedItem = z.infer<typeof FeedItem>;

export const MAX_FEED_ITEMS = 500;
/** Longest wait of a long poll, seconds. */
export const MAX_FEED_WAIT = 25;

export const FeedQuery = z.strictObject({
  /** Last change number applied; 0 for the beginning. */
  after: z.coerce.number().int().nonnegative(),
  /** The last item taken and its `at`: a central that was set back no longer has it so. */
  seen: z.coerce.number().int().positive().optional(),
  seenAt: Instant.optional(),
  limit: z.coerce.number().int().positive().max(MAX_FEED_ITEMS).optional(),
  /** Seconds to wait for news when there is none. */
  wait: z.coerce.number().int().nonnegative().max(MAX_FEED_WAIT).optional(),
});
export type FeedQuery = z.infer<typeof FeedQuery>;

export const FeedPage = z.strictObject({
  items: z.array(FeedItem).max(MAX_FEED_ITEMS),
  /** Ask next after this; it may lie beyond the last item, for numbers of other centres are skipped. */
  next: z.int().nonnegative(),
  /** More is there already: ask again at once. */
  more: z.boolean(),
  serverTime: Instant,
});
export type FeedPage = z.infer<typeof FeedPage>;
