import { useState } from 'react';
import type { CheckedCard } from '../../../src-shared/contract/counter/verify.ts';
import { core } from '../../core/core-client.ts';
import type { Problem } from '../../core/problem.ts';
import { useAct } from '../../core/use-act.ts';

/** Checks, one at a time, and what the last one said. */
export interface Checking {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly checked: CheckedCard | null;
  readonly scanned: (text: string, by: 'scanner' | 'webcam') => void;
  /** What a person typed or pasted: a code or a number. */
  readonly typed: (text: string) => void;
  readonly picture: (file: Blob) => void;
  readonly clear: () => void;
}

/** Longer than any number: then it is meant to be a code. */
const LONGEST_NUMBER = 20;

export function useCheck(): Checking {
  const { busy, problem, act, setProblem } = useAct();
  const [checked, setChecked] = useState<CheckedCard | null>(null);

  /** The card of before must not stand there as if it were this one's verdict. */
  function check(ask: () => Promise<CheckedCard>): void {
    void act(async () => {
      setChecked(null);
      setChecked(await ask());
    });
  }

  return {
    busy,
    problem,
    checked,
    scanned: (text, by) => check(() => core.verify.text({ text, by })),
    typed: (text) =>
      check(() =>
        text.trim().length <= LONGEST_NUMBER
          ? core.verify.number({ number: text })
          : core.verify.text({ text, by: 'text' }),
      ),
    picture: (file) => check(() => core.verify.picture({ picture: file })),
    clear: () => {
      setChecked(null);
      setProblem(null);
    },
  };
}
