import type { CentreReference } from '../../src-shared/contract/central/feed.ts';
import type { ReceiptsPage, SnapshotFile, SnapshotLine } from '../../src-shared/contract/central/snapshot.ts';
import type { EntryId, StreamId } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { z } from 'zod';
import { Sha256 } from '../../src-shared/ids.ts';
import { forgetConfirmed } from './begin-again.ts';
import { applySubjectStates, isCatalogue, isNews, learning, putReceipt, settleAgain } from './feed.ts';
import { findMeta, putMeta } from './meta.ts';
import { learnPublished } from './published-rules.ts';
import { putReference } from './reference.ts';
import type { Store } from './store.ts';
import type { StoreTables } from './tables.ts';

/** A snapshot that is being fetched: as of which change, and which of its files are staged. */
const Staging = z.object({ change: z.int(), files: z.array(Sha256) });
type Staging = z.infer<typeof Staging>;

const KEY = 'snapshot';

/** What of a snapshot is staged already; another snapshot's leftovers are dropped. */
export function openStaging(store: Store, change: number): Staging {
  const known = findMeta(store, KEY, Staging);
  if (known?.change === change) return known;
  const staging = { change, files: [] };
  store.transact(() => {
    clearStaging(store);
    putMeta(store, KEY, staging);
  });
  return staging;
}

/** True from the moment a snapshot's list came until its swap: pieces of its files may be here. */
export function isStaging(store: Store): boolean {
  return findMeta(store, KEY, Staging) !== undefined;
}

/** Stages the lines of one file, whole or not at all; call inside a transaction. */
export function stageFile(store: Store, file: SnapshotFile, lines: readonly SnapshotLine[]): void {
  for (const line of lines) store.run(store.sql.insertInto('staged_subject').values(line));
  const staging = findMeta(store, KEY, Staging);
  if (staging !== undefined) putMeta(store, KEY, { ...staging, files: [...staging.files, file.sha256] });
}

export function stageReceipts(store: Store, { receipts }: ReceiptsPage): void {
  store.transact(() => {
    for (const { receipt, change, at } of receipts) {
      const { stream, seq, entryId, status, code, waitsFor } = receipt;
      const row = { entry_id: entryId, status, code, waits_for: waitsFor, change, at };
      store.run(
        store.sql
          .insertInto('staged_receipt')
          .values({ stream, seq, ...row })
          .onConflict((conflict) => conflict.columns(['stream', 'seq']).doUpdateSet(row)),
      );
    }
  });
}

export interface Swap {
  readonly change: number;
  readonly reference: CentreReference;
  readonly rules: Catalogues;
  /** Central was set back: nothing that it confirmed before counts any more. */
  readonly again?: boolean;
}

/** Subjects taken over at a time: bounds the memory, not the transaction. */
const AT_ONCE = 200;

/**
 * Takes a staged snapshot in place of all that was confirmed here, in one transaction: killed at any
 * point, the store is as before. Own entries that are not settled stay on top; feed entries that the
 * states hold are dropped.
 */
export function swapSnapshot(store: Store, { change, reference, rules, again = false }: Swap): void {
  learning(store, rules, () => {
    if (again) forgetConfirmed(store);
    const settled = again ? allSubjects(store) : new Set<Subject>();
    for (const subject of takeReceipts(store)) settled.add(subject);
    const rulesFirst = store.all(
      store.sql.selectFrom('staged_subject').selectAll().where('subject', 'like', 'catalogue:%').orderBy('subject'),
    );
    takeStates(store, { rows: rulesFirst, change, rules, settled });
    for (const subject of [...settled].filter(isCatalogue)) settleAgain(store, subject, rules);
    learnPublished(store, rules);
    for (let after = ''; ;) {
      const query = store.sql.selectFrom('staged_subject').selectAll().where('subject', '>', after);
      const rows = store.all(query.orderBy('subject').limit(AT_ONCE));
      takeStates(store, {
        rows: rows.filter(({ subject }) => !isCatalogue(subject as Subject)),
        change,
        rules,
        settled,
      });
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.subject;
    }
    // What was refused at central and is in no state: it leaves the screen.
    for (const subject of settled) settleAgain(store, subject, rules);
    const held = store.sql.selectFrom('staged_subject').select('subject');
    store.run(store.sql.deleteFrom('feed_entry').where('change', '<=', change).where('subject', 'in', held));
    putReference(store, reference);
    store.run(store.sql.updateTable('replay_cursor').set({ feed_change: change, seen_change: null, seen_at: null }));
    clearStaging(store);
  });
}

interface Taken extends Pick<Swap, 'change' | 'rules'> {
  readonly rows: readonly StoreTables['staged_subject'][];
  /** What still waits to be settled again; what is taken does not. */
  readonly settled: Set<Subject>;
}

function takeStates(store: Store, { rows, change, rules, settled }: Taken): void {
  const whole = rows.map(({ subject, state }) => ({ subject: subject as Subject, state, change }));
  applySubjectStates(store, whole, rules);
  for (const { subject } of whole) settled.delete(subject);
}

function allSubjects(store: Store): Set<Subject> {
  const rows = store.all(store.sql.selectFrom('subject').select('subject'));
  return new Set(rows.map(({ subject }) => subject as Subject));
}

/** Writes the staged receipts; the answer is the subjects they speak of. */
function takeReceipts(store: Store): Set<Subject> {
  const rows = store.all(
    store.sql
      .selectFrom('staged_receipt')
      .innerJoin('journal', 'journal.id', 'staged_receipt.entry_id')
      .selectAll('staged_receipt')
      .select('journal.subject')
      .orderBy('staged_receipt.change'),
  );
  for (const { stream, seq, entry_id, status, code, waits_for, change, at } of rows) {
    const receipt = {
      stream: stream as StreamId,
      seq,
      entryId: entry_id as EntryId,
      status: status as 'applied',
      code: code as null,
      waitsFor: waits_for as EntryId | null,
    };
    if (isNews(store, receipt)) putReceipt(store, receipt, { change, at });
  }
  return new Set(rows.map(({ subject }) => subject as Subject));
}

function clearStaging(store: Store): void {
  for (const table of ['staged_subject', 'staged_receipt'] as const) store.run(store.sql.deleteFrom(table));
  store.run(store.sql.deleteFrom('meta').where('key', '=', KEY));
}
