import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { Dossier } from '../../ui/dossier.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { useNews } from '../status/use-news.ts';
import { useExam } from './exam-store.ts';
import { SignTestPanel } from './sign-test-panel.tsx';
import { WaitingRow } from './waiting-row.tsx';

/** Who waits for the sign test; it begins from here or from the case. */
export function SignTestScreen() {
  const { t, pick } = useText();
  const go = useNavigation((state) => state.go);
  const ended = useExam((state) => state.ended);
  const waiting = useLoad(`sign tests ${ended}`, async () => core.signTest.waiting());
  useNews(waiting.reload);
  const items = waiting.data ?? [];
  const { selected, select } = useSelection(items.map(({ application }) => application.id));
  const chosen = items.find(({ application }) => application.id === selected);
  const id = chosen?.application.id;
  const detail = useLoad(`application ${id ?? ''}`, async () =>
    id === undefined ? null : core.applications.get({ applicationId: id }),
  );
  const now = items.filter(({ against }) => against === null);
  const later = items.filter(({ against }) => against !== null);
  return (
    <Desk
      title={t('signTest.title')}
      notice={<ProblemNotice problem={waiting.problem ?? detail.problem} />}
      list={
        waiting.data !== null &&
        (items.length === 0 ? (
          <EmptyList title={t('signTest.empty')} lead={t('signTest.emptyLead')} />
        ) : (
          <ChoiceList
            label={t('signTest.list')}
            groups={[
              { name: 'now', title: t('signTest.list'), items: now },
              { name: 'later', title: t('signTest.later'), items: later },
            ]}
            keyOf={({ application }) => application.id}
            selected={selected}
            onSelect={select}
          >
            {({ application, retryFrom }) => <WaitingRow application={application} retryFrom={retryFrom} />}
          </ChoiceList>
        ))
      }
    >
      {chosen !== undefined && (
        <Dossier
          label={pick(chosen.application)}
          acts={
            <KeyButton
              label="signTest.open"
              keys="Ctrl+Enter"
              onPress={() => go({ place: 'people', cnic: chosen.application.cnic })}
            />
          }
        >
          <SignTestPanel key={chosen.application.id} standing={chosen} photo={detail.data?.photo ?? null} />
        </Dossier>
      )}
    </Desk>
  );
}
