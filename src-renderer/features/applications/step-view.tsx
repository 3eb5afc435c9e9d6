import type { Step } from '../../../src-shared/contract/counter/views.ts';
import { PersonStep } from '../people/person-step.tsx';
import { RoadTestStep } from '../road-test/road-test-step.tsx';
import { SignTestStep } from '../sign-test/sign-test-step.tsx';
import { PhotoStep } from '../studio/photo-step.tsx';
import { FeeStep } from '../till/fee-step.tsx';
import { DocumentsStep } from './documents-step.tsx';
import { FormStep } from './form-step.tsx';
import { LicenceStep } from './licence-step.tsx';
import { ReviewStep } from './review-step.tsx';
import type { StepProps } from './step-props.ts';

/** The page of one step. Steps after `licence` exist only with an open application. */
export function StepView({ step, ...props }: StepProps & { step: Step }) {
  const { application } = props.work;
  if (step === 'person') return <PersonStep {...props} />;
  if (step === 'licence' || application === null) return <LicenceStep {...props} />;
  switch (step) {
    case 'documents':
      return <DocumentsStep {...props} application={application} />;
    case 'photo':
      return <PhotoStep {...props} application={application} />;
    case 'fee':
      return <FeeStep {...props} application={application} />;
    case 'form':
      return <FormStep {...props} application={application} />;
    case 'signTest':
      return <SignTestStep {...props} application={application} />;
    case 'roadTest':
      return <RoadTestStep {...props} application={application} />;
    case 'review':
      return <ReviewStep {...props} application={application} />;
  }
}
