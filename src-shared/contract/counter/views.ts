import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../errors.ts';
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
import { Receiver, ReturnReason, TestOutcome } from '../../ledger/entries/person-entries.ts';
import { RefundKind } from '../../ledger/entries/till-entries.ts';
import { FeeLine } from '../../catalogue/fee-line.ts';
import { PersonData } from '../../licensing/person-data.ts';
import { PaymentMethod } from '../../catalogue/house-file.ts';
import { RuleId } from '../../catalogue/dated-rule.ts';
import { ServiceCode } from '../../catalogue/service-file.ts';
import { ServiceRules } from '../../catalogue/service-rules.ts';
import { Words } from '../../catalogue/words.ts';
import { Category, Paisa } from '../../licensing/category.ts';

export const Code = z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]);

/** The steps of an application; a service names those it has, and in which order. */
export const Step = z.enum([
  'person',
  'licence',
  'form',
  'documents',
  'photo',
  'signTest',
  'roadTest',
  'fee',
  'review',
]);
export type Step = z.infer<typeof Step>;

export const Stage = z.enum(['open', 'submitted', 'returned', 'approved', 'cancelled']);

/** A licence as every screen shows it; `confirmed` is false until central has applied its approval. */
export const LicenceView = z.object({
  number: LicenceNumber,
  cnic: Cnic,
  categories: z.array(Category),
  issuedOn: Day,
  validUntil: Day,
  confirmed: z.boolean(),
});
export type LicenceView = z.infer<typeof LicenceView>;

/** One line of a work list. */
export const ApplicationSummary = z.object({
  id: ApplicationId,
  cnic: Cnic,
  nameEn: z.string(),
  nameUr: z.string(),
  service: ServiceCode,
  title: Words,
  stage: Stage,
  step: Step,
  categories: z.array(Category),
  returnReason: ReturnReason.nullable(),
  returnNote: z.string().nullable(),
  stream: StreamId,
  openedBy: StaffId,
  updatedAt: Instant,
});
export type ApplicationSummary = z.infer<typeof ApplicationSummary>;

/** All of an application that a screen may need. */
export const ApplicationView = z.object({
  ...ApplicationSummary.shape,
  person: PersonData,
  years: z.int(),
  rules: RulesVersion,
  documents: z.array(RuleId),
  documentsNeeded: z.array(RuleId),
  /** Names of all papers of the service. */
  documentLabels: z.record(RuleId, Words),
  /** The rules it was opened under: the screens ask the same as the fold. */
  serviceRules: ServiceRules,
  /** To the service's own form, by field; empty until it is filled in. */
  answers: z.record(RuleId, z.string()),
  signTests: z.array(z.object({ passed: z.boolean(), right: z.int(), asked: z.int(), day: Day })),
  roadTests: z.array(z.object({ category: Category, outcome: TestOutcome, vehicle: z.string().nullable(), day: Day })),
  /** What is renewed, added to or made anew. */
  document: z.object({ number: LicenceNumber, categories: z.array(Category), validUntil: Day }).nullable(),
  photo: Sha256.nullable(),
  feeTotal: Paisa.nullable(),
  receiptNumber: ReceiptNumber.nullable(),
  openedAt: Instant,
  submittedBy: StaffId.nullable(),
  submittedAt: Instant.nullable(),
  licence: LicenceView.nullable(),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

/** A line of a fee with its name. */
export const FeeLineView = z.object({ ...FeeLine.shape, label: Words });
export type FeeLineView = z.infer<typeof FeeLineView>;

export const ReceiptView = z.object({
  receiptNumber: ReceiptNumber,
  applicationId: ApplicationId,
  cnic: Cnic,
  nameEn: z.string(),
  nameUr: z.string(),
  rules: RulesVersion,
  lines: z.array(FeeLineView),
  total: Paisa,
  tendered: Paisa,
  /** `tendered - total`, paisa. */
  change: Paisa,
  method: PaymentMethod,
  /** The bank's challan or the payment slip. */
  reference: z.string().nullable(),
  takenAt: Instant,
  takenBy: StaffId,
  /** Papers of it that were made; every one after the first is a copy. */
  printed: z.int(),
  /** Money of it that was asked back last. */
  refund: z.object({ kind: RefundKind, stage: z.enum(['asked', 'agreed', 'refused', 'paid']) }).nullable(),
});
export type ReceiptView = z.infer<typeof ReceiptView>;

/** One card job, or a licence that has none yet (`jobId` null). */
export const CardView = z.object({
  jobId: JobId.nullable(),
  licence: LicenceView,
  applicationId: ApplicationId,
  nameEn: z.string(),
  nameUr: z.string(),
  photo: Sha256.nullable(),
  stage: z.enum(['waiting', 'printing', 'good', 'spoiled', 'notPrinted']),
  /** True when the next print needs a recorded reason. */
  reasonNeeded: z.boolean(),
  outcomeReason: z.string().nullable(),
  startedAt: Instant.nullable(),
  handedOver: z.object({ receiver: Receiver, at: Instant, by: StaffId }).nullable(),
});
export type CardView = z.infer<typeof CardView>;

/** One entry on the replay page, with what it waits for and who has to act. */
export const EntryView = z.object({
  seq: z.int(),
  id: EntryId,
  type: z.string(),
  subject: z.string(),
  at: Instant,
  actor: StaffId,
  state: z.enum(['waiting', 'received', 'applied', 'parked', 'exception', 'rejected']),
  /** Photos of this entry that central has not confirmed yet. */
  blobsWaiting: z.int(),
  receiptAt: Instant.nullable(),
  change: z.int().nullable(),
  /** For anything stuck: why, who has to act, and the next action (`error.<code>.*` texts). */
  stuck: z
    .object({ code: Code, owner: z.enum(['nobody', 'operator', 'supervisor', 'technician', 'central']) })
    .nullable(),
});
export type EntryView = z.infer<typeof EntryView>;
