import { useEffect } from 'react';
import { create } from 'zustand';
import type { PrintProgress } from '../../../src-shared/contract/counter/cards.ts';
import type { JobId } from '../../../src-shared/ids.ts';
import { useConnection } from '../../core/connection-store.ts';
import { core } from '../../core/core-client.ts';

interface Prints {
  /** The last that was heard of each job since this window was opened. */
  readonly heard: Readonly<Record<JobId, PrintProgress>>;
}

export const usePrints = create<Prints>()(() => ({ heard: {} }));

/** Follows every print while a screen shows them; `ended` runs when one is over, well or not. */
export function useFollowPrints(ended: () => void): void {
  const generation = useConnection((connection) => connection.generation);
  useEffect(() => {
    if (generation === 0) return undefined;
    // What a core said that is gone now: a print it was in the middle of has to be looked at.
    usePrints.setState(({ heard }) => ({ heard: endedOnly(heard) }));
    const leave = new AbortController();
    follow(leave.signal).catch(() => undefined);
    return () => leave.abort();
  }, [generation]);
  useEffect(
    () =>
      usePrints.subscribe((now, before) => {
        const news = Object.values(now.heard).filter((each) => before.heard[each.jobId] !== each);
        if (news.some(isOver)) ended();
      }),
    [ended],
  );
}

/** A job was recorded as started; its first step may be heard only later. */
export function noteStarted(jobId: JobId): void {
  hear({ jobId, step: 'checking', fault: null, look: false }, usePrints.getState().heard[jobId]);
}

export function isOver(progress: PrintProgress): boolean {
  return progress.step === 'done' || progress.step === 'failed';
}

function endedOnly(heard: Prints['heard']): Prints['heard'] {
  return Object.fromEntries(Object.entries(heard).filter(([, progress]) => isOver(progress)));
}

async function follow(signal: AbortSignal): Promise<void> {
  for await (const progress of await core.cards.progress(undefined, { signal })) hear(progress);
}

function hear(progress: PrintProgress, unless?: PrintProgress): void {
  if (unless === undefined) usePrints.setState(({ heard }) => ({ heard: { ...heard, [progress.jobId]: progress } }));
}
