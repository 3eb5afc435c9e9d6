import type { Day } from '../ids.ts';

/** Centres keep Pakistan Standard Time, UTC+5, without daylight saving. */
const PKT_OFFSET_MS = 5 * 60 * 60 * 1000;

/** The calendar day at the centre of a moment. */
export function dayOf(instant: string): Day {
  return new Date(Date.parse(instant) + PKT_OFFSET_MS).toISOString().slice(0, 10);
}

/** The first moment of a day at the centre and the first after it: the same form as an entry's `at`, so they compare as text. */
export function boundsOf(day: Day): { readonly from: string; readonly until: string } {
  const from = Date.parse(day) - PKT_OFFSET_MS;
  return { from: new Date(from).toISOString(), until: new Date(from + 86_400_000).toISOString() };
}

/** The moment as a clock at the centre shows it, `YYYY-MM-DD HH:mm`. */
export function centreTime(instant: string): string {
  return new Date(Date.parse(instant) + PKT_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** Whole years between two days; a birthday on 29 February falls on 1 March in other years. */
export function yearsBetween(from: Day, to: Day): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** The same day `years` later; 29 February becomes 1 March where there is none. */
export function addYears(day: Day, years: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
}

/** The same day of the month `months` later; the first of the next month where there is none. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const same = new Date(Date.UTC(year, month - 1 + months, date));
  if (same.getUTCDate() !== date) same.setUTCDate(1);
  return same.toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative backwards. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The moment whole days later. */
export function plusDays(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString();
}
