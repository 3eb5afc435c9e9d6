import { sql } from 'kysely';
import type { FeedItem, Receipt } from '../../src-shared/contract/central/feed.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import type { EntryId } from '../../src-shared/ids.ts';
import { actOf } from '../../src-shared/ledger/entry-types.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { RuleBooks } from '../../src-shared/licensing/rule-book.ts';
import { entryOf } from './journal.ts';
import { putReference } from './reference.ts';
import type { Store } from './store.ts';
import { findSubject, writeSubjects, type SubjectEdit } from './subjects.ts';

/** What a page of the feed changed. */
export interface FeedApplied {
  readonly change: number;
  /** Entries that central applied and this build's fold refuses: the two ends differ, a person must look. */
  readonly diverged: readonly EntryId[];
}

/**
 * Settles a page of central's feed in one transaction: receipts of own entries, other streams'
 * entries, reference data. A subject's state is the fold of its confirmed entries in central's order,
 * followed by this counter's unsettled ones in their own order; exceptions drop out of it. Items at or
 * before the cursor are skipped, so a page that comes twice is harmless.
 */
export function applyFeed(
  store: Store,
  items: readonly FeedItem[],
  context: { stream: StreamId; rules: RuleBooks },
): FeedApplied {
  return store.transact(() => {
    const cursor = store.get(store.sql.selectFrom('replay_cursor').select('feed_change'))?.feed_change ?? 0;
    const fresh = items.filter((item) => item.change > cursor).toSorted((a, b) => a.change - b.change);
    const confirmed = new Map<Subject, Entry[]>();
    for (const item of fresh) takeItem(store, item, confirmed);
    const diverged: EntryId[] = [];
    const edits = [...confirmed].map(([subject, entries]) =>
      settleSubject(store, { subject, entries, diverged }, context.rules),
    );
    writeSubjects(store, edits);
    const change = fresh.at(-1)?.change ?? cursor;
    store.run(store.sql.updateTable('replay_cursor').set({ feed_change: change }));
    return { change, diverged };
  });
}

/** Stores one item; entries that are now confirmed are listed by subject, in central's order. */
function takeItem(store: Store, item: FeedItem, confirmed: Map<Subject, Entry[]>): void {
  switch (item.kind) {
    case 'reference':
      return putReference(store, item.reference);
    case 'entry': {
      const { entry, change } = item;
      const row = { change, entry_id: entry.id, subject: entry.subject, entry: JSON.stringify(entry) };
      store.run(store.sql.insertInto('feed_entry').values(row));
      listFor(confirmed, entry.subject).push(entry);
      return;
    }
    case 'receipt': {
      putReceipt(store, item.receipt, { change: item.change, at: item.at });
      const own = store.get(store.sql.selectFrom('journal').selectAll().where('id', '=', item.receipt.entryId));
      if (own === undefined) return;
      const entry = entryOf(own);
      const list = listFor(confirmed, entry.subject);
      if (item.receipt.status === 'applied') list.push(entry);
    }
  }
}

function putReceipt(store: Store, receipt: Receipt, { change, at }: { change: number; at: string }): void {
  const { status, code, waitsFor } = receipt;
  const news = { status, code, waits_for: waitsFor, change, received_at: at };
  store.run(
    store.sql
      .insertInto('receipt')
      .values({ entry_id: receipt.entryId, stream: receipt.stream, seq: receipt.seq, ...news })
      .onConflict((conflict) => conflict.column('entry_id').doUpdateSet(news)),
  );
}

function settleSubject(
  store: Store,
  { subject, entries, diverged }: { subject: Subject; entries: readonly Entry[]; diverged: EntryId[] },
  rules: RuleBooks,
): SubjectEdit {
  let state = findConfirmed(store, subject);
  for (const entry of entries) {
    const next = foldEntry(state, entry, rules);
    if (next === undefined) diverged.push(entry.id);
    else state = next;
  }
  if (state !== undefined) putConfirmed(store, subject, state);
  return {
    subject,
    before: findSubject(store, subject),
    after: foldPending(store, { subject, confirmed: state }, rules),
  };
}

/** The confirmed state with this counter's own unsettled entries on top; those that no longer fit are left out. */
export function foldPending(
  store: Store,
  { subject, confirmed }: { subject: Subject; confirmed: SubjectState | undefined },
  rules: RuleBooks,
): SubjectState | undefined {
  const pending = store.all(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .selectAll('journal')
      .where('journal.subject', '=', subject)
      .where((eb) => eb.or([eb('receipt.status', 'is', null), eb('receipt.status', '=', 'parked')]))
      .orderBy(sql`journal.rowid`),
  );
  return pending.reduce((state, row) => foldEntry(state, entryOf(row), rules) ?? state, confirmed);
}

/** The state after an entry, or undefined when the fold refuses it. */
export function foldEntry(state: SubjectState | undefined, entry: Entry, rules: RuleBooks): SubjectState | undefined {
  const act = actOf(entry);
  if (!act.ok) return undefined;
  const folded = fold(state, act.value, rules);
  return folded.ok ? folded.value : undefined;
}

function findConfirmed(store: Store, subject: Subject): SubjectState | undefined {
  const row = store.get(store.sql.selectFrom('subject_confirmed').select('state').where('subject', '=', subject));
  return row === undefined ? undefined : (JSON.parse(row.state) as SubjectState);
}

export function putConfirmed(store: Store, subject: Subject, state: SubjectState): void {
  const text = JSON.stringify(state);
  store.run(
    store.sql
      .insertInto('subject_confirmed')
      .values({ subject, state: text })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet({ state: text })),
  );
}

function listFor(map: Map<Subject, Entry[]>, subject: Subject): Entry[] {
  const known = map.get(subject);
  if (known !== undefined) return known;
  const list: Entry[] = [];
  map.set(subject, list);
  return list;
}
