import { accept, refuse, type Result } from '../errors.ts';
import type { Day } from '../ids.ts';
import { addYears, yearsBetween } from './calendar.ts';
import type { Category, DocumentCode, RuleBook } from './rule-book.ts';

/** Older than anyone alive: a typing mistake. */
const OLDEST_YEARS = 120;

/** A birth date that can be one. Refuses with `person.birthDateInFuture` or `.birthDateImplausible`. */
export function checkBirthDate(birthDate: Day, today: Day): Result<Day> {
  if (birthDate > today) return refuse('person.birthDateInFuture');
  if (yearsBetween(birthDate, today) > OLDEST_YEARS) return refuse('person.birthDateImplausible');
  return accept(birthDate);
}

/** Old enough for every category wanted? Refuses with `application.underAge {category, age, from}`. */
export function checkAge(
  rules: RuleBook,
  wanted: { birthDate: Day; categories: readonly Category[]; today: Day },
): Result<readonly Category[]> {
  if (wanted.categories.length === 0) return refuse('application.noCategory');
  for (const category of wanted.categories) {
    const rule = rules.categories.find((each) => each.category === category);
    if (rule === undefined) return refuse('application.noCategory');
    if (yearsBetween(wanted.birthDate, wanted.today) < rule.minimumAge) {
      const from = addYears(wanted.birthDate, rule.minimumAge);
      return refuse('application.underAge', { category, age: rule.minimumAge, from });
    }
  }
  return accept(wanted.categories);
}

/** The papers this applicant must show: the rule's list, and a medical certificate from its age on. */
export function documentsFor(rules: RuleBook, person: { birthDate: Day; today: Day }): readonly DocumentCode[] {
  const medical = yearsBetween(person.birthDate, person.today) >= rules.medicalFromAge;
  return medical ? [...rules.documents, 'medicalCertificate'] : rules.documents;
}
