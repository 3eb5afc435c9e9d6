import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { Counter } from '../../counter.ts';

/** What waits, read from the store: sent is what central acknowledged, settled is what has a receipt. */
export function replayCounts({ store, identity }: Pick<Counter, 'store' | 'identity'>): CounterStatus['replay'] {
  const stream = identity.enrolment?.stream ?? '';
  const acked = store.get(store.sql.selectFrom('replay_cursor').select('acked_seq'))?.acked_seq ?? 0;
  const unsent = store.get(
    store.sql
      .selectFrom('journal')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('at').as('oldest')])
      .where('stream', '=', stream)
      .where('seq', '>', acked),
  );
  const settled = store.get(
    store.sql
      .selectFrom('receipt')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('stream', '=', stream)
      .where('status', '<>', 'parked'),
  );
  const exceptions = store.get(
    store.sql
      .selectFrom('receipt')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('status', '=', 'exception'),
  );
  const blobs = store.get(
    store.sql
      .selectFrom('blob_delivery')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('confirmed_at', 'is', null),
  );
  return {
    unsent: unsent?.count ?? 0,
    oldestUnsentAt: unsent?.oldest ?? null,
    unsettled: Math.max(0, acked - (settled?.count ?? 0)),
    blobsWaiting: blobs?.count ?? 0,
    exceptions: exceptions?.count ?? 0,
  };
}
