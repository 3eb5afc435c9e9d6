import { z } from 'zod';
import { Day, Instant } from '../../ids.ts';
import { command, query } from './procedure.ts';

/** Card blanks of the centre on one day: `closing = opening + received - printed - spoiled`. */
export const StockDay = z.object({
  day: Day,
  opening: z.int(),
  received: z.int(),
  printed: z.int(),
  spoiled: z.int(),
  closing: z.int(),
});
export type StockDay = z.infer<typeof StockDay>;

/** What one printer did with cards on one day, by this counter's journal; or all of them together. */
export const CardFigures = z.object({
  good: z.int(),
  spoiled: z.int(),
  /** Alignment and colour cards. */
  service: z.int(),
  /** Jobs nobody has looked at yet. */
  open: z.int(),
  /** Found that day, explained or not; negative where fewer cards moved than jobs say. */
  unexplained: z.int(),
});
export type CardFigures = z.infer<typeof CardFigures>;

/** One time a printer's counter and the journal did not agree, not explained yet. */
export const UnexplainedCards = z.object({
  serial: z.string(),
  /** Positive: more cards went through than jobs explain; negative: fewer. */
  cards: z.int(),
  /** Where the counter should have stood, and where it stood. */
  expected: z.int(),
  counted: z.int(),
  /** The counter stood lower than before: other electronics, or a printer by another's name. */
  backwards: z.boolean(),
  at: Instant,
});
export type UnexplainedCards = z.infer<typeof UnexplainedCards>;

/** Printers' counters against jobs against the stock of blanks. */
export const CardAccount = z.object({
  day: Day,
  blanks: StockDay,
  printers: z.array(
    z.object({
      serial: z.string(),
      /** Where the counter was read first and last; null where this printer tells none. */
      countedFrom: z.int().nullable(),
      counted: z.int().nullable(),
      ...CardFigures.shape,
    }),
  ),
  total: CardFigures,
  /** Blanks booked that day by this counter less cards its printers used: 0 when all is well. */
  difference: z.int(),
  unexplained: z.array(UnexplainedCards),
});
export type CardAccount = z.infer<typeof CardAccount>;

export const stock = {
  today: query('signedIn').output(StockDay),
  receive: command(['supervisor'])
    .input(z.strictObject({ quantity: z.int().min(1).max(100_000), reference: z.string().trim().min(2).max(80) }))
    .output(StockDay),
  /** Of today. Looks at the printer first, where one is there and idle. */
  cardAccount: query(['technician', 'supervisor']).output(CardAccount),
  /**
   * Settles all that is open of one printer; `blanks` of it are booked as spoiled. Refuses with
   * `stock.nothingUnexplained`, `stock.tooManyBlanks` for more blanks than cards.
   */
  explainCards: command(['supervisor'])
    .input(
      z.strictObject({
        serial: z.string().min(1).max(80),
        blanks: z.int().min(0).max(100),
        reason: z.string().trim().min(3).max(200),
      }),
    )
    .output(CardAccount),
};
