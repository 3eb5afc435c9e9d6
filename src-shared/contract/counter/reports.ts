import { z } from 'zod';
import { Day, Instant, ReceiptNumber, Sha256, StaffId } from '../../ids.ts';
import { RefundKind } from '../../ledger/entries/till-entries.ts';
import { PaymentMethod } from '../../catalogue/house-file.ts';
import { Category, Paisa } from '../../licensing/category.ts';
import { FeeCode } from '../../catalogue/fee-line.ts';
import { ServiceCode } from '../../catalogue/service-file.ts';
import { Words } from '../../catalogue/words.ts';
import { Language } from './enrolment.ts';
import { command, query } from './procedure.ts';
import { CardFigures, StockDay } from './stock.ts';
import { ShiftView } from './till.ts';

const Work = z.object({
  opened: z.int(),
  submitted: z.int(),
  returned: z.int(),
  approved: z.int(),
  cardsGood: z.int(),
  cardsSpoiled: z.int(),
  handedOver: z.int(),
});

/** A counter's day in figures. Amounts in paisa. */
export const DayReport = z.object({
  day: Day,
  madeAt: Instant,
  stream: z.string(),
  centre: z.object({ code: z.string(), nameEn: z.string(), nameUr: z.string() }),
  counter: z.int(),
  practice: z.boolean(),
  work: Work,
  byService: z.array(z.object({ service: ServiceCode, title: Words, ...Work.shape })),
  /** A licence with two categories counts in both. */
  byCategory: z.array(z.object({ category: Category, opened: z.int(), approved: z.int() })),
  byOperator: z.array(
    z.object({ staffId: StaffId, nameEn: z.string(), nameUr: z.string(), ...Work.shape, taken: Paisa }),
  ),
  money: z.object({
    receipts: z.int(),
    total: Paisa,
    byMethod: z.array(z.object({ method: PaymentMethod, receipts: z.int(), amount: Paisa })),
    byHead: z.array(z.object({ code: FeeCode, category: Category.nullable(), label: Words, amount: z.int() })),
  }),
  till: z.object({
    shifts: z.array(ShiftView),
    /** Money that left this counter's drawers, or was given back by the way it came. */
    back: z.array(
      z.object({
        receiptNumber: ReceiptNumber,
        kind: RefundKind,
        amount: Paisa,
        method: PaymentMethod,
        reason: z.string(),
        agreedBy: StaffId,
        paidBy: StaffId,
      }),
    ),
    /** Null while nobody closed the day. */
    close: z
      .object({
        stage: z.enum(['closed', 'reopened']),
        closedAt: Instant,
        closedBy: StaffId,
        reason: z.string().nullable(),
      })
      .nullable(),
  }),
  cards: StockDay,
  /** This counter's cards by printer; `total` over all of them. */
  cardAccount: z.object({
    printers: z.array(z.object({ serial: z.string(), ...CardFigures.shape })),
    total: CardFigures,
    difference: z.int(),
    stillUnexplained: z.int(),
  }),
  replay: z.object({ entries: z.int(), confirmed: z.int(), waiting: z.int(), exceptions: z.int() }),
});
export type DayReport = z.infer<typeof DayReport>;

export const ReportFile = z.object({ fileName: z.string(), sha256: Sha256, file: z.instanceof(Blob) });

export const reports = {
  /** Refuses with `report.badDay` for a day that has not begun. */
  day: query(['supervisor'])
    .input(z.strictObject({ day: Day }))
    .output(DayReport),
  /** Renders and records the export, with the file's hash, as an entry. */
  export: command(['supervisor'])
    .input(z.strictObject({ day: Day, format: z.enum(['pdf', 'csv']), language: Language }))
    .output(ReportFile),
};
