import { sql } from 'kysely';
import { z } from 'zod';
import type { Entry, Subject } from '../../../src-shared/ledger/entry.ts';
import type { RuleBooks } from '../../../src-shared/catalogue/rule-book.ts';
import { foldEntry, putBase } from '../confirmed.ts';
import { EMPTIED } from '../journal.ts';
import { findMeta, putMeta } from '../meta.ts';
import { confirmedEntries, findBase } from '../refold.ts';
import type { Store } from '../store.ts';

/** Change up to which everything settled has been emptied already. */
const DONE = 'emptiedUpTo';

/**
 * Lets old bodies go: of the next settled entries, in central's order, those settled before a moment. What they did is
 * kept first as the base of their subjects, from which `rebuild` starts; then own bodies are emptied and other
 * streams' entries removed. Receipts, heads and what the tables show stay. Own entries are emptied only where central
 * countersigned a head at or after them, which the journal itself demands. Call inside a transaction; gives how many
 * entries were gone through, 0 when nothing is old enough.
 */
export function emptyBodies(
  store: Store,
  { before, most, rules }: { before: string; most: number; rules: RuleBooks },
): number {
  const done = findMeta(store, DONE, z.int()) ?? 0;
  const list = settledAfter(store, { done, before, most });
  const upTo = list.at(-1)?.change;
  if (upTo === undefined) return 0;
  for (const subject of new Set(list.map((row) => row.subject as Subject))) {
    rebase(store, { subject, upTo, rules });
  }
  const own = list.flatMap(({ id, emptiable }) => (emptiable === 1 ? [id] : []));
  if (own.length > 0) store.run(store.sql.updateTable('journal').set({ body: EMPTIED }).where('id', 'in', own));
  store.run(store.sql.deleteFrom('feed_entry').where('change', '<=', upTo).where('change', '>', done));
  putMeta(store, DONE, upTo);
  return list.length;
}

interface SettledRow {
  readonly change: number;
  /** When central settled it, by its own clock. */
  readonly at: string;
  readonly id: string;
  readonly subject: string;
  /** 1 for an own entry whose stream central countersigned that far. */
  readonly emptiable: number;
}

/** Own entries with their final receipt and other streams' entries, one list in central's order, until one is young. */
function settledAfter(
  store: Store,
  { done, before, most }: { done: number; before: string; most: number },
): readonly SettledRow[] {
  const query = sql<SettledRow>`
    select r.change, r.received_at as at, j.id, j.subject, exists (
      select 1 from countersigned s where s.stream = j.stream and s.seq >= j.seq
    ) as emptiable
    from receipt r join journal j on j.id = r.entry_id
    where r.change > ${done} and r.status in ('applied', 'rejected')
    union all
    select f.change, coalesce(f.at, json_extract(f.entry, '$.at')), f.entry_id, f.subject, 0 from feed_entry f
    where f.change > ${done}
    order by 1 limit ${most}`;
  const list = store.all({ compile: () => query.compile(store.sql) });
  const young = list.findIndex((row) => row.at >= before);
  return young < 0 ? list : list.slice(0, young);
}

/** The subject as of a change becomes what it is folded from. */
function rebase(store: Store, { subject, upTo, rules }: { subject: Subject; upTo: number; rules: RuleBooks }): void {
  const base = findBase(store, subject);
  const from = base?.change ?? 0;
  if (from >= upTo) return;
  const entries: readonly Entry[] = confirmedEntries(store, subject, { after: from, upTo });
  const state = entries.reduce(
    (known, entry) => foldEntry(known, entry, rules) ?? known,
    base === undefined ? undefined : JSON.parse(base.state),
  );
  if (state === undefined) return;
  putBase(store, subject, { change: upTo, state: JSON.stringify(state) });
  const confirmed = store.sql.updateTable('subject_confirmed').set({ base_change: upTo });
  store.run(confirmed.where('subject', '=', subject));
}
