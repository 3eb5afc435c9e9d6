import { useEffect, useEffectEvent } from 'react';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { useStatus } from './status-store.ts';

/**
 * Runs `changed` whenever the status says that the store may hold something new: an act recorded, a
 * receipt or somebody's decision come down, a print ended. Nothing is asked of the core in between.
 */
export function useNews(changed: () => void): void {
  const news = useStatus(({ status }) => (status === null ? '' : newsOf(status)));
  const tell = useEffectEvent(changed);
  useEffect(() => {
    if (news !== '') tell();
  }, [news]);
}

function newsOf({ link, replay, exceptions, printer, stock, cardAccount }: CounterStatus): string {
  return JSON.stringify([
    link.lastContact,
    link.fault,
    replay,
    exceptions,
    printer.condition,
    stock.blanks,
    cardAccount,
  ]);
}
