import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { core } from '../../core/core-client.ts';

interface Practice {
  /** What the papers of the sample applicant in the chair say; null before the first one sat down. */
  readonly papers: PersonData | null;
  /** Counts how often these papers were handed over the counter. */
  readonly handed: number;
}

/** The trainer's side of a practice counter, as far as the operator's screens may read it. */
export const usePractice = create<Practice>()(() => ({ papers: null, handed: 0 }));

/** The next sample applicant sits down before the practice camera. */
export async function seatNextApplicant(): Promise<void> {
  const { person } = await core.practice.nextApplicant();
  usePractice.setState({ papers: person });
}

/** Asks the open screen to take over what the papers say. */
export function handOverPapers(): void {
  usePractice.setState(({ handed }) => ({ handed: handed + 1 }));
}

/** A screen that can be filled from papers calls this; `fill` runs each time they are handed over. */
export function usePapers(fill: (papers: PersonData) => void): void {
  const take = useEffectEvent(fill);
  useEffect(
    () =>
      usePractice.subscribe((now, before) => {
        if (now.handed !== before.handed && now.papers !== null) take(now.papers);
      }),
    [],
  );
}
