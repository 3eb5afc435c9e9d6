import { useEffect, useEffectEvent, useRef } from 'react';
import type { ClaimView } from '../../../src-shared/contract/counter/claims.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useLoad } from '../../core/use-load.ts';
import { useNews } from '../status/use-news.ts';
import { nextLook } from './next-look.ts';

/**
 * Holds a person's case for this counter while it is on the screen, and lets it go afterwards. While a
 * mate holds it, it is asked for again at their news and when their time ends; `freed` runs when the
 * case is open again. Null before the first answer.
 */
export function useClaim(cnic: Cnic, freed: () => void): ClaimView | null {
  const { data: claim, reload } = useLoad(`claim ${cnic}`, async () => core.claims.take({ cnic }));
  const held = claim?.state === 'mate';
  const wasHeld = useRef(false);
  const tellFreed = useEffectEvent(freed);

  useNews(() => {
    if (claim !== null && claim.state !== 'mine') reload();
  });

  useEffect(() => {
    const pause = claim === null ? null : nextLook(claim, new Date().toISOString());
    if (pause === null) return undefined;
    const timer = setTimeout(reload, pause);
    return () => clearTimeout(timer);
  }, [claim, reload]);

  useEffect(() => {
    if (wasHeld.current && !held) tellFreed();
    wasHeld.current = held;
  }, [held]);

  useEffect(
    () => () => {
      // What cannot be given back now ends by itself.
      core.claims.release({ cnic }).catch(() => undefined);
    },
    [cnic],
  );

  return claim;
}
