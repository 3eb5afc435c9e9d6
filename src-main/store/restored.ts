import { z } from 'zod';
import { Fault } from '../../src-shared/errors.ts';
import { findMeta, putMeta } from './meta.ts';
import type { Store } from './store.ts';

const KEY = 'restored';

/** Why this store is taken for an older copy of itself: how far it was known to be, by whom, and how far it is. */
const Restored = z.strictObject({ known: z.int(), here: z.int(), by: z.enum(['central', 'stamp']) });
export type Restored = z.infer<typeof Restored>;

/**
 * Notes that this store is older than what was known of it. Until its enrolment is renewed, or central says that it
 * is whole after all, it gives no licence numbers: it may have given them before.
 */
export function noteRestored(store: Store, found: Restored): void {
  const known = findRestored(store);
  if (known?.known === found.known && known.here === found.here) return;
  store.transact(() => putMeta(store, KEY, found));
}

export function findRestored(store: Store): Restored | undefined {
  return findMeta(store, KEY, Restored);
}

/**
 * Central has nothing that is not here. That clears what it once found itself; a stamp may tell of entries that no
 * central has seen, whose numbers may be on cards: only a new epoch, with new numbers, ends that. Throws
 * `counter.restored {known, here}` then.
 */
export function clearRestored(store: Store): void {
  const found = findRestored(store);
  if (found === undefined) return;
  if (found.by === 'stamp') throw restored(found);
  store.transact(() => store.run(store.sql.deleteFrom('meta').where('key', '=', KEY)));
}

/** Throws `counter.restored {known, here}` while the store is taken for an older copy. */
export function checkNotRestored(store: Store): void {
  const found = findRestored(store);
  if (found !== undefined) throw restored(found);
}

function restored({ known, here }: Restored): Fault {
  return new Fault('counter.restored', { known, here });
}
