import { useCallback, useRef, useState } from 'react';
import type { CardQueue } from '../../../src-shared/contract/counter/cards.ts';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { core } from '../../core/core-client.ts';
import type { Problem } from '../../core/problem.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { useText } from '../../text/use-text.ts';
import { ChoiceList, type ChoiceListHandle } from '../../ui/choice-list.tsx';
import { Desk } from '../../ui/desk.tsx';
import { EmptyList } from '../../ui/empty-list.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { CalibrationBand } from '../devices/calibration-band.tsx';
import { useSession } from '../session/session-store.ts';
import { useNews } from '../status/use-news.ts';
import { useStatus } from '../status/status-store.ts';
import { CardDossier } from './card-dossier.tsx';
import { CardFilter } from './card-filter.tsx';
import { CardRow } from './card-row.tsx';
import { isNamedBy, type Work, workOf } from './card-work.ts';
import { PrinterStrip } from './printer-strip.tsx';
import { useFollowPrints, usePrints } from './print-store.ts';

const groups: readonly Work[] = ['look', 'out', 'printing', 'print', 'handOver', 'done'];

/** Every card on its way: what has to be looked at, printed and handed over. Supervisors only look. */
export function CardsScreen() {
  const { t } = useText();
  const operator = useSession((state) => state.view?.staff?.role === 'operator');
  const queue = useLoad('cards', async () => core.cards.queue());
  useNews(queue.reload);
  useFollowPrints(queue.reload);
  const heard = usePrints((state) => state.heard);
  const printer = useStatus(({ status }) => status?.printer.condition);
  const { busy, problem, act, setProblem } = useAct();
  const [typed, setTyped] = useState('');
  const list = useRef<ChoiceListHandle>(null);

  const work = queue.data === null ? [] : workOf(queue.data, { heard, printing: printer === 'printing' });
  const shown = work.filter((item) => isNamedBy(item.card, typed));
  const { selected, select } = useSelection(shown.map((item) => item.card.licence.number));
  const chosen = shown.find((item) => item.card.licence.number === selected);

  const { replace, reload } = queue;
  const perform = useCallback(
    async (command: () => Promise<CardQueue | undefined>) => {
      const ok = await act(async () => {
        const answer = await command();
        if (answer !== undefined) replace(answer);
      });
      reload();
      list.current?.focus();
      return ok;
    },
    [act, replace, reload],
  );

  return (
    <Desk
      title={t('cards.title')}
      aside={<PrinterStrip />}
      notice={
        <>
          <CalibrationBand kind="printer" problem={problem} />
          <ProblemNotice problem={queue.problem ?? (isOverBy(printer, problem) ? null : problem)} />
        </>
      }
      list={
        <>
          <CardFilter value={typed} onChange={setTyped} onLeave={() => list.current?.focus()} />
          {queue.data !== null && shown.length === 0 && (
            <EmptyList title={t(work.length === 0 ? 'cards.empty' : 'cards.noneFound')} />
          )}
          {shown.length > 0 && (
            <ChoiceList
              ref={list}
              label={t('cards.title')}
              groups={groups.map((name) => ({
                name,
                title: t(`cards.group.${name}`),
                items: shown.filter((item) => item.work === name),
                urgent: name === 'look',
              }))}
              keyOf={(item) => item.card.licence.number}
              selected={selected}
              onSelect={(key) => {
                select(key);
                setProblem(null);
              }}
            >
              {(item) => <CardRow item={item} />}
            </ChoiceList>
          )}
        </>
      }
    >
      {chosen !== undefined && (
        <CardDossier
          key={chosen.card.licence.number}
          item={chosen}
          acting={operator ? { busy, perform } : null}
          onSettled={() => select(nextAfter(chosen.card.licence.number))}
        />
      )}
    </Desk>
  );

  /** After a good card the next one to print; without one, the choice stays. */
  function nextAfter(number: string): string {
    return (
      work.find((item) => item.work === 'print' && item.card.licence.number !== number)?.card.licence.number ?? number
    );
  }
}

/** What stood in the printer's way is told no longer once the printer is ready again. */
function isOverBy(printer: CounterStatus['printer']['condition'] | undefined, problem: Problem | null): boolean {
  if (problem === null || problem.code === 'printer.calibrationNeeded') return false;
  return printer === 'ready' && /^(printer|usb)\./.test(problem.code);
}
