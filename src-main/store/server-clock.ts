import { prepareQuery } from './prepared-query.ts';
import type { Clock } from '../ports.ts';
import type { Store } from './store.ts';

const cursor = prepareQuery((sql) => sql.selectFrom('replay_cursor').select(['offset_ms', 'server_time']));

/** What central's time says of this device's clock. */
export interface ServerClock {
  /** The latest time that central vouched for. */
  readonly serverTime: string | null;
  /** Device clock minus the true time as far as it is known, ms; null before the first contact. */
  readonly offsetMs: number | null;
}

/**
 * How far the clock is off at a moment it shows, ISO text. A clock that would stand before the last server time
 * was set back since: then that time is the nearest to the truth.
 */
export function serverClock(store: Store, at: string): ServerClock {
  const known = store.get(cursor({}));
  const [serverTime, offset] = [known?.server_time ?? null, known?.offset_ms ?? null];
  if (offset === null || serverTime === null) return { serverTime, offsetMs: offset };
  return { serverTime, offsetMs: Math.min(offset, Date.parse(at) - Date.parse(serverTime)) };
}

/** Now, ISO text, by central's time where it is known: neither set back nor believed when it is known to be ahead. */
export function trustedNow({ store, clock }: { readonly store: Store; readonly clock: Clock }): string {
  const now = clock.now();
  const { offsetMs } = serverClock(store, new Date(now).toISOString());
  return new Date(now - (offsetMs ?? 0)).toISOString();
}
