import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ApplicationView } from '../../../src-shared/contract/counter/views.ts';
import { formatDay } from '../../text/formats.ts';

interface AnsweredField {
  readonly id: string;
  readonly label: string;
  /** A dash where nothing was said. */
  readonly answer: string;
}

/** The service's questions with what was answered, as people read it. */
export function answeredFields({ answers, serviceRules }: ApplicationView, language: Language): AnsweredField[] {
  return serviceRules.form.map(({ id, label, kind, choices = [] }) => {
    const answer = answers[id] ?? '';
    const chosen = choices.find(({ value }) => value === answer)?.label[language];
    const shown = kind === 'day' && answer !== '' ? formatDay(answer) : (chosen ?? answer);
    return { id, label: label[language], answer: shown === '' ? '–' : shown };
  });
}
