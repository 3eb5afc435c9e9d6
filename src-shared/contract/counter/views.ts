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
import { Receiver, ReturnReason, Service } from '../../ledger/entries/person-entries.ts';
import { FeeLine } from '../../licensing/fees.ts';
import { PersonData } from '../../licensing/person-data.ts';
import { Category, DocumentCode, Paisa, PaymentMethod } from '../../licensing/rule-book.ts';

export const Code = z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]);

/** The steps of a new licence, in the order an operator goes through them. */
export const Step = z.enum(['person', 'licence', 'documents', 'photo', 'fee', 'review']);
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
  service: Service,
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
  documents: z.array(DocumentCode),
  documentsNeeded: z.array(DocumentCode),
  photo: Sha256.nullable(),
  feeTotal: Paisa.nullable(),
  receiptNumber: ReceiptNumber.nullable(),
  openedAt: Instant,
  submittedBy: StaffId.nullable(),
  submittedAt: Instant.nullable(),
  licence: LicenceView.nullable(),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

export const ReceiptView = z.object({
  receiptNumber: ReceiptNumber,
  applicationId: ApplicationId,
  cnic: Cnic,
  nameEn: z.string(),
  nameUr: z.string(),
  rules: RulesVersion,
  lines: z.array(FeeLine),
  total: Paisa,
  tendered: Paisa,
  /** `tendered - total`, paisa. */
  change: Paisa,
  method: PaymentMethod,
  takenAt: Instant,
  takenBy: StaffId,
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
