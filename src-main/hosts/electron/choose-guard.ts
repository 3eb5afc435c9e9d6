import type { KeyGuard } from '../../store/keys/key-guard.ts';
import { keyFileGuard, keyFileOf } from '../../store/keys/key-file-guard.ts';
import { findKeyRecord } from '../../store/keys/key-record.ts';
import type { Log } from '../../ports.ts';
import type { HostLink } from './host-link.ts';

/** How a store's key is wrapped by this host's key ring; written in key records. */
export const RING_GUARD = 'os-key-ring';

/**
 * The guard of a data folder. A folder that has a key keeps its way of wrapping, whatever the key ring
 * is today; a new one takes the key ring, and the key file only where there is none that keeps secrets
 * (on Linux without one, Electron would "encrypt" with a password that everybody knows).
 */
export async function chooseGuard(dataDir: string, { link, log }: { link: HostLink; log: Log }): Promise<KeyGuard> {
  const made = findKeyRecord(dataDir)?.guard;
  if (made === RING_GUARD) return ringGuard(link);
  if (made !== undefined) return keyFileGuard(keyFileOf(dataDir));
  const ring = await link.askRing();
  if (ring.usable) return ringGuard(link);
  log.warn('no key ring keeps secrets on this PC, the key goes to a file', { backend: ring.backend });
  return keyFileGuard(keyFileOf(dataDir));
}

/** Errors: `store.keyMissing` without a key ring, `store.wrongKey` when it is another one. */
function ringGuard(link: HostLink): KeyGuard {
  return {
    kind: RING_GUARD,
    wrap: (key) => link.askBytes({ what: 'wrap', key }),
    unwrap: (wrapped) => link.askBytes({ what: 'unwrap', wrapped }),
  };
}
