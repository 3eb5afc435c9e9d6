import { Day } from '../../src-shared/ids.ts';
import { westernDigits } from '../../src-shared/licensing/cnic.ts';
import { formatDay } from './formats.ts';

/**
 * Reads a date as people type it, day first: `21031998`, `21 3 1998`, `21-03-1998`, Urdu digits too.
 * Undefined while it is no date of the calendar.
 */
export function readTypedDay(typed: string): Day | undefined {
  const text = westernDigits(typed).trim();
  const digits = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/.exec(text);
  if (digits === null) return undefined;
  const [, day = '', month = '', year = ''] = digits;
  const parsed = Day.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return parsed.success ? parsed.data : undefined;
}

/** A date the way it is typed into a field: `1998-03-21` gives `21-03-1998`. */
export function asTyped(day: Day): string {
  return formatDay(day);
}
