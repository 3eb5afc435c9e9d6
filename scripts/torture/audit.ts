import type { CentralDatabase } from '../../src-central/database/database.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import type { Store } from '../../src-main/store/store.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { rowKeys, rowTables, type RowTable } from '../../src-shared/ledger/tables.ts';

/** What the two ends hold after all faults are over, in numbers; everything but `entries` and `applied` should be 0. */
export interface Audit {
  readonly entries: number;
  readonly applied: number;
  /** Entries of a journal that central does not have, or has otherwise. */
  readonly lost: number;
  /** Entries, receipts, licence numbers or receipt numbers that central has twice. */
  readonly duplicated: number;
  /** Places in a stream at central that are empty, in its feed too. */
  readonly gaps: number;
  /** Photos and reports that central lacks. */
  readonly blobs_lost: number;
  /** Paisa by which the money of the two ends differs, refunds off, or by which more went back than was taken. */
  readonly money: number;
  /** Tables whose rows differ between the ends, or from what the journal gives. */
  readonly tables: number;
  /** Breaks in a journal's chain. */
  readonly breaks: number;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/**
 * Compares counters, each with its whole journal, with central: counters of one centre, which is all that central
 * has, or (`apart`) of several, each of which has a part of central's rows.
 */
export async function auditEnds(
  stores: readonly Store[],
  db: CentralDatabase,
  { apart = false }: { apart?: boolean } = {},
): Promise<Audit> {
  const own = stores.flatMap((store) => journalOf(store));
  const streams = [...new Set(own.map(({ stream }) => stream))];
  const there = await db.selectFrom('entry').select(['stream', 'seq', 'id', 'hash']).execute();
  const receipts = await db.selectFrom('receipt').select(['stream', 'entry_id', 'status']).execute();
  const changes = await db.selectFrom('change').select(['change', 'entry_id', 'status', 'centre', 'kind']).execute();
  const hashes = new Map(there.map(({ id, hash }) => [id, hash]));
  const ofOwn = there.filter(({ stream }) => streams.includes(stream));
  const tables = await Promise.all(rowTables.map((table) => db.selectFrom(table).selectAll().execute()));
  const central: Readonly<Record<string, Rows>> = Object.fromEntries(
    rowTables.map((table, index) => [table, tables[index] ?? []]),
  );
  const shareOf = (store: Store, table: RowTable): Rows => {
    const all = central[table] ?? [];
    if (!apart) return all;
    const keys = new Set(rowsOf(store, table).map((row) => String(row[rowKeys[table]])));
    return all.filter((row) => keys.has(String(row[rowKeys[table]])));
  };
  const checks = stores.map((store) => verifyJournal(store));
  const applied = changes.filter(({ kind, status }) => kind === 'receipt' && status === 'applied');
  return {
    entries: own.length,
    applied: receipts.filter(({ stream, status }) => streams.includes(stream) && status === 'applied').length,
    lost: own.filter(({ id, hash }) => hashes.get(id) !== hash).length,
    duplicated:
      twice(there.map(({ id }) => id)) +
      twice(receipts.map((row) => row.entry_id)) +
      twice(applied.map((row) => `${row.centre} ${row.entry_id}`)) +
      twice((central['licence'] ?? []).map((row) => String(row['number']))) +
      twice((central['till_receipt'] ?? []).map((row) => String(row['receipt_number']))),
    gaps: gapsOf(ofOwn) + (Math.max(0, ...changes.map(({ change }) => change)) - changes.length),
    blobs_lost: await blobsLost(stores, db),
    money: stores.reduce((sum, store) => {
      const here = kept((table) => rowsOf(store, table));
      return sum + Math.abs(here - kept((table) => shareOf(store, table))) + overpaid(store);
    }, 0),
    tables: stores.reduce((sum, store) => sum + differing(store, (table) => shareOf(store, table)).length, 0),
    breaks: checks.reduce((sum, check) => sum + check.breaks.length + check.blobs.length, 0),
  };
}

/** Names of tables that differ between a counter and central, or between a counter and its own journal. */
function differing(store: Store, central: (table: RowTable) => Rows): readonly RowTable[] {
  const own = new Set(store.all(store.sql.selectFrom('journal').select('stream').distinct()).map((row) => row.stream));
  const folded: readonly string[] = rebuild(store, firstRules).differing;
  return rowTables.filter((table) => {
    const [here = '', there = ''] = [rowsOf(store, table), central(table)].map((rows) =>
      // A lease is told to the counter that it was lent to, and to nobody else.
      normal(table === 'lease' ? rows.filter((row) => own.has(String(row['stream']))) : rows, table),
    );
    return folded.includes(table) || here !== there;
  });
}

function rowsOf(store: Store, table: RowTable): Rows {
  return store.all(store.sql.selectFrom(table).selectAll());
}

function journalOf(store: Store): { stream: string; id: string; hash: string }[] {
  return store.all(store.sql.selectFrom('journal').select(['stream', 'id', 'hash']));
}

async function blobsLost(stores: readonly Store[], db: CentralDatabase): Promise<number> {
  const there = new Set((await db.selectFrom('blob').select('sha256').execute()).map((row) => row.sha256));
  const here = stores.flatMap((store) => store.all(store.sql.selectFrom('blob_delivery').select('sha256')));
  return here.filter(({ sha256 }) => !there.has(sha256)).length;
}

function gapsOf(entries: readonly { stream: string; seq: number }[]): number {
  const byStream = Map.groupBy(entries, ({ stream }) => stream);
  return [...byStream.values()].reduce((sum, list) => sum + Math.max(...list.map(({ seq }) => seq)) - list.length, 0);
}

/** What was taken less what went back. */
function kept(rowsIn: (table: RowTable) => Rows): number {
  return sumOf(rowsIn('till_receipt'), 'total') - sumOf(rowsIn('till_payout'), 'amount');
}

/** Paisa that left drawers beyond what their receipts came to, receipt by receipt. */
function overpaid(store: Store): number {
  const taken = new Map(rowsOf(store, 'till_receipt').map((row) => [row['receipt_number'], Number(row['total'])]));
  const back = Map.groupBy(rowsOf(store, 'till_payout'), (row) => row['receipt_number']);
  return [...back].reduce(
    (sum, [number, rows]) => sum + Math.max(0, sumOf(rows, 'amount') - (taken.get(number) ?? 0)),
    0,
  );
}

function sumOf(rows: Rows, column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}

function twice(list: readonly string[]): number {
  return list.length - new Set(list).size;
}

/** Rows as text, in key order with their columns in name order. */
function normal(rows: Rows, table: RowTable): string {
  const key = rowKeys[table];
  const sorted = rows
    .map((row) => Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
  return JSON.stringify(sorted);
}

/** An audit that found nothing: what every fault must leave. */
export const clean = { lost: 0, duplicated: 0, gaps: 0, blobs_lost: 0, money: 0, tables: 0, breaks: 0 } as const;

/** What is wrong, a line each. */
export function complaints(audit: Audit): string[] {
  return Object.entries(clean).flatMap(([name]) => {
    const found = audit[name as keyof typeof clean];
    return found === 0 ? [] : [`${name}: ${found}`];
  });
}
