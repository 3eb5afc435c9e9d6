import { entryOf } from '../../src-main/store/journal.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { STREAM, type TestCounter } from './counter.ts';

/** Everything the counter wrote, oldest first. */
export function journalOf({ core }: TestCounter): readonly Entry[] {
  const { store } = core.counter;
  return store
    .all(store.sql.selectFrom('journal').selectAll().where('stream', '=', STREAM).orderBy('seq'))
    .map(entryOf);
}
