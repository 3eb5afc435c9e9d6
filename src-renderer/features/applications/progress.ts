import { type ApplicationView, Step } from '../../../src-shared/contract/counter/views.ts';
import { isAnswered, openSteps } from '../../../src-shared/ledger/steps.ts';
import type { CaseWork } from './step-props.ts';

/** The steps of a case: who, what for, then those of its service in the order of its file. */
export function stepsOf({ service }: Pick<CaseWork, 'service'>): readonly Step[] {
  return ['person', 'licence', ...openSteps(service)];
}

/** The last step that can be opened: the first one that is not done. */
export function furthestStep({ found, application }: CaseWork): Step {
  if (application !== null) return application.step;
  return found.person === null ? 'person' : 'licence';
}

/**
 * Where to continue: at the step the operator was on, if it can be opened; a returned application at
 * what it was returned for; otherwise at the first thing missing. A known person is checked first.
 */
export function stepToOpen(work: CaseWork, drafted: string | undefined): Step {
  const last = Step.safeParse(drafted);
  if (last.success && isOpen(last.data, work)) return last.data;
  const { application } = work;
  if (application === null) return 'person';
  if (application.stage === 'returned') return stepOfReturn(application);
  return application.step;
}

export function isOpen(step: Step, work: CaseWork): boolean {
  const steps = stepsOf(work);
  return steps.includes(step) && steps.indexOf(step) <= steps.indexOf(furthestStep(work));
}

/** The step after one; the same where it is the last. */
export function stepAfter(step: Step, work: Pick<CaseWork, 'service'>): Step {
  const steps = stepsOf(work);
  return steps[steps.indexOf(step) + 1] ?? step;
}

/** The step before one; undefined at the first. */
export function stepBefore(step: Step, work: Pick<CaseWork, 'service'>): Step | undefined {
  const steps = stepsOf(work);
  return steps[steps.indexOf(step) - 1];
}

export function isDone(step: Step, work: CaseWork): boolean {
  const { found, application } = work;
  const steps = stepsOf(work);
  switch (step) {
    case 'person':
      return found.person !== null;
    case 'licence':
      return application !== null;
    case 'documents':
      return application !== null && application.documentsNeeded.every((each) => application.documents.includes(each));
    case 'photo':
      return application !== null && application.photo !== null;
    case 'fee':
      return application !== null && application.receiptNumber !== null;
    case 'form':
      return application !== null && work.service.form.every((field) => isAnswered(field, application.answers));
    case 'signTest':
    case 'roadTest':
      // Before the step the application waits at, all is done.
      return application !== null && steps.indexOf(step) < steps.indexOf(application.step);
    case 'review':
      return application !== null && application.stage !== 'open' && application.stage !== 'returned';
  }
}

function stepOfReturn({ returnReason }: ApplicationView): Step {
  switch (returnReason) {
    case 'photo':
    case 'documents':
    case 'fee':
      return returnReason;
    case 'data':
      return 'person';
    default:
      return 'review';
  }
}
