import type { Step } from '../../../src-shared/contract/counter/views.ts';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { personFields, valuesOf } from '../people/person-fields.ts';
import { isFormPending } from './form-answers.ts';
import type { CaseWork } from './step-props.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * Steps in which something was typed or ticked that their command has not recorded: it is safe in the
 * draft, but it is not in the application, and the applicant must not be asked to confirm the page yet.
 */
export function pendingSteps(work: CaseWork, typed: Fields): Step[] {
  const { application, found } = work;
  if (application === null || found.person === null) return [];
  const recorded = valuesOf(found, {});
  const pending: Step[] = [];
  if (personFields.some((field) => typed[field] !== undefined && typed[field] !== recorded[field]))
    pending.push('person');
  if (application.receiptNumber === null) {
    const years = typed['years'] !== undefined && Number(westernDigits(typed['years'])) !== application.years;
    if (years || differs(typed['categories'], application.categories)) pending.push('licence');
  }
  if (isFormPending(application.serviceRules.form, { typed, recorded: application.answers })) pending.push('form');
  if (differs(typed['documents'], application.documents)) pending.push('documents');
  return pending;
}

function differs(typed: string | undefined, recorded: readonly string[]): boolean {
  if (typed === undefined) return false;
  const names = typed === '' ? [] : typed.split(',');
  return names.toSorted().join() !== recorded.toSorted().join();
}
