import { z } from 'zod';
import {
  ApplicationId,
  CalibrationId,
  CentreCode,
  Cnic,
  Day,
  EntryId,
  JobId,
  LicenceNumber,
  ReceiptNumber,
  RulesVersion,
  Sha256,
} from '../../ids.ts';
import { DocumentKind } from '../../catalogue/condition.ts';
import { RuleId } from '../../catalogue/dated-rule.ts';
import { FeeLine } from '../../catalogue/fee-line.ts';
import { AskedQuestion } from '../../catalogue/question-paper.ts';
import { ServiceCode } from '../../catalogue/service-file.ts';
import { PersonData } from '../../licensing/person-data.ts';
import { PaymentMethod } from '../../catalogue/house-file.ts';
import { Category, Paisa } from '../../licensing/category.ts';
import { PaymentReference } from '../../licensing/payment-reference.ts';
import { Subject } from '../entry.ts';
import { PrinterReading } from './device-entries.ts';
import { RefundKind } from './till-entries.ts';

const applicationId = ApplicationId;
const Reason = z.string().min(3).max(200);
/** 0 where the service has no years to choose. */
const Years = z.int().min(0).max(99);
/** Empty where the service is of no category. */
const Categories = z.array(Category).refine((list) => new Set(list).size === list.length, 'the same category twice');

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

/** Why the register was changed, and the order or letter it rests on. */
const grounds = { reason: Reason, reference: z.string().trim().min(3).max(80) };

export const TestOutcome = z.enum(['pass', 'fail', 'absent']);
export type TestOutcome = z.infer<typeof TestOutcome>;

/** The registration of a vehicle a road test was driven in. */
export const Vehicle = z.string().trim().min(2).max(30);

/** How a sign test came to its end: by its taker, by its time, or by the operator because its taker left. */
export const TestEnd = z.enum(['finished', 'timeUp', 'abandoned']);
export type TestEnd = z.infer<typeof TestEnd>;

/** The place of one issued card or permit in a status list: the list is named by the prefix of the lease it was taken from. */
export const StatusIndex = z.strictObject({
  list: z.string().regex(/^[A-Z]{3}$/),
  index: z.int().nonnegative(),
  lease: Subject,
});
export type StatusIndex = z.infer<typeof StatusIndex>;

/**
 * A paper that is given out: what a service prints besides cards, `returned` tells an applicant why an application came
 * back, and `notice` tells of an act of the register.
 */
export const PaperKind = z.enum(['permit', 'international', 'letter', 'returned', 'notice']);
export type PaperKind = z.infer<typeof PaperKind>;

/** A4, or the 80 mm roll of a thermal printer. */
export const PaperFormat = z.enum(['a4', 'roll']);
export type PaperFormat = z.infer<typeof PaperFormat>;

/** What an application ends in. */
const granted = {
  applicationId,
  licenceNumber: LicenceNumber,
  /** Where a new number was taken from; null where the number stays. */
  lease: Subject.nullable(),
  issuedOn: Day,
  validUntil: Day,
  /** Absent in entries of older builds, and where nothing is printed that proves itself. */
  status: StatusIndex.optional(),
};

