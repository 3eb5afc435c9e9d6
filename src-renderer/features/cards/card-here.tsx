import { useCallback, useEffect, useRef } from 'react';
import type { CardQueue } from '../../../src-shared/contract/counter/cards.ts';
import type { LicenceNumber } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useAct } from '../../core/use-act.ts';
import { useLoad } from '../../core/use-load.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useNews } from '../status/use-news.ts';
import { useStatus } from '../status/status-store.ts';
import classes from './card-here.module.css';
import { CardDossier } from './card-dossier.tsx';
import { workOf } from './card-work.ts';
import { useFollowPrints, usePrints } from './print-store.ts';

/** The card of one licence, printed and handed over where it was issued, while its holder waits. */
export function CardHere({ licenceNumber, onHandedOver }: { licenceNumber: LicenceNumber; onHandedOver: () => void }) {
  const queue = useLoad('cards', async () => core.cards.queue());
  const { busy, problem, act } = useAct();
  const heard = usePrints((state) => state.heard);
  const printer = useStatus(({ status }) => status?.printer.condition);
  const { replace, reload } = queue;
  useNews(reload);
  useFollowPrints(reload);

  const perform = useCallback(
    async (command: () => Promise<CardQueue | undefined>) => {
      const ok = await act(async () => {
        const answer = await command();
        if (answer !== undefined) replace(answer);
      });
      reload();
      return ok;
    },
    [act, replace, reload],
  );

  const work = queue.data === null ? [] : workOf(queue.data, { heard, printing: printer === 'printing' });
  const item = work.find(({ card }) => card.licence.number === licenceNumber);
  const state = item?.work;
  const frame = useRef<HTMLDivElement>(null);
  // Nothing else is to be done here: Enter does what comes next with this card.
  useEffect(() => {
    if (state !== undefined) frame.current?.querySelector<HTMLElement>('button[data-variant="filled"]')?.focus();
  }, [state]);
  return (
    <div ref={frame} className={classes['card']}>
      <ProblemNotice problem={queue.problem ?? problem} />
      {item !== undefined && (
        <CardDossier
          key={item.work}
          item={item}
          acting={{ busy, perform }}
          onSettled={() => {
            if (item.work === 'handOver') onHandedOver();
          }}
        />
      )}
    </div>
  );
}
