import { useEffect, useEffectEvent } from 'react';
import type { PersonFound } from '../../../src-shared/contract/counter/people.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { core } from '../../core/core-client.ts';
import { useStatus } from '../status/status-store.ts';

/**
 * Asks central about a person as soon as the link is up, and again when it comes back. What is known
 * here is on the screen meanwhile; the answer takes its place and moves nothing else.
 */
export function useLookUp(cnic: Cnic, onFound: (found: PersonFound) => void): void {
  const up = useStatus(({ status }) => status?.link.state === 'up');
  const take = useEffectEvent(onFound);
  useEffect(() => {
    if (!up) return undefined;
    let stale = false;
    core.people
      .lookUp({ cnic })
      .then(({ found }) => {
        if (!stale && found !== null) take(found);
        return undefined;
      })
      // Nobody is kept waiting for central: what this PC knows stays.
      .catch(() => undefined);
    return () => {
      stale = true;
    };
  }, [cnic, up]);
}
