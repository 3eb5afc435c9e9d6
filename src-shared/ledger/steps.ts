import type { Day } from '../ids.ts';
import { documentsFor } from '../licensing/eligibility.ts';
import type { RuleBook } from '../licensing/rule-book.ts';
import type { ApplicationState } from './state.ts';

/** Steps after the application is opened, in the order an operator goes through them. */
export type OpenStep = 'documents' | 'photo' | 'fee' | 'review';

/** The first step that is not done; where a screen continues after a logout or a crash. */
export function nextStep(
  application: ApplicationState,
  book: RuleBook,
  person: { birthDate: Day; today: Day },
): OpenStep {
  const needed = documentsFor(book, person);
  if (!needed.every((document) => application.documents.includes(document))) return 'documents';
  if (application.photo === null) return 'photo';
  if (application.payment === null) return 'fee';
  return 'review';
}
