import { z } from 'zod';
import {
  ApplicationId,
  CalibrationId,
  Cnic,
  Day,
  JobId,
  LicenceNumber,
  ReceiptNumber,
  RulesVersion,
  Sha256,
} from '../../ids.ts';
import { FeeLine } from '../../licensing/fees.ts';
import { PersonData } from '../../licensing/person-data.ts';
import { Category, DocumentCode, Paisa, PaymentMethod } from '../../licensing/rule-book.ts';
import { Subject } from '../entry.ts';
import { PrinterReading } from './device-entries.ts';

const applicationId = ApplicationId;
const Reason = z.string().min(3).max(200);
const Years = z.int().min(1).max(99);
const Categories = z
  .array(Category)
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'the same category twice');

/** Services a person can apply for. */
export const Service = z.enum(['new']);
export type Service = z.infer<typeof Service>;

/** Why a supervisor sends an application back; the texts are under `returnReason.<code>`. */
export const ReturnReason = z.enum(['photo', 'data', 'documents', 'fee', 'other']);
export type ReturnReason = z.infer<typeof ReturnReason>;

export const Photo = z.strictObject({
  sha256: Sha256,
  size: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  camera: z.string().max(80),
  /** The camera's calibration it was taken with; null without one, absent in entries of older builds. */
  calibration: CalibrationId.nullable().optional(),
});
export type Photo = z.infer<typeof Photo>;

/** How a print ended, as the person at the printer saw it. */
export const CardOutcome = z.enum(['good', 'spoiled', 'notPrinted']);
export type CardOutcome = z.infer<typeof CardOutcome>;

/** Who took the card away; `self` needs no CNIC. */
export const Receiver = z.strictObject({
  name: z.string().min(2).max(60),
  relation: z.enum(['self', 'family', 'representative']),
  cnic: Cnic.nullable(),
});
export type Receiver = z.infer<typeof Receiver>;

/** Bodies of the entries whose subject is a person, by entry type. */
export const personEntries = {
  'person.recorded': z.strictObject({ person: PersonData }),
  'application.opened': z.strictObject({
    applicationId,
    service: Service,
    categories: Categories,
    years: Years,
    rules: RulesVersion,
  }),
  'application.changed': z.strictObject({ applicationId, categories: Categories, years: Years }),
  'application.documentsSeen': z.strictObject({ applicationId, documents: z.array(DocumentCode) }),
  'application.photographed': z.strictObject({ applicationId, photo: Photo }),
  'application.feePaid': z.strictObject({
    applicationId,
    receiptNumber: ReceiptNumber,
    rules: RulesVersion,
    lines: z.array(FeeLine),
    total: Paisa,
    tendered: Paisa,
    method: PaymentMethod,
  }),
  'application.submitted': z.strictObject({ applicationId, proofread: z.boolean() }),
  'application.returned': z.strictObject({ applicationId, reason: ReturnReason, note: z.string().max(200) }),
  'application.approved': z.strictObject({
    applicationId,
    licenceNumber: LicenceNumber,
    lease: Subject,
    issuedOn: Day,
    validUntil: Day,
  }),
  'application.cancelled': z.strictObject({ applicationId, reason: Reason }),
  'card.started': z.strictObject({
    jobId: JobId,
    applicationId,
    licenceNumber: LicenceNumber,
    /** Why a licence is printed again; null for the first card. */
    reason: Reason.nullable(),
    printer: z.string().max(80),
    front: Sha256,
    back: Sha256,
    /** The printer's calibration it is printed with; null without one, absent in entries of older builds. */
    calibration: CalibrationId.nullable().optional(),
    /** The printer's counters before the card is fed; null or absent where the printer has no account here. */
    reading: PrinterReading.nullable().optional(),
  }),
  'card.ended': z.strictObject({ jobId: JobId, outcome: CardOutcome, reason: Reason.nullable() }),
  'card.handedOver': z.strictObject({ jobId: JobId, receiver: Receiver }),
} as const;
