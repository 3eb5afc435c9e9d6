import { z } from 'zod';
import {
  ApplicationId,
  Cnic,
  Day,
  Instant,
  ReceiptNumber,
  RulesVersion,
  ShiftId,
  StaffId,
  StreamId,
} from '../../ids.ts';
import { PaymentMethod } from '../../catalogue/house-file.ts';
import { CashCount, RefundKind } from '../../ledger/entries/till-entries.ts';
import { Paisa } from '../../licensing/category.ts';
import { Language } from './enrolment.ts';
import { command, query } from './procedure.ts';
import { Code, FeeLineView, ReceiptView } from './views.ts';

const Reason = z.string().trim().min(3).max(200);

/** One drawer, from its float to its count. Amounts in paisa. */
export const ShiftView = z.object({
  shift: ShiftId,
  stream: StreamId,
  day: Day,
  operator: StaffId,
  nameEn: z.string(),
  nameUr: z.string(),
  float: Paisa,
  openedAt: Instant,
  /** `unsigned`: closed with a difference that no second person has seen. */
  stage: z.enum(['open', 'closed', 'unsigned']),
  receipts: z.int(),
  /** Null while it is open, for a drawer is counted without knowing what should be in it. */
  expected: z.int().nullable(),
  counted: Paisa.nullable(),
  variance: z.int().nullable(),
  reason: z.string().nullable(),
  closedAt: Instant.nullable(),
  closedBy: StaffId.nullable(),
  signedBy: StaffId.nullable(),
  note: z.string().nullable(),
});
export type ShiftView = z.infer<typeof ShiftView>;

/** What the person at the PC has to know of the money here. */
export const Drawer = z.object({
  day: Day,
  /** No money moves on this day any more. */
  dayClosed: z.boolean(),
  /** The own open shift of today. */
  shift: ShiftView.nullable(),
  /** Shifts of this counter that are open and have to be closed first: own ones of another day. */
  left: z.array(ShiftView),
  /** Open shifts of others at this counter. */
  others: z.array(ShiftView),
  /** The float of the last shift that was opened here. */
  lastFloat: Paisa.nullable(),
});
export type Drawer = z.infer<typeof Drawer>;

/** Money of one receipt on its way back. */
export const RefundView = z.object({
  receiptNumber: ReceiptNumber,
  applicationId: ApplicationId,
  cnic: Cnic,
  nameEn: z.string(),
  nameUr: z.string(),
  kind: RefundKind,
  amount: Paisa,
  method: PaymentMethod,
  reason: z.string(),
  stage: z.enum(['asked', 'agreed', 'refused', 'paid']),
  /** The counter where it was asked, which pays. */
  stream: StreamId,
  takenAt: Instant,
  takenBy: StaffId,
  askedAt: Instant,
  askedBy: StaffId,
  answeredBy: StaffId.nullable(),
  answer: z.string().nullable(),
  paidAt: Instant.nullable(),
  paidBy: StaffId.nullable(),
  /** Why the person at the PC may not answer; null when they may. */
  barred: Code.nullable(),
});
export type RefundView = z.infer<typeof RefundView>;

const OfReceipt = z.strictObject({ receiptNumber: ReceiptNumber });

export const till = {
  quote: query(['operator'])
    .input(z.strictObject({ applicationId: ApplicationId }))
    .output(
      z.object({
        rules: RulesVersion,
        reference: z.string(),
        lines: z.array(FeeLineView),
        total: Paisa,
        methods: z.array(PaymentMethod),
      }),
    ),
  /**
   * `tendered` in paisa, exact where it is not cash; `reference` of the challan or payment slip as typed. Refuses with
   * `till.noShift`, `till.dayClosed`, `fee.short {missing}`, `fee.alreadyPaid`, `fee.referenceWrong`, `fee.slipUsed`.
   */
  takeFee: command(['operator'])
    .input(
      z.strictObject({
        applicationId: ApplicationId,
        tendered: Paisa,
        method: PaymentMethod,
        reference: z.string().max(60).nullable().default(null),
      }),
    )
    .output(ReceiptView),
  receipt: query(['operator', 'supervisor']).input(OfReceipt).output(ReceiptView),
  /** The receipt as a PDF of one page, A5 or the 80 mm roll of a thermal printer; marked as a copy after the first. */
  receiptPaper: command(['operator', 'supervisor'])
    .input(
      z.strictObject({
        receiptNumber: ReceiptNumber,
        language: Language,
        format: z.enum(['a5', 'roll']).default('a5'),
      }),
    )
    .output(z.instanceof(Blob)),
  /** Books that the receipt on the screen goes to the printer: it says whether it is a copy. */
  printReceipt: command(['operator', 'supervisor'])
    .input(z.strictObject({ receiptNumber: ReceiptNumber, language: Language }))
    .output(ReceiptView),

  drawer: query(['operator', 'supervisor']).output(Drawer),
  /** Shifts of this counter on a day, and those of any day that are open or unsigned. */
  shifts: query(['operator', 'supervisor'])
    .input(z.strictObject({ day: Day }))
    .output(z.array(ShiftView)),
  /** Refuses with `till.shiftOpen` while the operator has one here, `till.dayClosed`. */
  openShift: command(['operator'])
    .input(z.strictObject({ float: Paisa }))
    .output(ShiftView),
  /**
   * By its operator, or by a supervisor in their place. Refuses with `till.varianceUnexplained {counted, expected,
   * variance}` where the count differs and no reason is given, `till.refundWaits`, `till.othersShift`.
   */
  closeShift: command(['operator', 'supervisor'])
    .input(z.strictObject({ shift: ShiftId, count: CashCount, reason: Reason.nullable() }))
    .output(ShiftView),
  /** A second person has seen a difference. Refuses with `till.nothingToSign`, `till.secondPersonNeeded`. */
  signShift: command(['supervisor'])
    .input(z.strictObject({ shift: ShiftId, note: z.string().trim().max(200) }))
    .output(ShiftView),

  /** Money asked back: what waits, or the last 200. */
  refunds: query(['operator', 'supervisor'])
    .input(z.strictObject({ filter: z.enum(['waiting', 'all']) }))
    .output(z.array(RefundView)),
  /** Refuses with `till.receiptUnknown`, `till.refundWaits`, `till.refunded`, `till.voidTooLate`, `fee.issued`. */
  askRefund: command(['operator', 'supervisor'])
    .input(z.strictObject({ receiptNumber: ReceiptNumber, kind: RefundKind, reason: Reason }))
    .output(RefundView),
  /** Refuses with `till.refundNotAsked`, `till.secondPersonNeeded`, `fee.issued`. */
  agreeRefund: command(['supervisor']).input(OfReceipt).output(RefundView),
  refuseRefund: command(['supervisor'])
    .input(z.strictObject({ receiptNumber: ReceiptNumber, reason: Reason }))
    .output(RefundView),
  /** Out of the own drawer. Refuses with `till.refundNotAgreed`, `till.noShift`, `till.paidElsewhere`, `till.notEnoughCash`. */
  payRefund: command(['operator']).input(OfReceipt).output(RefundView),
};
