import { useRef, useState } from 'react';
import type { CloseOfDay, CloseStep } from '../../../src-shared/contract/counter/close-of-day.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { useText } from '../../text/use-text.ts';
import { Actions } from '../../ui/actions.tsx';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { DayChoice } from '../reports/day-choice.tsx';
import { useNews } from '../status/use-news.ts';
import { useToday } from '../status/use-today.ts';
import { CloseLineRow } from './close-line-row.tsx';
import { CloseStanding } from './close-standing.tsx';
import { ReopenDialog } from './reopen-dialog.tsx';
import { routeOf } from './route-of.ts';

const sections = ['work', 'cash', 'cards', 'replay'] as const;

/** A counter's day on one page: each line with its figures, whether anything of it is unknown, and the one next step. */
export function CloseOfDayScreen() {
  const { t } = useText();
  const today = useToday();
  const [day, setDay] = useState<Day | null>(null);
  const shown = day ?? today;
  const page = useLoad(`close of day ${shown}`, async () => core.closeOfDay.page({ day: shown }));
  useNews(page.reload);
  return (
    <Sheet title={t('closeOfDay.title')} aside={<DayChoice day={shown} today={today} onChoose={setDay} />}>
      <ProblemNotice problem={page.problem} />
      {page.data?.day === shown && <DayPage key={shown} page={page.data} onPage={page.replace} />}
    </Sheet>
  );
}

/** Opens at the first line that is unknown. */
function DayPage({ page, onPage }: { page: CloseOfDay; onPage: (page: CloseOfDay) => void }) {
  const { t } = useText();
  const { busy, problem, act } = useAct();
  const go = useNavigation((state) => state.go);
  const [reopening, setReopening] = useState(false);
  const list = useRef<ChoiceListHandle>(null);
  const { lines, day } = page;
  const [first] = useState(() => lines.find(({ standing }) => standing === 'unknown') ?? lines[0]);
  const { selected, select } = useSelection(
    lines.map(({ line }) => line),
    first?.line ?? null,
  );
  const next = lines.find(({ line }) => line === selected)?.next ?? null;

  function step(wanted: CloseStep): void {
    const route = routeOf(wanted);
    if (route !== null) go(route);
    else void act(async () => core.replay.tryNow());
  }

  function close(): void {
    void act(async () => onPage(await core.closeOfDay.close({ day }))).then(() => list.current?.focus());
  }

  return (
    <>
      <CloseStanding page={page} />
      <ChoiceList
        ref={list}
        label={t('closeOfDay.title')}
        groups={sections.map((name) => ({ name, items: lines.filter((each) => each.section === name) }))}
        keyOf={({ line }) => line}
        selected={selected}
        onSelect={select}
      >
        {(line) => (
          <CloseLineRow line={line} isFirst={lines.find(({ section }) => section === line.section) === line} />
        )}
      </ChoiceList>
      <Actions notice={<ProblemNotice problem={problem} />}>
        {next !== null && (
          <KeyButton label={`closeOfDay.next.${next.do}`} keys="Enter" busy={busy} onPress={() => step(next)} />
        )}
        {page.stage === 'closed' ? (
          <KeyButton label="closeOfDay.reopen" keys="F8" disabled={busy} onPress={() => setReopening(true)} />
        ) : (
          <KeyButton
            main
            label="closeOfDay.close"
            keys="Ctrl+Enter"
            busy={busy}
            disabled={page.unknowns > 0}
            onPress={close}
          />
        )}
      </Actions>
      {reopening && (
        <ReopenDialog
          busy={busy}
          problem={problem}
          onClose={() => setReopening(false)}
          onReopen={(reason) =>
            void act(async () => {
              onPage(await core.closeOfDay.reopen({ day, reason }));
              setReopening(false);
            })
          }
        />
      )}
    </>
  );
}
