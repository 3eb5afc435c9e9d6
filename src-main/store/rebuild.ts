import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { rowKeys, rowTables, type RowTable } from '../../src-shared/ledger/tables.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { foldEntry, foldPending, putConfirmed } from './confirmed.ts';
import { entryIn } from './carried.ts';
import { isCatalogue } from './feed.ts';
import { learnPublished } from './published-rules.ts';
import type { Store } from './store.ts';
import { writeSubjects } from './subjects.ts';

type RebuiltTable = RowTable | 'subject' | 'subject_confirmed';

/** Tables whose rows came out different after folding everything again. */
export interface RebuildReport {
  readonly subjects: number;
  readonly entries: number;
  readonly differing: readonly RebuiltTable[];
}

/**
 * Drops every table that shows subjects, folds the journal and the feed again, and tells which tables
 * differ from before: none, unless somebody edited them. One transaction; the new rows stay.
 */
export function rebuild(store: Store, rules: Catalogues): RebuildReport {
  return store.transact(() => {
    const before = dump(store);
    for (const table of [...rowTables, 'subject', 'subject_confirmed'] as const) store.run(store.sql.deleteFrom(table));
    const subjects = store.all(
      store.sql
        .selectFrom('journal')
        .select('subject')
        .union(store.sql.selectFrom('feed_entry').select('subject'))
        .union(store.sql.selectFrom('subject_base').select('subject')),
    );
    let entries = 0;
    for (const { subject } of rulesFirst(subjects as { subject: Subject }[])) {
      const base = findBase(store, subject);
      const history = confirmedEntries(store, subject, { after: base?.change ?? 0, upTo: Number.MAX_SAFE_INTEGER });
      entries += history.length;
      const confirmed = history.reduce<SubjectState | undefined>(
        (state, entry) => foldEntry(state, entry, rules) ?? state,
        base === undefined ? undefined : (JSON.parse(base.state) as SubjectState),
      );
      putConfirmed(store, subject, { state: confirmed, base: base?.change ?? 0 });
      const after = foldPending(store, { subject, confirmed }, rules);
      writeSubjects(store, [{ subject, before: undefined, after }]);
      if (isCatalogue(subject)) learnPublished(store, rules);
    }
    const now = dump(store);
    const differing = [...before.keys()].filter((table) => before.get(table) !== now.get(table));
    return { subjects: subjects.length, entries, differing };
  });
}

/** Everything else is folded under them. */
function rulesFirst(subjects: readonly { subject: Subject }[]): readonly { subject: Subject }[] {
  return subjects.toSorted((a, b) => Number(isCatalogue(b.subject)) - Number(isCatalogue(a.subject)));
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

/** Every table as text, in key order. */
function dump(store: Store): Map<RebuiltTable, string> {
  const tables = rowTables.map((table): [RebuiltTable, string] => {
    const found = store.all(store.sql.selectFrom(table).selectAll());
    const key = rowKeys[table];
    return [table, JSON.stringify(found.toSorted((a, b) => compare(a, b, key)))];
  });
  const states = (['subject', 'subject_confirmed'] as const).map((table): [RebuiltTable, string] => [
    table,
    JSON.stringify(store.all(store.sql.selectFrom(table).selectAll().orderBy('subject'))),
  ]);
  return new Map([...tables, ...states]);
}

function compare(a: object, b: object, key: string): number {
  const [left, right] = [a, b].map((row) => String((row as Record<string, unknown>)[key]));
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
