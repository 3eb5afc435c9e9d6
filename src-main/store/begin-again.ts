import { z } from 'zod';
import type { StreamId } from '../../src-shared/ids.ts';
import { EMPTIED } from './journal.ts';
import { findMeta, putMeta } from './meta.ts';
import type { Store } from './store.ts';

const KEY = 'mayBeginAgain';

/**
 * A renewal is the word of the central office: should central turn out to have been set back, this counter may take what
 * is there now in place of what it had confirmed. Until the first page of the feed, or until then. Inside a transaction.
 */
export function allowBeginAgain(store: Store): void {
  putMeta(store, KEY, true);
}

export function mayBeginAgain(store: Store): boolean {
  return findMeta(store, KEY, z.boolean()) === true;
}

/** The feed goes on where it was: nothing is to be begun again. */
export function goOn(store: Store): void {
  if (mayBeginAgain(store)) store.transact(() => store.run(store.sql.deleteFrom('meta').where('key', '=', KEY)));
}

/** The beginning of each stream that this store wrote into, also of those whose entries were carried over since. */
export function ownPlaces(store: Store): readonly { readonly stream: StreamId; readonly seq: 1 }[] {
  const here = store.sql.selectFrom('journal').select('stream').distinct();
  const before = store.sql.selectFrom('carried').select('from_stream as stream').distinct();
  return store.all(here.union(before)).map(({ stream }) => ({ stream: stream as StreamId, seq: 1 }));
}

/**
 * Forgets what central had confirmed before it was set back; own entries stay, and wait for their receipts anew. Inside
 * the transaction that takes what central has now.
 */
export function forgetConfirmed(store: Store): void {
  for (const table of ['subject_confirmed', 'subject_base', 'feed_entry', 'case_claim'] as const) {
    store.run(store.sql.deleteFrom(table));
  }
  // An entry whose body has left is in the state of its subject, and can never be folded again.
  const whole = store.sql.selectFrom('journal').select('id').where('body', '<>', EMPTIED);
  store.run(store.sql.deleteFrom('receipt').where('entry_id', 'in', whole));
  store.run(store.sql.deleteFrom('meta').where('key', '=', KEY));
}
