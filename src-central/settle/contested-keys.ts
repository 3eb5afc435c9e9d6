import { sql } from 'kysely';
import type { ErrorCode } from '../../src-shared/errors.ts';
import { rows } from '../../src-shared/ledger/rows.ts';
import type { RowChanges } from '../../src-shared/ledger/settle.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { rowKeys, rowTables, type RowTable } from '../../src-shared/ledger/tables.ts';
import type { CentralTransaction } from '../database/database.ts';

/**
 * Keys that two subjects claim. A licence number, an application id or a receipt number belongs to
 * one subject for ever, yet a fold sees one subject only: so before rows are written their keys are
 * looked up, and when a key is contested the round is heard again with these keys, whose later
 * claimant becomes an exception. Rare, so the ordinary round pays one query a table.
 */
export class ContestedKeys {
  /** `table key` and its holder: the subject that has it, or undefined until the round's first claimant. */
  readonly #holders = new Map<string, string | undefined>();

  /** The keys as they stand at the start of another hearing. */
  copy(): ContestedKeys {
    const copy = new ContestedKeys();
    for (const [name, holder] of this.#holders) copy.#holders.set(name, holder);
    return copy;
  }

  /** Looks for contested keys in what is about to be written; true when there are new ones. */
  async find(trx: CentralTransaction, changes: RowChanges): Promise<boolean> {
    const before = this.#holders.size;
    for (const table of rowTables) {
      const claimed = new Map<string, Set<string>>();
      for (const row of changes.put.get(table) ?? []) {
        const key = String(row[rowKeys[table]]);
        claimed.set(key, (claimed.get(key) ?? new Set()).add(String(row['subject'])));
      }
      const held = new Map((await holders(trx, table, [...claimed.keys()])).map((row) => [row.key, row.subject]));
      for (const [key, subjects] of claimed) {
        const holder = held.get(key);
        const others = holder === undefined ? subjects.size > 1 : subjects.size > 1 || !subjects.has(holder);
        if (others) this.#holders.set(`${table} ${key}`, holder);
      }
    }
    return this.#holders.size > before;
  }

  /** Takes the contested keys a fold adds for its subject, or says why it may not. */
  take(subject: string, fold: { before: SubjectState | undefined; after: SubjectState }): ErrorCode | undefined {
    if (this.#holders.size === 0) return undefined;
    const had = new Set(namesOf(subject, fold.before).map(({ name }) => name));
    const added = namesOf(subject, fold.after).filter(({ name }) => !had.has(name) && this.#holders.has(name));
    const taken = added.find(({ name }) => (this.#holders.get(name) ?? subject) !== subject);
    if (taken !== undefined) return contestedCodes[taken.table] ?? 'ledger.repeated';
    for (const { name } of added) this.#holders.set(name, subject);
    return undefined;
  }
}

/** What its later claimant is told; anything else is a repetition. */
const contestedCodes: { readonly [Table in RowTable]?: ErrorCode } = {
  licence: 'lease.numberTaken',
  payment_slip: 'fee.slipUsed',
};

function namesOf(subject: string, state: SubjectState | undefined): readonly { table: RowTable; name: string }[] {
  const all = rows(subject, state);
  return rowTables.flatMap((table) =>
    (all[table] ?? []).map((row) => {
      const values = row as unknown as Readonly<Record<string, string | number | null>>;
      return { table, name: `${table} ${values[rowKeys[table]]}` };
    }),
  );
}

async function holders(
  trx: CentralTransaction,
  table: RowTable,
  keys: readonly string[],
): Promise<readonly { key: string; subject: string }[]> {
  if (keys.length === 0) return [];
  const { rows: found } = await sql<{ key: string; subject: string }>`
    select ${sql.ref(rowKeys[table])} as key, subject from ${sql.table(table)}
    where ${sql.ref(rowKeys[table])} = any(${keys}::text[])`.execute(trx);
  return found;
}
