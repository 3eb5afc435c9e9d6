import type { ServiceRules } from '../../../src-shared/catalogue/service-rules.ts';
import { yearsBetween } from '../../../src-shared/licensing/calendar.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';

/** What a service asks for one category: an age, and a fee by the year in paisa. */
export interface CategoryTerms {
  readonly category: Category;
  readonly minimumAge: number;
  readonly perYear: number;
}

/** The categories a service is for, in the order of its rules. */
export function categoryTerms({ applicant, fees }: ServiceRules): readonly CategoryTerms[] {
  return applicant.flatMap((rule) => {
    if (rule.is !== 'age' || rule.category === undefined) return [];
    const { category, minimum } = rule;
    const yearly = fees.map((fee) => (fee.each === 'year' && (fee.category ?? category) === category ? fee.amount : 0));
    return [{ category, minimumAge: minimum, perYear: yearly.reduce((sum, each) => sum + each, 0) }];
  });
}

export function isOldEnough(
  { minimumAge }: CategoryTerms,
  { birthDate, today }: { birthDate: string; today: string },
): boolean {
  return yearsBetween(birthDate, today) >= minimumAge;
}
