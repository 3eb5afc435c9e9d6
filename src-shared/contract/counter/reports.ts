import { z } from 'zod';
import { Day, Instant, Sha256, StaffId } from '../../ids.ts';
import { Category, Paisa, PaymentMethod } from '../../licensing/rule-book.ts';
import { Service } from '../../ledger/entries/person-entries.ts';
import { Language } from './enrolment.ts';
import { command, query } from './procedure.ts';
import { CardFigures, StockDay } from './stock.ts';

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
  byService: z.array(z.object({ service: Service, ...Work.shape })),
  /** A licence with two categories counts in both. */
  byCategory: z.array(z.object({ category: Category, opened: z.int(), approved: z.int() })),
  byOperator: z.array(
    z.object({ staffId: StaffId, nameEn: z.string(), nameUr: z.string(), ...Work.shape, taken: Paisa }),
  ),
  money: z.object({
    receipts: z.int(),
    total: Paisa,
    byMethod: z.array(z.object({ method: PaymentMethod, receipts: z.int(), amount: Paisa })),
    byHead: z.array(
      z.object({ code: z.enum(['licence', 'courier', 'test']), category: Category.nullable(), amount: Paisa }),
    ),
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
