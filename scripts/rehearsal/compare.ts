import type { CentralDatabase } from '../../src-central/database/database.ts';
import type { Store } from '../../src-main/store/store.ts';
import { rowKeys, rowTables, type RowTable } from '../../src-shared/ledger/tables.ts';

/** What the two ends hold after everything was replayed. */
export interface Comparison {
  readonly entries: number;
  readonly received: number;
  readonly applied: number;
  readonly exceptions: number;
  /** Entries in the counter's journal that central does not have, by id. */
  readonly lost: readonly string[];
  /** Entries, numbers or receipts that central has twice. */
  readonly duplicated: readonly string[];
  /** Tables whose rows differ. */
  readonly differing: readonly RowTable[];
}

export async function compareEnds(store: Store, central: CentralDatabase): Promise<Comparison> {
  const own = store.all(store.sql.selectFrom('journal').select(['id', 'stream']));
  const streams = [...new Set(own.map((row) => row.stream))];
  const centre = streams[0]?.slice(0, 3) ?? '';
  const there = await central.selectFrom('entry').select('id').where('stream', 'in', streams).execute();
  const receipts = await central
    .selectFrom('receipt')
    .select(['entry_id', 'status'])
    .where('stream', 'in', streams)
    .execute();
  const ids = there.map((row) => row.id);
  const known = new Set(ids);
  const differing: RowTable[] = [];
  for (const table of rowTables) {
    const here = normalise(store.all(store.sql.selectFrom(table).selectAll()), table);
    // People of other centres are not known here.
    const followed = central.selectFrom('subject_centre').select('subject').where('centre', '=', centre);
    const ofCentre = central.selectFrom(table).selectAll().where('subject', 'in', followed);
    const other = normalise(await ofCentre.execute(), table);
    if (JSON.stringify(here) !== JSON.stringify(other)) differing.push(table);
  }
  return {
    entries: own.length,
    received: ids.length,
    applied: receipts.filter((row) => row.status === 'applied').length,
    exceptions: receipts.filter((row) => row.status === 'exception').length,
    lost: own.map((row) => row.id).filter((id) => !known.has(id)),
    duplicated: [...twice(ids), ...twice(receipts.map((row) => row.entry_id))],
    differing,
  };
}

/** Rows in key order with their columns in name order, so that only contents count. */
function normalise(rows: readonly object[], table: RowTable): Record<string, unknown>[] {
  const key = rowKeys[table];
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
}

function twice(list: readonly string[]): string[] {
  return list.filter((item, index) => list.indexOf(item) !== index);
}
