import type { Store } from '../../src-main/store/store.ts';
import type { CentralDatabase } from '../../src-central/database/database.ts';
import { rowKeys, rowTables } from '../../src-shared/ledger/tables.ts';

export type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** The ledger's tables of a counter, rows in the order of their keys, columns in the order of their names. */
export function tablesOfCounter(store: Store): Tables {
  const read = (table: (typeof rowTables)[number]) => store.all(store.sql.selectFrom(table).selectAll());
  return Object.fromEntries(rowTables.map((table) => [table, sorted(table, read(table))]));
}

/** The same of central. */
export async function tablesOfCentral(db: CentralDatabase): Promise<Tables> {
  const list = await Promise.all(
    rowTables.map(async (table) => [table, sorted(table, await db.selectFrom(table).selectAll().execute())] as const),
  );
  return Object.fromEntries(list);
}

export function sorted(table: (typeof rowTables)[number], rows: readonly object[]): Tables[string] {
  const keyOf = (row: Record<string, unknown>) => String(row[rowKeys[table]]);
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The rows of some subjects, of a counter and of central. */
export async function rowsOfSubjects(
  store: Store,
  db: CentralDatabase,
  subjects: readonly string[],
): Promise<readonly [Tables, Tables]> {
  const wanted = new Set(subjects);
  const only = (tables: Tables): Tables =>
    Object.fromEntries(
      Object.entries(tables).map(([table, rows]) => [table, rows.filter((row) => wanted.has(String(row['subject'])))]),
    );
  return [only(tablesOfCounter(store)), only(await tablesOfCentral(db))];
}
