import { sql } from 'kysely';
import type { Cnic } from '../../../src-shared/ids.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { prepareQuery } from '../../store/prepared-query.ts';
import { replayCounts } from './replay-counts.ts';

export interface Wanted {
  readonly filter: 'all' | 'waiting' | 'stuck';
  readonly before: number | null;
  readonly limit: number;
  readonly cnic?: Cnic | undefined;
}

type Place = Pick<Counter, 'store' | 'identity'>;

/** Entries of this stream, newest first, with their receipts. However long the journal is, only what is asked for is read. */
export function entriesOf(counter: Place, wanted: Wanted) {
  const { store } = counter;
  if (wanted.filter === 'all') return store.all(own(counter, wanted));
  if (wanted.filter === 'stuck') return store.all(settledAs(counter, wanted, ['parked', 'exception']));
  const unanswered = own(counter, wanted)
    .where('journal.seq', '>=', oldestUnanswered(counter))
    .where('receipt.status', 'is', null);
  const both = [...store.all(unanswered), ...store.all(settledAs(counter, wanted, ['parked']))];
  return both.toSorted((a, b) => b.seq - a.seq).slice(0, wanted.limit);
}

function own({ identity, ...counter }: Place, wanted: Wanted) {
  return listed(counter, wanted).where('journal.stream', '=', identity.place.stream);
}

/** By the few receipts that say so; the plus keeps SQLite from walking the stream in order instead. */
function settledAs({ identity, ...counter }: Place, wanted: Wanted, statuses: readonly string[]) {
  const { sql: build } = counter.store;
  const ids = build.selectFrom('receipt').select('entry_id').where('status', '<>', 'applied');
  return listed(counter, wanted)
    .where(sql`+journal.stream`, '=', identity.place.stream)
    .where('journal.id', 'in', ids.where('status', 'in', statuses));
}

function listed({ store }: Pick<Place, 'store'>, { before, limit, cnic }: Wanted) {
  const entries = store.sql
    .selectFrom('journal')
    .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
    .select(['journal.seq', 'journal.id', 'journal.type', 'journal.subject'])
    .select(['journal.at', 'journal.actor', 'journal.blobs'])
    .select(['receipt.status', 'receipt.code', 'receipt.received_at', 'receipt.change'])
    .where('journal.seq', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('journal.seq', 'desc')
    .limit(limit);
  return cnic === undefined ? entries : entries.where('journal.subject', '=', personSubject(cnic));
}

/**
 * The place of the oldest entry without any receipt. How many there are is known without counting, so the search
 * from what central acknowledged last downwards ends at the last of them; where there is none it does not begin.
 */
function oldestUnanswered({ store, identity }: Place): number {
  const { stream } = identity.place;
  const acked = store.get(ackedSeq({}))?.acked_seq ?? 0;
  const parked = store.get(parkedIn({ stream }))?.count ?? 0;
  const unanswered = replayCounts({ store, identity }).unsettled - parked;
  if (unanswered <= 0) return acked + 1;
  return store.get(unansweredOf({ stream, acked, skip: unanswered - 1 }))?.seq ?? 0;
}

const ackedSeq = prepareQuery((build) => build.selectFrom('replay_cursor').select('acked_seq'));

const parkedIn = prepareQuery((build, { stream }: { stream: string }) =>
  build
    .selectFrom('receipt')
    .innerJoin('journal', 'journal.id', 'receipt.entry_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('receipt.status', '<>', 'applied')
    .where('receipt.status', '=', 'parked')
    .where(sql`+journal.stream`, '=', stream),
);

const unansweredOf = prepareQuery((build, { stream, acked, skip }: { stream: string; acked: number; skip: number }) =>
  build
    .selectFrom('journal')
    .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
    .select('journal.seq')
    .where('journal.stream', '=', stream)
    .where('journal.seq', '<=', acked)
    .where('receipt.entry_id', 'is', null)
    .orderBy('journal.seq', 'desc')
    .limit(1)
    .offset(skip),
);
