import { Kysely, type Compilable, type CompiledQuery, type DialectAdapter, type QueryCompiler } from 'kysely';
import { DummyDriver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { rows, type RowSet } from './rows.ts';
import type { SubjectState } from './state.ts';
import { rowKeys, rowTables, type LedgerTables, type RowTable } from './tables.ts';

/** A subject before and after acts; `after` is undefined when nothing of it is left. */
export interface SubjectChange {
  readonly subject: string;
  readonly before: SubjectState | undefined;
  readonly after: SubjectState | undefined;
}

/** Rows to write and keys to remove, by table, for any number of subjects. */
export interface RowChanges {
  readonly put: ReadonlyMap<RowTable, readonly Row[]>;
  readonly remove: ReadonlyMap<RowTable, readonly Removal[]>;
}

/** A row that its subject no longer shows. It is removed only while it is that subject's. */
export interface Removal {
  readonly subject: string;
  readonly key: string;
}

type Row = Readonly<Record<string, string | number | null>>;

/**
 * Most bound values one statement may carry; PostgreSQL takes more. SQLite writes row by row: there a call is as cheap
 * as a row, while each number of rows would be a statement of its own to compile, and to keep.
 */
const MOST_VALUES = 16_000;

/** Which rows differ between before and after: what has to be written, and nothing else. */
export function rowChanges(changes: readonly SubjectChange[]): RowChanges {
  const put = new Map<RowTable, Row[]>();
  const remove = new Map<RowTable, Removal[]>();
  for (const { subject, before, after } of changes) {
    const had = rows(subject, before);
    const has = rows(subject, after);
    for (const table of rowTables) compareTable(table, { subject, had, has, put, remove });
  }
  return { put, remove };
}

/**
 * The statements that write changes, for either database; the caller runs them in its transaction.
 * Subject rows themselves are the caller's, for each end keeps more beside the state.
 */
export function settleStatements(
  db: Kysely<LedgerTables>,
  changes: RowChanges,
  mostValues: number = MOST_VALUES,
): Compilable[] {
  const statements: Compilable[] = [];
  for (const table of rowTables) {
    const gone = changes.remove.get(table) ?? [];
    const loose = db as unknown as Kysely<Record<string, Row>>;
    for (const [subject, list] of Map.groupBy(gone, (each) => each.subject)) {
      const keys = list.map((each) => each.key);
      statements.push(loose.deleteFrom(table).where('subject', '=', subject).where(rowKeys[table], 'in', keys));
    }
    for (const part of inParts(changes.put.get(table) ?? [], mostValues)) {
      statements.push(part.length === 1 ? putOne(loose, table, part[0] ?? {}) : putAll(loose, table, part));
    }
  }
  return statements;
}

function putAll(db: Kysely<Record<string, Row>>, table: RowTable, part: readonly Row[]): Compilable {
  const key = rowKeys[table];
  const columns = Object.keys(part[0] ?? {}).filter((column) => column !== key);
  return db
    .insertInto(table)
    .values(part)
    .onConflict((conflict) =>
      conflict
        .column(key)
        .doUpdateSet((eb) => Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}`)]))),
    );
}

/** Texts of `putAll` for one row, by database and table: a counter writes one row at a time, all day. */
const textsOfOne = new WeakMap<object, Map<RowTable, CompiledQuery>>();

function putOne(db: Kysely<Record<string, Row>>, table: RowTable, row: Row): Compilable {
  const texts = textsOfOne.get(db) ?? new Map<RowTable, CompiledQuery>();
  textsOfOne.set(db, texts);
  const text = texts.get(table) ?? putAll(db, table, [row]).compile();
  texts.set(table, text);
  // One row binds its columns in their order, and the update binds nothing.
  return { compile: () => ({ ...text, parameters: Object.values(row) }) };
}

/** A Kysely that only compiles, for the SQL of one database. */
export function compilerFor<Tables>(database: 'sqlite' | 'postgres'): Kysely<Tables> {
  const parts: { adapter: () => DialectAdapter; compiler: () => QueryCompiler } =
    database === 'sqlite'
      ? { adapter: () => new SqliteAdapter(), compiler: () => new SqliteQueryCompiler() }
      : { adapter: () => new PostgresAdapter(), compiler: () => new PostgresQueryCompiler() };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: parts.adapter,
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => (database === 'sqlite' ? new SqliteIntrospector(db) : new PostgresIntrospector(db)),
      createQueryCompiler: parts.compiler,
    },
  });
}

interface Comparison {
  readonly subject: string;
  readonly had: RowSet;
  readonly has: RowSet;
  readonly put: Map<RowTable, Row[]>;
  readonly remove: Map<RowTable, Removal[]>;
}

function compareTable(table: RowTable, { subject, had, has, put, remove }: Comparison): void {
  const key = rowKeys[table];
  const old = new Map((had[table] ?? []).map((row) => [keyOf(row, key), JSON.stringify(row)]));
  for (const row of has[table] ?? []) {
    const name = keyOf(row, key);
    if (old.get(name) !== JSON.stringify(row)) push(put, table, row as unknown as Row);
    old.delete(name);
  }
  for (const gone of old.keys()) push(remove, table, { subject, key: gone });
}

function keyOf(row: object, key: string): string {
  return String((row as Row)[key]);
}

function push<Value>(map: Map<RowTable, Value[]>, table: RowTable, value: Value): void {
  const list = map.get(table);
  if (list === undefined) map.set(table, [value]);
  else list.push(value);
}

function inParts(list: readonly Row[], mostValues: number): Row[][] {
  const width = Object.keys(list[0] ?? {}).length || 1;
  const size = Math.max(1, Math.floor(mostValues / width));
  if (list.length <= size) return list.length === 0 ? [] : [[...list]];
  return Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));
}
