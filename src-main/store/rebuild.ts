import type { Subject } from '../../src-shared/ledger/entry.ts';
import { rowKeys, rowTables, type RowTable } from '../../src-shared/ledger/tables.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { isCatalogue } from './feed.ts';
import { learnPublished } from './published-rules.ts';
import { refold } from './refold.ts';
import type { Store } from './store.ts';

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
      entries += refold(store, subject, rules).entries;
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
