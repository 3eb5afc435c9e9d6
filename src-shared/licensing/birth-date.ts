import { accept, refuse, type Result } from '../errors.ts';
import type { Day } from '../ids.ts';
import { yearsBetween } from './calendar.ts';

/** Older than anyone alive: a typing mistake. */
const OLDEST_YEARS = 120;

/** A birth date that can be one. Refuses with `person.birthDateInFuture` or `.birthDateImplausible`. */
export function checkBirthDate(birthDate: Day, today: Day): Result<Day> {
  if (birthDate > today) return refuse('person.birthDateInFuture');
  if (yearsBetween(birthDate, today) > OLDEST_YEARS) return refuse('person.birthDateImplausible');
  return accept(birthDate);
}
