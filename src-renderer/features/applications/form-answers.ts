import type { FormField } from '../../../src-shared/catalogue/service-file.ts';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { cleanText } from '../../../src-shared/licensing/person-data.ts';
import { Day } from '../../../src-shared/ids.ts';
import { asTyped, readTypedDay } from '../../text/typed-day.ts';

type Fields = Readonly<Record<string, string>>;

/** The draft's name for a field of a service's form. */
export function answerField(id: string): string {
  return `answer${id.charAt(0).toUpperCase()}${id.slice(1)}`;
}

/** What a field shows: what was typed before what is recorded. */
export function shownAnswer({ id, kind }: FormField, { typed, recorded }: { typed: Fields; recorded: Fields }): string {
  const draft = typed[answerField(id)];
  if (draft !== undefined) return draft;
  const known = recorded[id] ?? '';
  const day = kind === 'day' ? Day.safeParse(known) : undefined;
  return day?.success === true ? asTyped(day.data) : known;
}

/** A shown answer as it is recorded; empty where nothing is said, undefined where it is not possible. */
export function readAnswer({ kind, most, required, choices = [] }: FormField, shown: string): string | undefined {
  const text = cleanText(shown);
  if (text === '') return required ? undefined : '';
  switch (kind) {
    case 'choice':
      return choices.some(({ value }) => value === text) ? text : undefined;
    case 'day':
      return readTypedDay(text);
    case 'number': {
      const digits = westernDigits(text);
      return /^\d{1,9}$/.test(digits) && Number(digits) <= (most ?? Number.MAX_SAFE_INTEGER) ? digits : undefined;
    }
    case 'text':
      return text.length <= (most ?? 200) ? text : undefined;
  }
}

/** Something was typed into the form that is not recorded yet. */
export function isFormPending(form: readonly FormField[], given: { typed: Fields; recorded: Fields }): boolean {
  return form.some((field) => {
    if (given.typed[answerField(field.id)] === undefined) return false;
    return readAnswer(field, shownAnswer(field, given)) !== (given.recorded[field.id] ?? '');
  });
}
