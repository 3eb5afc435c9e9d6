import { z } from 'zod';
import { accept, refuse, type Result } from '../errors.ts';
import { Category, Paisa, type RuleBook } from './rule-book.ts';

/** One line of a fee: what for, how many, at what price. `amount = quantity x unit`, paisa. */
export const FeeLine = z.strictObject({
  code: z.enum(['licence', 'courier', 'test']),
  category: Category.nullable(),
  quantity: z.int().positive(),
  unit: Paisa,
  amount: Paisa,
});
export type FeeLine = z.infer<typeof FeeLine>;

export interface FeeQuote {
  readonly rules: RuleBook['version'];
  readonly lines: readonly FeeLine[];
  /** Sum of the lines, paisa. */
  readonly total: number;
}

/** The fee of a licence under one rule version. Refuses with `application.noCategory` or `.yearsOutOfRange`. */
export function quoteFee(
  rules: RuleBook,
  wanted: { categories: readonly Category[]; years: number },
): Result<FeeQuote> {
  const { minimum, maximum } = rules.years;
  if (wanted.categories.length === 0) return refuse('application.noCategory');
  if (!Number.isInteger(wanted.years) || wanted.years < minimum || wanted.years > maximum) {
    return refuse('application.yearsOutOfRange', { minimum, maximum });
  }
  const perYear = rules.categories
    .filter((rule) => wanted.categories.includes(rule.category))
    .map((rule) => line({ code: 'licence', category: rule.category, quantity: wanted.years, unit: rule.perYear }));
  const flat = rules.flatFees.map((fee) => line({ code: fee.code, category: null, quantity: 1, unit: fee.amount }));
  const lines = [...perYear, ...flat];
  return accept({ rules: rules.version, lines, total: sumOf(lines) });
}

export function sumOf(lines: readonly FeeLine[]): number {
  return lines.reduce((sum, each) => sum + each.amount, 0);
}

export function sameLines(a: readonly FeeLine[], b: readonly FeeLine[]): boolean {
  return a.length === b.length && a.every((each, index) => JSON.stringify(each) === JSON.stringify(b[index]));
}

function line(fields: Omit<FeeLine, 'amount'>): FeeLine {
  return { ...fields, amount: fields.quantity * fields.unit };
}
