import type { PersonFound } from '../../../src-shared/contract/counter/people.ts';
import type { ApplicationView, Step } from '../../../src-shared/contract/counter/views.ts';
import type { RuleBook } from '../../../src-shared/catalogue/rule-book.ts';
import type { ServiceRules } from '../../../src-shared/catalogue/service-rules.ts';

/** Everything known of the person at the counter and of their application. */
export interface CaseWork {
  readonly found: PersonFound;
  readonly rules: RuleBook;
  /** The rules of the service that is applied for. */
  readonly service: ServiceRules;
  readonly application: ApplicationView | null;
}

/** What every step of the flow is given. A step commits through the contract, hands on the answer, then is done. */
export interface StepProps {
  readonly work: CaseWork;
  readonly onFound: (found: PersonFound) => void;
  readonly onApplication: (application: ApplicationView) => void;
  readonly onDone: () => void;
  readonly onGo: (step: Step) => void;
}

/** For the steps that need an application to be open. */
export interface OpenStepProps extends StepProps {
  readonly application: ApplicationView;
}
