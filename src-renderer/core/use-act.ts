import { useCallback, useRef, useState } from 'react';
import { type Problem, toProblem } from './problem.ts';
import { noticeSession } from './session-notice.ts';

export interface Acting {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Does the work unless it is being done already; answers whether it succeeded. */
  readonly act: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly setProblem: (problem: Problem | null) => void;
}

/** One command of a screen: busy while it runs, its problem afterwards. A second press does nothing. */
export function useAct(): Acting {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const act = useCallback(async (work: () => Promise<unknown>) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      const found = toProblem(error);
      noticeSession(found);
      setProblem(found);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);

  return { busy, problem, act, setProblem };
}
