import { useRef, useState } from 'react';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { useSession } from '../session/session-store.ts';
import { useNews } from '../status/use-news.ts';
import { EntryDossier } from './entry-dossier.tsx';
import { type EntryFilter, FilterKeys } from './filter-keys.tsx';
import { EntryRow } from './entry-row.tsx';
import { LinkSummary } from './link-summary.tsx';
import { PageKeys } from './page-keys.tsx';
import { StickKeys } from './stick-keys.tsx';
import { StickNotice } from './stick-notice.tsx';
import { useStick } from './use-stick.ts';

/** Entries to a page. */
const PAGE = 100;

/** What this counter did and how far central has it; for anything stuck why, whose turn it is, and what to do. */
export function ReplayScreen() {
  const { t } = useText();
  const [filter, setFilter] = useState<EntryFilter>('all');
  /** Where each page after the first begins, the one on the screen last. */
  const [starts, setStarts] = useState<readonly number[]>([]);
  const before = starts.at(-1) ?? null;
  const page = useLoad(`entries ${filter} ${before ?? ''}`, async () =>
    core.replay.entries({ filter, before, limit: PAGE }),
  );
  useNews(page.reload);
  const { busy, problem, act } = useAct();
  const stick = useStick(page.reload);
  const seals = useSession((state) => state.view?.staff?.role !== 'operator');
  const list = useRef<ChoiceListHandle>(null);

  const entries = page.data ?? [];
  const { selected, select } = useSelection(entries.map((entry) => entry.id));
  const chosen = entries.find((entry) => entry.id === selected);
  const last = entries.at(-1);

  function turn(to: readonly number[]): void {
    setStarts(to);
    select(null);
    list.current?.focus();
  }

  return (
    <Desk
      title={t('replay.title')}
      wideList
      aside={
        <>
          <KeyButton
            label="replay.tryNow"
            keys="F5"
            busy={busy}
            onPress={() => {
              void act(async () => core.replay.tryNow());
              list.current?.focus();
            }}
          />
          {seals && <StickKeys stick={stick} />}
        </>
      }
      notice={
        <>
          <LinkSummary />
          <ProblemNotice problem={page.problem ?? problem ?? stick.problem} />
        </>
      }
      list={
        <>
          <FilterKeys
            filter={filter}
            onChange={(next) => {
              setFilter(next);
              turn([]);
            }}
          />
          {page.data !== null && entries.length === 0 && <EmptyList title={t(`replay.none.${filter}`)} />}
          {entries.length > 0 && (
            <ChoiceList
              ref={list}
              label={t('replay.entries')}
              groups={[{ name: 'entries', items: entries }]}
              keyOf={(entry) => entry.id}
              selected={selected}
              onSelect={select}
            >
              {(entry) => <EntryRow entry={entry} />}
            </ChoiceList>
          )}
          <PageKeys
            newer={starts.length > 0 ? () => turn(starts.slice(0, -1)) : null}
            older={entries.length === PAGE && last !== undefined ? () => turn([...starts, last.seq]) : null}
          />
        </>
      }
    >
      <StickNotice news={stick.news} />
      {chosen !== undefined && <EntryDossier entry={chosen} />}
    </Desk>
  );
}
