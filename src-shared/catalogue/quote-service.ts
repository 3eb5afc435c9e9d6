import { accept, refuse, type Result } from '../errors.ts';
import type { RulesVersion } from '../ids.ts';
import type { Category } from '../licensing/category.ts';
import { sumOf, type FeeLine, type FeeQuote } from './fee-line.ts';
import { holds, type Circumstances } from './circumstances.ts';
import type { FeeRule } from './service-file.ts';
import type { ServiceRules } from './service-rules.ts';

/** What the applicant asks for. */
export interface Wanted {
  readonly categories: readonly Category[];
  /** 0 where the service has no years to choose. */
  readonly years: number;
}

/**
 * The fee of one application: the lines in force, in the order of the file, in whole paisa.
 * Refuses with `application.noCategory` or `application.yearsOutOfRange`.
 */
export function quoteService(
  rules: ServiceRules,
  asked: { version: RulesVersion; wanted: Wanted; circumstances: Circumstances },
): Result<FeeQuote> {
  const { version, wanted, circumstances } = asked;
  const fits = checkWanted(rules, wanted);
  if (!fits.ok) return fits;
  const lines: { rule: FeeRule; line: FeeLine }[] = [];
  for (const rule of rules.fees) {
    if (!holds(rule.when, circumstances)) continue;
    if (rule.each !== 'share') {
      if (rule.category !== undefined && !wanted.categories.includes(rule.category)) continue;
      const quantity = rule.each === 'year' ? wanted.years : 1;
      const amount = quantity * rule.amount;
      lines.push({
        rule,
        line: { code: rule.code, category: rule.category ?? null, quantity, unit: rule.amount, amount },
      });
      continue;
    }
    const of = sumOf(lines.filter((each) => rule.of.includes(each.rule.id)).map(({ line }) => line));
    // Whole paisa, half a paisa up.
    const amount = Math.floor((of * rule.hundredths + 5_000) / 10_000);
    if (amount !== 0)
      lines.push({ rule, line: { code: rule.code, category: null, quantity: 1, unit: amount, amount } });
  }
  const all = lines.map(({ line }) => line);
  return accept({ rules: version, lines: all, total: sumOf(all) });
}

/** Do the categories and years fit the service? */
export function checkWanted(rules: ServiceRules, { categories, years }: Wanted): Result<null> {
  const one = rules.categories === 'one' && categories.length !== 1;
  const some = rules.categories === 'many' && categories.length === 0;
  if (one || some) return refuse('application.noCategory');
  if (rules.years === null)
    return years === 0 ? accept(null) : refuse('application.yearsOutOfRange', { minimum: 0, maximum: 0 });
  const { minimum, maximum, only } = rules.years;
  const offered = Number.isInteger(years) && years >= minimum && years <= maximum;
  if (!offered || !(only ?? [years]).includes(years)) {
    return refuse('application.yearsOutOfRange', { minimum, maximum });
  }
  return accept(null);
}
