import type { FeedItem, Receipt } from '../../src-shared/contract/central/feed.ts';
import type { EntryId, StreamId } from '../../src-shared/ids.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import { findConfirmed, foldEntry, foldPending, putBase, putConfirmed, type Confirmed } from './confirmed.ts';
import { putHeldCase } from './held-cases.ts';
import { entryIn } from './carried.ts';
import { learnPublished } from './published-rules.ts';
import { prepareQuery } from './prepared-query.ts';
import { putReference } from './reference.ts';
import type { Store } from './store.ts';
import type { StoreTables } from './tables.ts';
import { findSubject, writeSubjects, type SubjectEdit } from './subjects.ts';

/** What a page of the feed changed. */
export interface FeedApplied {
  readonly change: number;
  /** Entries that central applied and this build's fold refuses: the two ends differ, a person must look. */
  readonly diverged: readonly EntryId[];
}

/** What a page says of one subject: a state that came whole, if one did, and applied entries after it. */
interface SubjectNews {
  readonly base?: SubjectBase | undefined;
  readonly entries: readonly { readonly change: number; readonly entry: Entry }[];
}

/** A subject's confirmed state as of a change, as JSON text. */
export interface SubjectBase {
  readonly change: number;
  readonly state: string;
}

/**
 * Settles a page of central's feed in one transaction: receipts of own entries, other streams'
 * entries, whole states, held cases, reference data. A subject's state is the fold of its confirmed
 * entries in central's order, on the state that came whole if one did, followed by this counter's
 * unsettled ones in their own order; exceptions drop out of it. Items at or before the cursor are
 * skipped, so a page that comes twice is harmless.
 */
export function applyFeed(
  store: Store,
  items: readonly FeedItem[],
  context: { stream: StreamId; rules: Catalogues },
): FeedApplied {
  return learning(store, context.rules, () => {
    const cursor = feedCursor(store);
    const fresh = items.filter((item) => item.change > cursor).toSorted((a, b) => a.change - b.change);
    const news = new Map<Subject, SubjectNews>();
    for (const item of fresh) takeItem(store, item, news);
    const diverged: EntryId[] = [];
    const settle = (list: readonly (readonly [Subject, SubjectNews])[]) =>
      writeSubjects(
        store,
        list.map(([subject, each]) => settleSubject(store, { subject, news: each, diverged }, context.rules)),
      );
    // What was decided under new rules may come in the same page as the rules.
    settle([...news].filter(([subject]) => isCatalogue(subject)));
    if ([...news.keys()].some(isCatalogue)) learnPublished(store, context.rules);
    settle([...news].filter(([subject]) => !isCatalogue(subject)));
    const last = fresh.at(-1);
    if (last !== undefined) {
      const place = { feed_change: last.change, seen_change: last.change, seen_at: last.at };
      store.run(store.sql.updateTable('replay_cursor').set(place));
    }
    return { change: last?.change ?? cursor, diverged };
  });
}

export function isCatalogue(subject: Subject): boolean {
  return subject.startsWith('catalogue:');
}

/** A transaction that may bring rules: what it learnt is forgotten with it when it fails. */
export function learning<Value>(store: Store, rules: Catalogues, run: () => Value): Value {
  try {
    return store.transact(run);
  } catch (error) {
    learnPublished(store, rules);
    throw error;
  }
}

/** The state of a subject that came whole. */
export interface WholeSubject extends SubjectBase {
  readonly subject: Subject;
}

/**
 * Takes a subject's confirmed state that central answered with; own unsettled entries stay on top. Nothing
 * happens when what is here is as new: the feed may have overtaken the answer. Call inside a transaction.
 */
export function applySubjectState(store: Store, whole: WholeSubject, rules: RuleBooks): void {
  if (whole.change > feedCursor(store)) applySubjectStates(store, [whole], rules);
}

/** Takes states of a snapshot, each of another subject, ahead of the cursor; call inside a transaction. */
export function applySubjectStates(store: Store, list: readonly WholeSubject[], rules: RuleBooks): void {
  const edits = list.map(({ subject, state, change }) => {
    const news = { base: { state, change }, entries: [] };
    return settleSubject(store, { subject, news, diverged: [] }, rules);
  });
  writeSubjects(store, edits);
}

function feedCursor(store: Store): number {
  return store.get(store.sql.selectFrom('replay_cursor').select('feed_change'))?.feed_change ?? 0;
}

/** Folds a subject again after receipts of own entries changed; call inside a transaction. */
export function settleAgain(store: Store, subject: Subject, rules: RuleBooks): void {
  writeSubjects(store, [settleSubject(store, { subject, news: { entries: [] }, diverged: [] }, rules)]);
}

const ownEntry = prepareQuery((build, { id }: { id: string }) =>
  build.selectFrom('journal').selectAll().where('id', '=', id),
);

