import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { useConnection } from './connection-store.ts';
import { type Problem, toProblem } from './problem.ts';
import { noticeSession } from './session-notice.ts';

export interface Loaded<T> {
  /** The last good answer; stays while it is read again. */
  readonly data: T | null;
  readonly problem: Problem | null;
  readonly loading: boolean;
  readonly reload: () => void;
  /** Puts in what a command just answered, without asking again. */
  readonly replace: (data: T) => void;
  /** The same for a part of it: several in one go all count. */
  readonly change: (edit: (before: T) => T) => void;
}

interface Answer<T> {
  readonly key: string;
  /** Which reading this answers. */
  readonly asked: string;
  readonly data: T | null;
  readonly problem: Problem | null;
}

/**
 * Reads from the core: at first, when `key` changes, on `reload`, and after a reconnect. `key` names
 * what is read; an answer for an earlier key is dropped.
 */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const generation = useConnection((connection) => connection.generation);
  const [round, setRound] = useState(0);
  const asked = `${key} ${generation} ${round}`;
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const read = useEffectEvent(load);

  useEffect(() => {
    let stale = false;
    read().then(
      (data) => {
        if (!stale) setAnswer({ key, asked, data, problem: null });
        return undefined;
      },
      (error: unknown) => {
        if (stale) return undefined;
        const problem = toProblem(error);
        noticeSession(problem);
        setAnswer((before) => ({ key, asked, data: before?.key === key ? before.data : null, problem }));
        return undefined;
      },
    );
    return () => {
      stale = true;
    };
  }, [key, asked]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const replace = useCallback((data: T) => setAnswer({ key, asked, data, problem: null }), [key, asked]);
  const change = useCallback(
    (edit: (before: T) => T) =>
      setAnswer((before) => {
        if (before === null || before.key !== key || before.data === null) return before;
        return { ...before, data: edit(before.data), problem: null };
      }),
    [key],
  );
  const current = answer?.key === key ? answer : null;
  return {
    data: current?.data ?? null,
    problem: current?.problem ?? null,
    loading: current === null,
    reload,
    replace,
    change,
  };
}
