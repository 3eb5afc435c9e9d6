import { z } from 'zod';
import { Day } from '../../ids.ts';
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

export const stock = {
  today: query('signedIn').output(StockDay),
  receive: command(['supervisor'])
    .input(z.strictObject({ quantity: z.int().min(1).max(100_000), reference: z.string().trim().min(2).max(80) }))
    .output(StockDay),
};
