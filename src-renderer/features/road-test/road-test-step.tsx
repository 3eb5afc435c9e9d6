import type { RoadTestCase } from '../../../src-shared/contract/counter/road-test.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ActButton } from '../../ui/act-button.tsx';
import { Actions } from '../../ui/actions.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { OpenStepProps } from '../applications/step-props.ts';
import { useNews } from '../status/use-news.ts';
import { RoadTestPanel } from './road-test-panel.tsx';

/** The road test of a case: as a second person records it, and on with what is passed. */
export function RoadTestStep({ application, onApplication, onDone }: OpenStepProps) {
  const { t } = useText();
  const { id: applicationId } = application;
  const standing = useLoad(`road test ${applicationId}`, async () => core.roadTest.get({ applicationId }));
  useNews(standing.reload);
  const { busy, problem, act } = useAct();
  const passed = standing.data?.categories.filter((each) => each.passed).length ?? 0;
  const partial = passed > 0 && passed < (standing.data?.categories.length ?? 0);

  function recorded(now: RoadTestCase): void {
    standing.replace(now);
  }

  async function goOn(): Promise<void> {
    await act(async () => {
      onApplication(await core.applications.get({ applicationId }));
      onDone();
    });
  }

  return (
    <>
      <ProblemNotice problem={standing.problem} />
      {standing.data !== null && <RoadTestPanel standing={standing.data} onRecorded={recorded} opensHere />}
      {passed > 0 && (
        <Actions notice={<ProblemNotice problem={problem} />}>
          {partial && <span>{t('roadTest.partial')}</span>}
          <ActButton busy={busy} autoFocus onClick={() => void goOn()}>
            {t('roadTest.goOn')}
          </ActButton>
        </Actions>
      )}
    </>
  );
}