/** Bodies of the entries whose subject is a person, by entry type. */
export const personEntries = {
  'person.recorded': z.strictObject({ person: PersonData }),
  'application.opened': z.strictObject({
    applicationId,
    service: ServiceCode,
    categories: Categories,
    years: Years,
    rules: RulesVersion,
  }),
  'application.changed': z.strictObject({ applicationId, categories: Categories, years: Years }),
  'application.documentsSeen': z.strictObject({ applicationId, documents: z.array(RuleId).max(30) }),
  /** The service's own form, whole: answers by field. */
  'application.answered': z.strictObject({ applicationId, answers: z.record(RuleId, z.string().max(200)) }),
  'application.photographed': z.strictObject({ applicationId, photo: Photo }),
  'application.feePaid': z.strictObject({
    applicationId,
    receiptNumber: ReceiptNumber,
    rules: RulesVersion,
    lines: z.array(FeeLine),
    total: Paisa,
    tendered: Paisa,
    method: PaymentMethod,
    /** As on the till's entry; absent in entries of older builds. */
    reference: PaymentReference.nullable().optional(),
  }),
  /** A supervisor agreed that the fee goes back: it can be paid anew, or the application ends. */
  'application.feeReturned': z.strictObject({
    applicationId,
    receiptNumber: ReceiptNumber,
    kind: RefundKind,
    reason: Reason,
  }),
  /** A sign test that was sat to its end. */
  'application.satSignTest': z.strictObject({
    applicationId,
    /** The rule it was asked under, and the bank of its questions: `<bank>@<version>`. */
    rule: RuleId,
    bank: z.string().max(60),
    questions: z
      .array(
        z.strictObject({
          ...AskedQuestion.shape,
          /** Of those shown, from 0; null where none was chosen. */
          chosen: z.int().min(0).max(9).nullable(),
          right: z.boolean(),
        }),
      )
      .min(1)
      .max(100),
    right: z.int().nonnegative(),
    passed: z.boolean(),
    seconds: z.int().nonnegative(),
    language: z.enum(['en', 'ur']),
    ended: TestEnd,
    /** How often the counter stopped in the middle of it. */
    interrupted: z.int().nonnegative(),
  }),
  /** A road test as its examiner, who writes the entry, saw it; one result a category. */
  'application.droveRoadTest': z
    .strictObject({
      applicationId,
      /** Its registration; null where nobody came to drive it. */
      vehicle: Vehicle.nullable(),
      results: z
        .array(z.strictObject({ category: Category, outcome: TestOutcome, note: z.string().max(200) }))
        .min(1)
        .refine(
          (list) => new Set(list.map(({ category }) => category)).size === list.length,
          'the same category twice',
        ),
    })
    .refine(({ vehicle, results }) => vehicle !== null || results.every(({ outcome }) => outcome === 'absent'), {
      path: ['vehicle'],
      message: 'who drove, drove a vehicle',
    }),
  'application.submitted': z.strictObject({ applicationId, proofread: z.boolean() }),
  'application.returned': z.strictObject({ applicationId, reason: ReturnReason, note: z.string().max(200) }),
  /** By a second person, where the service asks for one. */
  'application.approved': z.strictObject(granted),
  /** By the operator, where the service asks for no second person. */
  'application.issued': z.strictObject({ ...granted, proofread: z.boolean() }),
  'application.cancelled': z.strictObject({ applicationId, reason: Reason }),
  /** A document that was issued before this register was, as the papers or files it was kept in have it. By central alone. */
  'licence.carriedOver': z.strictObject({
    licenceNumber: LicenceNumber,
    kind: DocumentKind,
    categories: Categories,
    issuedOn: Day,
    validUntil: Day,
    centre: CentreCode,
  }),
  /** A document of the register is out of force, for a time or until it is restored. */
  'licence.suspended': z.strictObject({ licenceNumber: LicenceNumber, ...grounds, until: Day.nullable() }),
  'licence.restored': z.strictObject({ licenceNumber: LicenceNumber, ...grounds }),
  'licence.cancelled': z.strictObject({ licenceNumber: LicenceNumber, ...grounds }),
  /** Nobody gives this person a licence until that day, or ever. */
  'person.barred': z.strictObject({ ...grounds, until: Day.nullable() }),
  'person.unbarred': z.strictObject(grounds),
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
  /** A paper was made; the hash is of the PDF that was given out. */
  'paper.printed': z.strictObject({
    paper: PaperKind,
    /** Null for a notice to a person who holds nothing. */
    applicationId: ApplicationId.nullable(),
    licenceNumber: LicenceNumber.nullable(),
    /** The entry a letter tells of. */
    about: EntryId.nullable(),
    language: z.enum(['en', 'ur']),
    format: PaperFormat,
    /** Why it is printed again; null for the first one. */
    reason: Reason.nullable(),
    sha256: Sha256,
    size: z.int().positive(),
  }),
  'card.handedOver': z.strictObject({ jobId: JobId, receiver: Receiver }),
} as const;
