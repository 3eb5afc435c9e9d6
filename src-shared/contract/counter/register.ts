import { z } from 'zod';
import { RuleId } from '../../catalogue/dated-rule.ts';
import { ServiceCode } from '../../catalogue/service-file.ts';
import { Words } from '../../catalogue/words.ts';
import {
  ApplicationId,
  Cnic,
  Day,
  EntryId,
  Instant,
  JobId,
  LicenceNumber,
  ReceiptNumber,
  RulesVersion,
  Sha256,
  StaffId,
  StreamId,
} from '../../ids.ts';
import { CardOutcome, PaperFormat, PaperKind, Receiver, TestOutcome } from '../../ledger/entries/person-entries.ts';
import { Category, Paisa } from '../../licensing/category.ts';
import { PersonData } from '../../licensing/person-data.ts';
import { KnownFrom } from './people.ts';
import { command, query } from './procedure.ts';
import { Code, Stage } from './views.ts';

/** Who did it, when and at which counter. */
const deed = { entry: EntryId, at: Instant, by: StaffId, stream: StreamId };

/** One act of the register on a document or a person. */
export const ActOfRegister = z.object({
  what: z.enum(['renewed', 'added', 'reissued', 'suspended', 'restored', 'cancelled', 'barred', 'unbarred']),
  applicationId: ApplicationId.nullable(),
  reason: z.string().nullable(),
  reference: z.string().nullable(),
  until: Day.nullable(),
  ...deed,
});
export type ActOfRegister = z.infer<typeof ActOfRegister>;

/** A card or permit that was made of a document; a later one supersedes it. */
export const IssueView = z.object({
  /** Its place in a status list, e.g. `QAA-17`. */
  place: z.string(),
  applicationId: ApplicationId,
  superseded: z.boolean(),
  ...deed,
});
export type IssueView = z.infer<typeof IssueView>;

/** A licence or permit with all that was done to it. */
export const DocumentView = z.object({
  number: LicenceNumber,
  /** `licence`, `learner`, `international`, or what else a service grants. */
  kind: z.string(),
  categories: z.array(Category),
  issuedOn: Day,
  validUntil: Day,
  /** False until central has applied the entry that issued it: provisional. */
  confirmed: z.boolean(),
  standing: z.enum(['active', 'expired', 'suspended', 'cancelled']),
  /** The last day of a suspension that ends by itself. */
  outUntil: Day.nullable(),
  issues: z.array(IssueView),
  /** In order. */
  changes: z.array(ActOfRegister),
  ...deed,
});
export type DocumentView = z.infer<typeof DocumentView>;

export const BarView = z.object({
  reason: z.string(),
  reference: z.string(),
  until: Day.nullable(),
  /** False when its last day has passed. */
  inForce: z.boolean(),
  ...deed,
});

/** One category of a road test, or a sign test (`category` null). */
export const TestView = z.object({
  applicationId: ApplicationId,
  test: z.enum(['sign', 'road']),
  category: Category.nullable(),
  outcome: TestOutcome,
  /** Right answers of those asked; of a sign test. */
  right: z.int().nullable(),
  asked: z.int().nullable(),
  vehicle: z.string().nullable(),
  note: z.string(),
  day: Day,
  /** The first day of another try after a fail. */
  retryFrom: Day.nullable(),
  ...deed,
});
export type TestView = z.infer<typeof TestView>;

export const PaymentView = z.object({
  receiptNumber: ReceiptNumber,
  applicationId: ApplicationId,
  total: Paisa,
  /** Given back, and why; null while it stays paid. */
  returned: z.object({ kind: z.string(), reason: z.string(), at: Instant, by: StaffId }).nullable(),
  /** When it was taken; null for a fee that went back, whose receipt says it. */
  takenAt: Instant.nullable(),
  takenBy: StaffId.nullable(),
});
export type PaymentView = z.infer<typeof PaymentView>;

export const PhotoView = z.object({ sha256: Sha256, applicationId: ApplicationId, ...deed });

