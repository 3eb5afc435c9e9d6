import type { ServiceRules } from '../../../src-shared/catalogue/service-rules.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';

/** What a service asks for one category. */
export interface CategoryTerms {
  readonly category: Category;
  /** 0 where no rule names one. */
  readonly minimumAge: number;
  /** Paisa; null where nothing is charged by the year. */
  readonly perYear: number | null;
}

export function termsOf({ applicant, fees }: ServiceRules, category: Category): CategoryTerms {
  const ages = applicant.flatMap((rule) =>
    rule.is === 'age' && (rule.category ?? category) === category ? [rule.minimum] : [],
  );
  const yearly = fees.flatMap((fee) =>
    fee.each === 'year' && (fee.category ?? category) === category ? [fee.amount] : [],
  );
  const perYear = yearly.length === 0 ? null : yearly.reduce((sum, each) => sum + each, 0);
  return { category, minimumAge: Math.max(0, ...ages), perYear };
}
