import { useRef, useState } from 'react';
import type { RoadTestCase } from '../../../src-shared/contract/counter/road-test.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { Dossier } from '../../ui/dossier.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { WaitingRow } from '../sign-test/waiting-row.tsx';
import { useNews } from '../status/use-news.ts';
import { RoadTestPanel } from './road-test-panel.tsx';

/** Who is due for the road test; whoever is signed in examines, and records what was seen. */
export function RoadTestScreen() {
  const { t, pick } = useText();
  const due = useLoad('road tests', async () => core.roadTest.due());
  useNews(due.reload);
  const [recorded, setRecorded] = useState<RoadTestCase | null>(null);
  const list = useRef<ChoiceListHandle>(null);
  const items = due.data ?? [];
  const { selected, select } = useSelection(items.map(({ application }) => application.id));
  const chosen = items.find(({ application }) => application.id === selected);

  function onRecorded(now: RoadTestCase): void {
    setRecorded(now);
    due.reload();
    list.current?.focus();
  }

  return (
    <Desk
      title={t('roadTest.title')}
      notice={<ProblemNotice problem={due.problem} />}
      aside={
        recorded !== null && (
          <Notice tone="calm" title={t('roadTest.recorded', { name: pick(recorded.application) })}>
            <span>{latest(recorded)}</span>
          </Notice>
        )
      }
      list={
        due.data !== null &&
        (items.length === 0 ? (
          <EmptyList title={t('roadTest.empty')} lead={t('roadTest.emptyLead')} />
        ) : (
          <ChoiceList
            ref={list}
            label={t('roadTest.list')}
            groups={[
              { name: 'now', title: t('roadTest.list'), items: items.filter((each) => waitsUntil(each) === null) },
              { name: 'later', title: t('roadTest.later'), items: items.filter((each) => waitsUntil(each) !== null) },
            ]}
            keyOf={({ application }) => application.id}
            selected={selected}
            onSelect={select}
          >
            {(item) => <WaitingRow application={item.application} retryFrom={waitsUntil(item)} />}
          </ChoiceList>
        ))
      }
    >
      {chosen !== undefined && (
        <Dossier label={pick(chosen.application)}>
          <RoadTestPanel key={chosen.application.id} standing={chosen} onRecorded={onRecorded} />
        </Dossier>
      )}
    </Desk>
  );

  /** What the last act said, category by category. */
  function latest({ drives }: RoadTestCase): string {
    const last = drives.at(-1);
    return drives
      .filter(({ day, by }) => day === last?.day && by === last.by)
      .map(({ category, outcome }) => `${t(`category.${category}`)}: ${t(`roadTest.outcome.${outcome}`)}`)
      .join(' · ');
  }
}

/** The first day something of it can be driven; null when that is today. */
function waitsUntil({ categories }: RoadTestCase): Day | null {
  const left = categories.filter(({ passed }) => !passed).map(({ retryFrom }) => retryFrom);
  if (left.includes(null)) return null;
  return left.toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))[0] ?? null;
}
