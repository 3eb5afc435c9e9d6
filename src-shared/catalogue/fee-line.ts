import { z } from 'zod';
import type { RulesVersion } from '../ids.ts';
import { Category } from '../licensing/category.ts';

/** The head a line of a fee is booked under, e.g. `licence`, `courier`, `late`; reports add up by it. */
export const FeeCode = z.string().regex(/^[a-z][A-Za-z]{1,29}$/);
export type FeeCode = z.infer<typeof FeeCode>;

/** One line of a fee: what for, how many, at what price. `amount = quantity x unit`, paisa; an exemption is negative. */
export const FeeLine = z.strictObject({
  code: FeeCode,
  category: Category.nullable(),
  quantity: z.int().positive(),
  unit: z.int(),
  amount: z.int(),
});
export type FeeLine = z.infer<typeof FeeLine>;

export interface FeeQuote {
  readonly rules: RulesVersion;
  readonly lines: readonly FeeLine[];
  /** Sum of the lines, paisa; never below nothing. */
  readonly total: number;
}

export function sumOf(lines: readonly FeeLine[]): number {
  return lines.reduce((sum, each) => sum + each.amount, 0);
}

export function sameLines(a: readonly FeeLine[], b: readonly FeeLine[]): boolean {
  return a.length === b.length && a.every((each, index) => JSON.stringify(each) === JSON.stringify(b[index]));
}
