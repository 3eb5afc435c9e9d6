import { z } from 'zod';
import { Day, Instant, ReceiptNumber, ShiftId, StaffId } from '../../ids.ts';
import { DayFigures } from '../../ledger/entries/till-entries.ts';
import { command, query } from './procedure.ts';

/** Where a line of the page is settled, on one key. */
export const CloseStep = z.discriminatedUnion('do', [
  z.object({ do: z.literal('decide') }),
  z.object({ do: z.literal('closeShift'), shift: ShiftId }),
  z.object({ do: z.literal('signShift'), shift: ShiftId }),
  z.object({ do: z.literal('answerRefund'), receiptNumber: ReceiptNumber }),
  z.object({ do: z.literal('payRefund'), receiptNumber: ReceiptNumber }),
  z.object({ do: z.literal('lookAtCard') }),
  z.object({ do: z.literal('countBlanks') }),
  z.object({ do: z.literal('explainCards') }),
  z.object({ do: z.literal('tryNow') }),
  z.object({ do: z.literal('openExceptions') }),
]);
export type CloseStep = z.infer<typeof CloseStep>;

/** One number of a line; `rupees` are paisa. */
const Figure = z.object({
  name: z.enum([
    'opened',
    'approved',
    'returned',
    'open',
    'submitted',
    'shifts',
    'expected',
    'counted',
    'variance',
    'receipts',
    'cash',
    'bank',
    'psid',
    'outside',
    'asked',
    'agreed',
    'paidOut',
    'opening',
    'received',
    'used',
    'closing',
    'good',
    'spoiled',
    'noOutcome',
    'unexplained',
    'difference',
    'entries',
    'confirmed',
    'waiting',
    'exceptions',
    'cases',
  ]),
  value: z.int(),
  is: z.enum(['count', 'rupees']),
});
export type CloseFigure = z.infer<typeof Figure>;

/**
 * One line: `ok` when nothing is left, `known` when something is left and it is known what, `unknown` when the day
 * cannot be closed before somebody finds out.
 */
export const CloseLine = z.object({
  section: z.enum(['work', 'cash', 'cards', 'replay']),
  line: z.enum([
    'applications',
    'shifts',
    'drawers',
    'receipts',
    'refunds',
    'blanks',
    'prints',
    'account',
    'sent',
    'cases',
  ]),
  standing: z.enum(['ok', 'known', 'unknown']),
  figures: z.array(Figure),
  next: CloseStep.nullable(),
});
export type CloseLine = z.infer<typeof CloseLine>;

/** A counter's day, reconciled on one page. */
export const CloseOfDay = z.object({
  day: Day,
  stage: z.enum(['open', 'closed', 'reopened']),
  closedAt: Instant.nullable(),
  closedBy: StaffId.nullable(),
  /** Why it was opened again. */
  reason: z.string().nullable(),
  lines: z.array(CloseLine),
  unknowns: z.int(),
  /** As they are now, or as they were when the day was closed. */
  figures: DayFigures,
  /** Is it central that has not been reached? Then unsent work is known, and no reason to wait. */
  linkDown: z.boolean(),
});
export type CloseOfDay = z.infer<typeof CloseOfDay>;

const OfDay = z.strictObject({ day: Day });

export const closeOfDay = {
  /** Refuses with `report.badDay` for a day that has not begun. */
  page: query(['supervisor']).input(OfDay).output(CloseOfDay),
  /** Refuses with `till.dayUnknowns {count}`, `till.dayClosed`. */
  close: command(['supervisor']).input(OfDay).output(CloseOfDay),
  /** Refuses with `till.dayOpen`. */
  reopen: command(['supervisor'])
    .input(z.strictObject({ day: Day, reason: z.string().trim().min(3).max(200) }))
    .output(CloseOfDay),
};