const statusOf = prepareQuery((build, { id }: { id: string }) =>
  build.selectFrom('receipt').select('status').where('entry_id', '=', id),
);

const insertEntry = prepareQuery((build, { change, entry_id, subject, entry, at }: StoreTables['feed_entry']) =>
  build.insertInto('feed_entry').values({ change, entry_id, subject, entry, at }),
);

const insertReceipt = prepareQuery((build, row: StoreTables['receipt']) => {
  const { entry_id, stream, seq, status, code, waits_for, change, received_at } = row;
  const news = { status, code, waits_for, change, received_at };
  return build
    .insertInto('receipt')
    .values({ entry_id, stream, seq, ...news })
    .onConflict((conflict) => conflict.column('entry_id').doUpdateSet(news));
});

/** Stores one item and notes what it says of subjects, in central's order. */
function takeItem(store: Store, item: FeedItem, news: Map<Subject, SubjectNews>): void {
  const note = (subject: Subject, entry?: Entry): void => {
    const { base, entries = [] } = news.get(subject) ?? {};
    const more = entry === undefined ? [] : [{ change: item.change, entry }];
    news.set(subject, { base, entries: [...entries, ...more] });
  };
  switch (item.kind) {
    case 'reference':
      return putReference(store, item.reference);
    case 'claim':
      return putHeldCase(store, item);
    case 'subject':
      return void news.set(item.subject, { base: { change: item.change, state: item.state }, entries: [] });
    case 'entry': {
      const { entry, change } = item;
      if (isCarriedBack(store, entry)) return takeOwn(store, ownApplied(item), { own: entry, note });
      const { id: entry_id, subject } = entry;
      store.run(insertEntry({ change, entry_id, subject, entry: JSON.stringify(entry), at: item.at }));
      return note(entry.subject, entry);
    }
    case 'receipt': {
      const own = store.get(ownEntry({ id: item.receipt.entryId }));
      return takeOwn(store, item, { own: own && entryIn(store, own, item.receipt.stream), note });
    }
  }
}

/** What became of an own entry. */
function takeOwn(
  store: Store,
  { receipt, change, at }: FeedItem & { kind: 'receipt' },
  { own, note }: { own: Entry | undefined; note: (subject: Subject, entry?: Entry) => void },
): void {
  if (!isNews(store, receipt)) return;
  putReceipt(store, receipt, { change, at });
  if (own !== undefined) note(own.subject, receipt.status === 'applied' ? own : undefined);
}

/**
 * Does a receipt say more than is known? After a renewal an entry may have been sent in two epochs: the first final
 * receipt counts, and one that says that the other copy decides (it waits for its own id) says nothing new.
 */
export function isNews(store: Store, { entryId, waitsFor }: Receipt): boolean {
  const known = store.get(statusOf({ id: entryId }))?.status;
  return known === undefined || (known !== 'applied' && known !== 'rejected' && waitsFor !== entryId);
}

/** An applied entry of an earlier epoch of this counter that its journal still has. */
function isCarriedBack(store: Store, entry: Entry): boolean {
  return store.get(ownEntry({ id: entry.id })) !== undefined;
}

function ownApplied({ entry, change, at }: FeedItem & { kind: 'entry' }): FeedItem & { kind: 'receipt' } {
  const { stream, seq, id: entryId } = entry;
  return {
    change,
    at,
    kind: 'receipt',
    receipt: { stream, seq, entryId, status: 'applied', code: null, waitsFor: null },
  };
}

export function putReceipt(store: Store, receipt: Receipt, { change, at }: { change: number; at: string }): void {
  const { stream, seq, entryId: entry_id, status, code, waitsFor: waits_for } = receipt;
  store.run(insertReceipt({ entry_id, stream, seq, status, code, waits_for, change, received_at: at }));
}

function settleSubject(
  store: Store,
  { subject, news, diverged }: { subject: Subject; news: SubjectNews; diverged: EntryId[] },
  rules: RuleBooks,
): SubjectEdit {
  const before = findConfirmed(store, subject);
  let { state, base } = before;
  if (news.base !== undefined && news.base.change > base) {
    state = JSON.parse(news.base.state) as SubjectState;
    base = news.base.change;
    putBase(store, subject, news.base);
  }
  for (const { change, entry } of news.entries) {
    // A state that came whole holds what was settled before it.
    if (change <= base) continue;
    const next = foldEntry(state, entry, rules);
    if (next === undefined) diverged.push(entry.id);
    else state = next;
  }
  const confirmed: Confirmed = { state, base };
  if (state !== before.state || base !== before.base) putConfirmed(store, subject, confirmed);
  return {
    subject,
    before: findSubject(store, subject),
    after: foldPending(store, { subject, confirmed: state }, rules),
  };
}
