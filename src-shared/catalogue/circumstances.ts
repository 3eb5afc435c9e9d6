import type { Category } from '../licensing/category.ts';
import type { When } from './condition.ts';

/** What the lines of a fee and the list of papers may depend on. */
export interface Circumstances {
  /** Whole years today; null while the birth date is not known. */
  readonly age: number | null;
  readonly categories: readonly Category[];
  /** 0 where none are chosen. */
  readonly years: number;
  /** Days since the document that is renewed ended; 0 while it is valid or there is none. */
  readonly lateDays: number;
  /** Answers to the service's own form, by field. */
  readonly answers: Readonly<Record<string, string>>;
  /** The document was issued by another centre. */
  readonly otherCentre: boolean;
}

/** Does everything a rule's `when` says hold? A rule without one always does. */
export function holds(when: When | undefined, now: Circumstances): boolean {
  if (when === undefined) return true;
  const { ageFrom, ageBelow, category, years, lateDays, field, otherCentre } = when;
  if (ageFrom !== undefined && (now.age ?? 0) < ageFrom) return false;
  if (ageBelow !== undefined && (now.age ?? 0) >= ageBelow) return false;
  if (category !== undefined && !category.some((each) => now.categories.includes(each))) return false;
  if (years !== undefined && !years.includes(now.years)) return false;
  if (lateDays !== undefined && now.lateDays <= lateDays) return false;
  if (field !== undefined && now.answers[field.id] !== field.is) return false;
  return otherCentre === undefined || otherCentre === now.otherCentre;
}
