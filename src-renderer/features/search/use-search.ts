import { useEffect, useState } from 'react';
import type { LookedUp } from '../../../src-shared/contract/counter/people.ts';
import type { SearchFound } from '../../../src-shared/contract/counter/search.ts';
import { core } from '../../core/core-client.ts';
import { type Problem, toProblem } from '../../core/problem.ts';
import { noticeSession } from '../../core/session-notice.ts';
import { askable } from './search-rows.ts';

/** Pause after the last key before it is asked, ms. */
const ASK_AFTER_MS = 120;
/** As many as fit a screen or two. */
const LIMIT = 20;

export interface Searching {
  /** The answer to what is typed, or to what was typed a moment ago; null at first. */
  readonly found: SearchFound | null;
  /** What central said of a whole CNIC or licence number; null while it is asked, or not asked. */
  readonly looked: LookedUp | null;
  readonly problem: Problem | null;
  /** Whether the answer is of what is typed now. */
  readonly current: boolean;
}

interface Answers {
  readonly found: { readonly of: string; readonly answer: SearchFound | null; readonly problem: Problem | null };
  readonly looked: { readonly of: string; readonly answer: LookedUp };
}

/** Searches as one types: here at once, at central too when a number is whole. A late answer to earlier words is dropped. */
export function useSearch(typed: string): Searching {
  const text = typed.trim();
  const [answers, setAnswers] = useState<Partial<Answers>>({});

  useEffect(() => {
    let stale = false;
    const put = (part: Partial<Answers>): void => {
      if (!stale) setAnswers((before) => ({ ...before, ...part }));
    };
    const timer = setTimeout(() => {
      if (text === '') {
        put({ found: { of: text, answer: null, problem: null } });
        return;
      }
      core.search.words({ text, limit: LIMIT }).then(
        (answer) => put({ found: { of: text, answer, problem: null } }),
        (error: unknown) => {
          const problem = toProblem(error);
          noticeSession(problem);
          put({ found: { of: text, answer: null, problem } });
        },
      );
      const asked = askable(text);
      if (asked === null) return;
      core.people.lookUp(asked).then(
        (answer) => put({ looked: { of: text, answer } }),
        // Without central the counter's own answer stands.
        () => undefined,
      );
    }, ASK_AFTER_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [text]);

  const { found, looked } = answers;
  return {
    found: found?.answer ?? null,
    looked: looked?.of === text ? looked.answer : null,
    problem: found?.problem ?? null,
    current: found?.of === text,
  };
}