export const CardJobView = z.object({
  jobId: JobId,
  licenceNumber: LicenceNumber,
  applicationId: ApplicationId,
  stage: z.union([z.literal('printing'), CardOutcome]),
  /** A later card of the same licence came out well. */
  superseded: z.boolean(),
  printReason: z.string().nullable(),
  outcomeReason: z.string().nullable(),
  handedOver: z.object({ receiver: Receiver, at: Instant, by: StaffId }).nullable(),
  ...deed,
});
export type CardJobView = z.infer<typeof CardJobView>;

export const PaperView = z.object({
  paper: PaperKind,
  applicationId: ApplicationId.nullable(),
  licenceNumber: LicenceNumber.nullable(),
  about: EntryId.nullable(),
  language: z.enum(['en', 'ur']),
  format: PaperFormat,
  reason: z.string().nullable(),
  ...deed,
});
export type PaperView = z.infer<typeof PaperView>;

export const ApplicationLine = z.object({
  id: ApplicationId,
  service: ServiceCode,
  title: Words,
  stage: Stage,
  categories: z.array(Category),
  years: z.int(),
  rules: RulesVersion,
  documents: z.array(RuleId),
  licenceNumber: LicenceNumber.nullable(),
  /** What its service prints besides cards. */
  prints: z.array(PaperKind),
  updatedAt: Instant,
  ...deed,
});
export type ApplicationLine = z.infer<typeof ApplicationLine>;

/** What was done by whom; `about` is a number, receipt or category. */
export const TrailLine = z.object({ type: z.string(), about: z.string().nullable(), ...deed });
export type TrailLine = z.infer<typeof TrailLine>;

/** An act of this person's that central could not apply, e.g. a second licence from another counter. */
export const ConflictView = z.object({
  entryId: EntryId,
  type: z.string(),
  code: Code,
  stream: StreamId,
  openedAt: Instant,
  dueAt: Instant,
});
export type ConflictView = z.infer<typeof ConflictView>;

/** All that the register has of one person; lists are newest first but for the changes of a document. */
export const PersonRecord = z.object({
  cnic: Cnic,
  person: PersonData.nullable(),
  source: KnownFrom,
  bar: BarView.nullable(),
  bars: z.array(ActOfRegister),
  documents: z.array(DocumentView),
  applications: z.array(ApplicationLine),
  tests: z.array(TestView),
  payments: z.array(PaymentView),
  photos: z.array(PhotoView),
  cards: z.array(CardJobView),
  papers: z.array(PaperView),
  trail: z.array(TrailLine),
  conflicts: z.array(ConflictView),
});
export type PersonRecord = z.infer<typeof PersonRecord>;

/** Why, and the order or letter it rests on. */
const grounds = { reason: z.string().trim().min(3).max(200), reference: z.string().trim().min(3).max(80) };
const ofLicence = { licenceNumber: LicenceNumber, ...grounds };
const ofPerson = { cnic: Cnic, ...grounds };

export const register = {
  /** As this counter's store has it, with its age. Refuses with `cnic.length`, `cnic.province`. */
  person: query(['operator', 'supervisor'])
    .input(z.strictObject({ cnic: z.string().max(40) }))
    .output(PersonRecord),
  /** Refuses with `card.noLicence`, `register.suspended`, `register.cancelled`, `register.untilPast`, `claim.held`. */
  suspend: command(['supervisor'])
    .input(z.strictObject({ ...ofLicence, until: Day.nullable() }))
    .output(PersonRecord),
  /** Refuses with `card.noLicence`, `register.notSuspended`, `register.cancelled`, `claim.held`. */
  restore: command(['supervisor']).input(z.strictObject(ofLicence)).output(PersonRecord),
  /** For good. Refuses with `card.noLicence`, `register.cancelled`, `claim.held`. */
  cancel: command(['supervisor']).input(z.strictObject(ofLicence)).output(PersonRecord),
  /** Nobody gives this person a licence until that day, or until it is lifted. Refuses with `register.untilPast`. */
  bar: command(['supervisor'])
    .input(z.strictObject({ ...ofPerson, until: Day.nullable() }))
    .output(PersonRecord),
  /** Refuses with `register.notBarred`, `claim.held`. */
  unbar: command(['supervisor']).input(z.strictObject(ofPerson)).output(PersonRecord),
};
