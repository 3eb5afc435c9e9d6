import { z } from 'zod';
import { ApplicationId, Day, ReceiptNumber, RulesVersion, ShiftId } from '../../ids.ts';
import { FeeLine } from '../../catalogue/fee-line.ts';
import { PaymentMethod } from '../../catalogue/house-file.ts';
import { Paisa } from '../../licensing/category.ts';
import { PaymentReference } from '../../licensing/payment-reference.ts';

const Reason = z.string().trim().min(3).max(200);

/** So many notes or coins of one value, paisa. */
export const Counted = z.strictObject({ value: z.int().positive(), count: z.int().min(0).max(100_000) });
export type Counted = z.infer<typeof Counted>;

/** What lies in a drawer: notes and coins by value, each value once, and what was not counted by value. */
export const CashCount = z.strictObject({
  notes: z
    .array(Counted)
    .max(30)
    .refine((list) => new Set(list.map(({ value }) => value)).size === list.length, 'the same value twice'),
  other: Paisa,
});
export type CashCount = z.infer<typeof CashCount>;

/**
 * How money goes back. `void`: the receipt was a mistake, found in the shift it was given in, and the fee can be paid
 * anew. `refund`: the applicant takes the fee back, and the application ends.
 */
export const RefundKind = z.enum(['void', 'refund']);
export type RefundKind = z.infer<typeof RefundKind>;

/** What a day came to when it was closed; money is checked against the till, the rest is as the counter saw it. */
export const DayFigures = z.strictObject({
  opened: z.int().nonnegative(),
  decided: z.int().nonnegative(),
  /** Applications of this counter that were neither decided nor ended. */
  undecided: z.int().nonnegative(),
  shifts: z.int().nonnegative(),
  receipts: z.int().nonnegative(),
  taken: Paisa,
  /** Of `taken`, in cash. */
  cash: Paisa,
  paidOut: Paisa,
  /** Counted less expected, of all shifts. */
  variance: z.int(),
  blanks: z.int(),
  cardsGood: z.int().nonnegative(),
  cardsSpoiled: z.int().nonnegative(),
  entries: z.int().nonnegative(),
  /** Not sent, or not settled at central yet. */
  waiting: z.int().nonnegative(),
  exceptions: z.int().nonnegative(),
});
export type DayFigures = z.infer<typeof DayFigures>;

/** Bodies of the entries whose subject is a till, one counter's money of one day. */
export const tillEntries = {
  'till.took': z.strictObject({
    receiptNumber: ReceiptNumber,
    applicationId: ApplicationId,
    rules: RulesVersion,
    lines: z.array(FeeLine),
    total: Paisa,
    tendered: Paisa,
    method: PaymentMethod,
    /** The bank's challan or the payment slip; null for cash, absent in entries of older builds. */
    reference: PaymentReference.nullable().optional(),
    /** The shift it was taken in; absent in entries of older builds. */
    shift: ShiftId.optional(),
  }),
  /** A paper of it was made; every one after the first is a copy. */
  'till.receiptPrinted': z.strictObject({
    receiptNumber: ReceiptNumber,
    form: z.enum(['a5', 'roll', 'screen']),
    language: z.enum(['en', 'ur']),
  }),
  /** By the operator whose drawer it is, with what lies in it. */
  'till.shiftOpened': z.strictObject({ shift: ShiftId, float: Paisa }),
  /** `expected` is what the counter said should be there; a reason wherever the count differs. */
  'till.shiftClosed': z.strictObject({
    shift: ShiftId,
    count: CashCount,
    expected: z.int(),
    reason: Reason.nullable(),
  }),
  /** A supervisor has seen why a drawer did not hold what it should. */
  'till.shiftSigned': z.strictObject({ shift: ShiftId, note: z.string().trim().max(200) }),
  /** Written to the till that gave the receipt, at whichever counter of the centre it is asked. */
  'till.refundAsked': z.strictObject({
    receiptNumber: ReceiptNumber,
    kind: RefundKind,
    amount: Paisa,
    reason: Reason,
  }),
  'till.refundAgreed': z.strictObject({ receiptNumber: ReceiptNumber }),
  'till.refundRefused': z.strictObject({ receiptNumber: ReceiptNumber, reason: Reason }),
  /** The applicant has the money; by the counter where it was asked. */
  'till.refundPaid': z.strictObject({ receiptNumber: ReceiptNumber, amount: Paisa }),
  /** The same money, as it left the drawer: written to the till of the day it was paid. */
  'till.paidOut': z.strictObject({
    receiptNumber: ReceiptNumber,
    amount: Paisa,
    method: PaymentMethod,
    shift: ShiftId,
  }),
  'day.closed': z.strictObject({ day: Day, figures: DayFigures }),
  'day.reopened': z.strictObject({ day: Day, reason: Reason }),
} as const;
