import { westernDigits } from '../licensing/cnic.ts';
import { cleanText } from '../licensing/person-data.ts';
import type { FormField } from './service-file.ts';

/**
 * Answers to a service's form as they are kept: clean of zero-width and bidirectional characters, and with western
 * digits where a number or a day is asked for. Empty ones are left out.
 */
export function cleanAnswers(
  form: readonly FormField[],
  answers: Readonly<Record<string, string>>,
): Record<string, string> {
  const clean = Object.entries(answers).map(([id, typed]) => {
    const kind = form.find((field) => field.id === id)?.kind;
    const text = cleanText(typed);
    return [id, kind === 'number' || kind === 'day' ? westernDigits(text) : text] as const;
  });
  return Object.fromEntries(clean.filter(([, text]) => text !== ''));
}
