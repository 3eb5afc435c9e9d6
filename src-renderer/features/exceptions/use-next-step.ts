import { useState } from 'react';
import type { NextStep } from '../../../src-shared/contract/counter/exceptions.ts';
import type { Role } from '../../../src-shared/roles.ts';
import type { Problem } from '../../core/problem.ts';
import { useAct } from '../../core/use-act.ts';
import { type Route, useNavigation } from '../../shell/navigation-store.ts';
import { useSession } from '../session/session-store.ts';
import { roleToAsk, staysOpen } from './next-step.ts';
import { takeStep } from './take-step.ts';

export interface StepToTake {
  /** The role to ask when the step is not this person's; null when it is. */
  readonly asked: Role | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** It was done, and its effect shows where the question was asked. */
  readonly tried: boolean;
  readonly take: () => void;
}

/** The one next step of something stuck, as this role can take it; `onDone` runs when there is nothing more to see. */
export function useNextStep(next: NextStep, onDone: () => void): StepToTake {
  const role = useSession((state) => state.view?.staff?.role ?? 'operator');
  const go = useNavigation((state) => state.go);
  const { busy, problem, act } = useAct();
  const [tried, setTried] = useState(false);
  const asked = roleToAsk(next.do, role);

  async function take(): Promise<void> {
    if (asked !== null) {
      onDone();
      return;
    }
    let route: Route | null = null;
    const ok = await act(async () => {
      route = await takeStep(next, role);
    });
    if (!ok) return;
    if (staysOpen(next.do)) {
      setTried(true);
      return;
    }
    // In one go: the next page takes the focus only when nothing lies over it any more.
    onDone();
    if (route !== null) go(route);
  }

  return { asked, busy, problem, tried, take: () => void take() };
}
