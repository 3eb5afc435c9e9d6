import { useRef, useState } from 'react';
import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { type ExceptionList, useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useSelection } from '../../ui/use-selection.ts';
import { useSession } from '../session/session-store.ts';
import { useNews } from '../status/use-news.ts';
import { CaseDossier } from './case-dossier.tsx';
import { CaseRow } from './case-row.tsx';
import { CloseRecall } from './close-recall.tsx';
import { linesOf } from './exception-lines.ts';
import { ListKeys } from './list-keys.tsx';
import { PrintRecalls } from './print-recalls.tsx';
import { RecallDossier } from './recall-dossier.tsx';
import { RecallRow } from './recall-row.tsx';

/** What central could not apply, who decides it until when, and which cards have to come back. */
export function ExceptionsScreen() {
  const route = useNavigation((state) => state.route);
  const { list = 'cases', chosen } = route.place === 'exceptions' ? route : {};
  return <Lists key={`${list} ${chosen ?? ''}`} begin={list} first={chosen} />;
}

function Lists({ begin, first }: { begin: ExceptionList; first: string | undefined }) {
  const { t } = useText();
  const supervisor = useSession((state) => state.view?.staff?.role === 'supervisor');
  const [list, setList] = useState<ExceptionList>(begin);
  const [closing, setClosing] = useState<RecallView | null>(null);
  const { busy, problem, act } = useAct();
  const choices = useRef<ChoiceListHandle>(null);
  const now = useNow();

  const filter = list === 'settled' ? 'all' : 'open';
  const all = useLoad(`exceptions ${filter}`, async () => {
    const [cases, recalls] = await Promise.all([core.exceptions.list({ filter }), core.exceptions.recalls({ filter })]);
    return { cases, recalls };
  });
  useNews(all.reload);
  const groups = all.data === null ? [] : linesOf(list, all.data, now);
  const lines = groups.flatMap((group) => group.items);
  const { selected, select } = useSelection(
    lines.map((line) => line.key),
    first,
  );
  const chosen = lines.find((line) => line.key === selected);

  return (
    <Desk
      title={t('exceptions.title')}
      wideList
      notice={<ProblemNotice problem={all.problem ?? problem} />}
      aside={
        list === 'recalls' &&
        all.data !== null && <PrintRecalls recalls={all.data.recalls} onPrinted={() => choices.current?.focus()} />
      }
      list={
        <>
          <ListKeys
            list={list}
            counts={{ cases: all.data?.cases.length, recalls: all.data?.recalls.length }}
            onChange={(next) => {
              setList(next);
              select(null);
              choices.current?.focus();
            }}
          />
          {all.data !== null && lines.length === 0 && (
            <EmptyList title={t(`exceptions.none.${list}`)} lead={t(`exceptions.noneLead.${list}`)} />
          )}
          {lines.length > 0 && (
            <ChoiceList
              ref={choices}
              label={t('exceptions.title')}
              groups={groups.map(({ name, urgent, items }) => ({
                name,
                urgent,
                items,
                title: t(`exceptions.group.${name}`),
              }))}
              keyOf={(line) => line.key}
              selected={selected}
              onSelect={select}
            >
              {(line) => (line.kind === 'case' ? <CaseRow item={line.item} /> : <RecallRow item={line.item} />)}
            </ChoiceList>
          )}
        </>
      }
    >
      {chosen?.kind === 'case' && <CaseDossier key={chosen.key} item={chosen.item} />}
      {chosen?.kind === 'recall' && (
        <RecallDossier
          key={chosen.key}
          item={chosen.item}
          onClose={supervisor ? () => setClosing(chosen.item) : null}
        />
      )}
      {closing !== null && (
        <CloseRecall
          recall={closing}
          busy={busy}
          problem={problem}
          onCancel={() => setClosing(null)}
          onClose={(answer) =>
            void act(async () => {
              await core.exceptions.closeRecall({ jobId: closing.jobId, ...answer });
              setClosing(null);
              all.reload();
              choices.current?.focus();
            })
          }
        />
      )}
    </Desk>
  );
}
