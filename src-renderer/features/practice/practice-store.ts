import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import type { SampleVisit } from '../../../src-shared/contract/counter/practice.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';

interface Practice {
  /** What the papers of the sample applicant in the chair say; null before the first one sat down. */
  readonly papers: PersonData | null;
  /** Counts how often these papers were handed over the counter. */
  readonly handed: number;
  /** What the next one comes for. */
  readonly visit: SampleVisit;
  /** How many open screens take papers. */
  readonly takers: number;
}

/** The trainer's side of a practice counter, as far as other screens may read it. */
export const usePractice = create<Practice>()(() => ({ papers: null, handed: 0, takers: 0, visit: 'learner' }));

/** Asks the open screen to take over what the papers say. */
export function handOverPapers(): void {
  usePractice.setState(({ handed }) => ({ handed: handed + 1 }));
}

/** A screen that can be filled from papers calls this; `fill` runs each time they are handed over. */
export function usePapers(fill: (papers: PersonData) => void): void {
  const take = useEffectEvent(fill);
  useEffect(() => {
    usePractice.setState(({ takers }) => ({ takers: takers + 1 }));
    const forget = usePractice.subscribe((now, before) => {
      if (now.handed !== before.handed && now.papers !== null) take(now.papers);
    });
    return () => {
      forget();
      usePractice.setState(({ takers }) => ({ takers: takers - 1 }));
    };
  }, []);
}
