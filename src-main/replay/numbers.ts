import type { StreamId } from '../../src-shared/ids.ts';
import type { Clock } from '../ports.ts';
import { prepareQuery } from '../store/prepared-query.ts';
import { trustedNow } from '../store/server-clock.ts';
import type { Store } from '../store/store.ts';
import type { CentralApi } from './central-client.ts';
import type { StepResult } from './lane.ts';

/** What central lends at a time, until it says. */
const USUAL_SIZE = 200;

export interface NumbersParts {
  readonly api: CentralApi;
  readonly store: Store;
  readonly clock: Clock;
  readonly stream: StreamId;
}

/** Asks for licence numbers when half a lease is used up, so that a centre never runs dry by surprise. */
export class Numbers {
  readonly #parts: NumbersParts;
  #size = USUAL_SIZE;
  /** Leases here when one was granted: until it has come down, no other is asked for. */
  #expecting: number | undefined;

  constructor(parts: NumbersParts) {
    this.#parts = parts;
  }

  async step(signal: AbortSignal): Promise<StepResult> {
    const { api, stream } = this.#parts;
    const { store, clock } = this.#parts;
    const { remaining, leases } = countNumbers(store, stream, clock);
    if (this.#expecting !== leases) this.#expecting = undefined;
    if (remaining * 2 >= this.#size || this.#expecting !== undefined) return 'idle';
    const { granted, size } = await api.leases({ params: { stream }, body: { remaining } }, { signal });
    this.#size = size;
    if (granted) this.#expecting = leases;
    return 'idle';
  }
}

/** Licence numbers a stream can still give. */
export function remainingNumbers(store: Store, stream: StreamId, clock: Clock): number {
  return countNumbers(store, stream, clock).remaining;
}

const valid = prepareQuery((sql, { stream, now }: { stream: string; now: string }) =>
  sql
    .selectFrom('lease')
    .select(['next_serial', 'to_serial'])
    .where('stream', '=', stream)
    .where('expires_at', '>', now),
);

/** Numbers left in leases that are still valid by central's time, and how many leases there are. */
function countNumbers(store: Store, stream: StreamId, clock: Clock): { remaining: number; leases: number } {
  const now = trustedNow({ store, clock });
  const rows = store.all(valid({ stream, now }));
  return {
    remaining: rows.reduce((sum, row) => sum + Math.max(0, row.to_serial - row.next_serial + 1), 0),
    leases: rows.length,
  };
}
