import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { StreamId } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { findHead } from '../../store/journal.ts';
import { prepareQuery } from '../../store/prepared-query.ts';
import type { Store } from '../../store/store.ts';

/**
 * What waits, read from the store: sent is what central acknowledged, settled is what has a final receipt. The status
 * bar asks at every act, so nothing is counted here: a stream has no gaps, and triggers keep tallies.
 */
export function replayCounts({ store, identity }: Pick<Counter, 'store' | 'identity'>): CounterStatus['replay'] {
  const acked = store.get(ackedSeq({}))?.acked_seq ?? 0;
  const stream = identity.enrolment?.stream;
  return {
    ...unsentOf(store, stream, acked),
    unsettled: stream === undefined ? 0 : Math.max(0, acked - tallyOf(store, `settled ${stream}`)),
    blobsWaiting: tallyOf(store, 'blobs waiting'),
    exceptions: store.get(exceptionsOf({}))?.count ?? 0,
  };
}

function unsentOf(
  store: Store,
  stream: StreamId | undefined,
  acked: number,
): Pick<CounterStatus['replay'], 'unsent' | 'oldestUnsentAt'> {
  if (stream === undefined) return { unsent: 0, oldestUnsentAt: null };
  const unsent = Math.max(0, findHead(store, stream).seq - acked);
  const oldest = unsent === 0 ? undefined : store.get(writtenAt({ stream, seq: acked + 1 }));
  return { unsent, oldestUnsentAt: oldest?.at ?? null };
}

function tallyOf(store: Store, name: string): number {
  return store.get(tally({ name }))?.count ?? 0;
}

const ackedSeq = prepareQuery((sql) => sql.selectFrom('replay_cursor').select('acked_seq'));

const writtenAt = prepareQuery((sql, { stream, seq }: { stream: string; seq: number }) =>
  sql.selectFrom('journal').select('at').where('stream', '=', stream).where('seq', '=', seq),
);

const tally = prepareQuery((sql, { name }: { name: string }) =>
  sql.selectFrom('tally').select('count').where('name', '=', name),
);

/** Few, and in an index of their own. */
const exceptionsOf = prepareQuery((sql) =>
  sql
    .selectFrom('receipt')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '<>', 'applied')
    .where('status', '=', 'exception'),
);
