import { z } from 'zod';
import { ApplicationId, Cnic, EntryId, Instant, JobId, LicenceNumber, ReceiptNumber, StreamId } from '../../ids.ts';
import {
  ExceptionDecision,
  ExceptionOutcome,
  ExceptionOwner,
  RecallOutcome,
} from '../../ledger/entries/exception-entries.ts';
import { Paisa } from '../../licensing/category.ts';
import { command, query } from './procedure.ts';
import { Code, EntryView } from './views.ts';

/** The one thing to do next; each is one click. */
export const NextStep = z.discriminatedUnion('do', [
  z.object({ do: z.literal('nothing') }),
  z.object({ do: z.literal('tryNow') }),
  z.object({ do: z.literal('openApplication'), applicationId: ApplicationId }),
  z.object({ do: z.literal('openCase'), entryId: EntryId }),
  z.object({ do: z.literal('renewEnrolment') }),
  z.object({ do: z.literal('freeDisk') }),
  z.object({ do: z.literal('recallCard'), jobId: JobId }),
  z.object({ do: z.literal('refund'), receiptNumber: ReceiptNumber }),
  z.object({ do: z.literal('callCentral') }),
]);
export type NextStep = z.infer<typeof NextStep>;

/** Whom and what a case concerns, as far as this counter knows; unknown is null. */
export const CaseAbout = z.object({
  cnic: Cnic.nullable(),
  nameEn: z.string().nullable(),
  nameUr: z.string().nullable(),
  applicationId: ApplicationId.nullable(),
  licenceNumber: LicenceNumber.nullable(),
  receiptNumber: ReceiptNumber.nullable(),
  amount: Paisa.nullable(),
});
export type CaseAbout = z.infer<typeof CaseAbout>;

/** One entry that central could not apply, and what is done about it. */
export const ExceptionView = z.object({
  entryId: EntryId,
  /** The counter whose entry it is: this one, a centre mate, or central in another's place. */
  stream: StreamId,
  seq: z.int(),
  type: z.string(),
  about: CaseAbout,
  code: Code,
  owner: ExceptionOwner,
  dueAt: Instant,
  openedAt: Instant,
  state: z.enum(['open', 'proposed', 'decided', 'closed']),
  decision: ExceptionDecision.nullable(),
  reason: z.string().nullable(),
  outcome: ExceptionOutcome.nullable(),
  /** Entries of this counter parked behind it. */
  waiting: z.int(),
  next: NextStep,
});
export type ExceptionView = z.infer<typeof ExceptionView>;

/** Why an entry stands where it stands. */
export const Why = z.object({
  entryId: EntryId,
  state: EntryView.shape.state,
  cause: Code.nullable(),
  /** Whose turn it is; `link` and `nobody` go on by themselves. */
  owner: z.enum(['nobody', 'link', 'technician', ...ExceptionOwner.options]),
  since: Instant,
  dueAt: Instant.nullable(),
  waitsFor: EntryId.nullable(),
  next: NextStep,
});
export type Why = z.infer<typeof Why>;

/** A card that was printed under an approval that does not stand, and must come back. */
export const RecallView = z.object({
  jobId: JobId,
  licenceNumber: LicenceNumber,
  cnic: Cnic,
  nameEn: z.string(),
  nameUr: z.string(),
  why: Code,
  dueAt: Instant,
  handedTo: z.string().nullable(),
  handedAt: Instant.nullable(),
  phone: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  outcome: RecallOutcome.nullable(),
});
export type RecallView = z.infer<typeof RecallView>;

const Filter = z.enum(['open', 'all']);

export const exceptions = {
  /** Cases of the centre's entries, those due first first; at most 200. */
  list: query('signedIn')
    .input(z.strictObject({ filter: Filter }))
    .output(z.array(ExceptionView)),
  /** Any entry of this counter, and any with a case. Refuses with `exception.unknown`. */
  why: query('signedIn')
    .input(z.strictObject({ entryId: EntryId }))
    .output(Why),
  /** Cards of this centre to get back, those due first first; at most 200. */
  recalls: query('signedIn')
    .input(z.strictObject({ filter: Filter }))
    .output(z.array(RecallView)),
  /** What became of a recalled card. Refuses with `recall.unknown`, `recall.closed`. */
  closeRecall: command(['supervisor'])
    .input(z.strictObject({ jobId: JobId, outcome: RecallOutcome, note: z.string().trim().max(200) }))
    .output(RecallView),
};
