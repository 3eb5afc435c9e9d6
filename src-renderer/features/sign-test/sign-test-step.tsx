import { useEffect, useEffectEvent } from 'react';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Actions } from '../../ui/actions.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { OpenStepProps } from '../applications/step-props.ts';
import { useExam } from './exam-store.ts';
import { SignTestPanel } from './sign-test-panel.tsx';

/** The sign test of a case: sat at this PC, then the flow goes on. */
export function SignTestStep({ application, onApplication, onDone }: OpenStepProps) {
  const { t } = useText();
  const ended = useExam((state) => state.ended);
  const { id: applicationId, photo } = application;
  const standing = useLoad(`sign test ${applicationId} ${ended}`, async () => core.signTest.get({ applicationId }));
  const refresh = useEffectEvent(async () => onApplication(await core.applications.get({ applicationId })));
  useEffect(() => {
    if (ended > 0) refresh().catch(() => undefined);
  }, [ended]);
  const passed = standing.data?.attempts.some((each) => each.passed) ?? false;
  return (
    <>
      <ProblemNotice problem={standing.problem} />
      {standing.data !== null && <SignTestPanel standing={standing.data} photo={photo} opensHere />}
      {passed && (
        <Actions>
          <ActButton busy={false} autoFocus onClick={onDone}>
            {t('signTest.goOn')}
          </ActButton>
        </Actions>
      )}
    </>
  );
}
