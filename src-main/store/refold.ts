import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { entryIn } from './carried.ts';
import { foldEntry, foldPending, putConfirmed } from './confirmed.ts';
import type { Store } from './store.ts';
import { findSubject, writeSubjects } from './subjects.ts';

/** Folds a subject anew from all that is known of it, and writes what comes out; call inside a transaction. */
export function refold(store: Store, subject: Subject, rules: Catalogues): { readonly entries: number } {
  const base = findBase(store, subject);
  const history = confirmedEntries(store, subject, { after: base?.change ?? 0, upTo: Number.MAX_SAFE_INTEGER });
  const confirmed = history.reduce<SubjectState | undefined>(
    (state, entry) => foldEntry(state, entry, rules) ?? state,
    base === undefined ? undefined : (JSON.parse(base.state) as SubjectState),
  );
  putConfirmed(store, subject, { state: confirmed, base: base?.change ?? 0 });
  const after = foldPending(store, { subject, confirmed }, rules);
  writeSubjects(store, [{ subject, before: findSubject(store, subject), after }]);
  return { entries: history.length };
}

/** The state of a subject that came whole, from which the fold goes on. */
export function findBase(store: Store, subject: Subject): { change: number; state: string } | undefined {
  const query = store.sql.selectFrom('subject_base').select(['change', 'state']);
  return store.get(query.where('subject', '=', subject));
}

/** A subject's confirmed entries of some changes, in central's order: own ones by their receipt, others as the feed brought them. */
export function confirmedEntries(
  store: Store,
  subject: Subject,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Entry[] {
  const own = store.all(
    store.sql
      .selectFrom('journal')
      .innerJoin('receipt', 'receipt.entry_id', 'journal.id')
      .selectAll('journal')
      .select(['receipt.change', 'receipt.stream as settled_in'])
      .where('journal.subject', '=', subject)
      .where('receipt.status', '=', 'applied')
      .where('receipt.change', '>', after)
      .where('receipt.change', '<=', upTo),
  );
  const feed = store.sql.selectFrom('feed_entry').select(['change', 'entry']).where('subject', '=', subject);
  const others = store.all(feed.where('change', '>', after).where('change', '<=', upTo));
  const all = [
    ...own.map(({ change, settled_in, ...row }) => ({ change, entry: entryIn(store, row, settled_in) })),
    ...others.map(({ change, entry }) => ({ change, entry: JSON.parse(entry) as Entry })),
  ];
  return all.toSorted((a, b) => a.change - b.change).map(({ entry }) => entry);
}
