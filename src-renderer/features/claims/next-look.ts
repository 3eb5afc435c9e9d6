import type { ClaimView } from '../../../src-shared/contract/counter/claims.ts';

/** Least pause between two questions, ms: a clock that is ahead of central's must not make a flood. */
const LEAST_MS = 2_000;
/** A lease is asked for a little after its end, not at it. */
const AFTER_END_MS = 1_000;

/** When to ask again, ms from now: when a mate's lease ends; null where there is nothing to wait for. */
export function nextLook({ state, until }: ClaimView, now: string): number | null {
  if (state !== 'mate' || until === null) return null;
  return Math.max(LEAST_MS, Date.parse(until) - Date.parse(now) + AFTER_END_MS);
}
