import type { Subject } from '../../src-shared/ledger/entry.ts';
import { rows } from '../../src-shared/ledger/rows.ts';
import { rowChanges, settleStatements, type SubjectChange } from '../../src-shared/ledger/settle.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { LedgerTables } from '../../src-shared/ledger/tables.ts';
import type { Kysely } from 'kysely';
import { prepareQuery } from './prepared-query.ts';
import type { Store } from './store.ts';

export interface SubjectEdit extends SubjectChange {
  readonly subject: Subject;
}

const stateOf = prepareQuery((sql, { subject }: { subject: string }) =>
  sql.selectFrom('subject').select('state').where('subject', '=', subject),
);

const putState = prepareQuery((sql, { subject, state }: { subject: string; state: string }) =>
  sql
    .insertInto('subject')
    .values({ subject, state })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ state })),
);

/** Statements of one row have one text a table: few to compile, whatever number of rows a page of the feed changes. */
const ROW_BY_ROW = 1;

/** A subject as the screens see it: confirmed entries, then this counter's own unsettled ones. */
export function findSubject(store: Store, subject: Subject): SubjectState | undefined {
  const row = store.get(stateOf({ subject }));
  return row === undefined ? undefined : (JSON.parse(row.state) as SubjectState);
}

/** Writes states and the rows that show them; call inside a transaction. */
export function writeSubjects(store: Store, edits: readonly SubjectEdit[]): void {
  for (const { subject, after } of edits) {
    if (after === undefined) {
      store.run(store.sql.deleteFrom('subject').where('subject', '=', subject));
      continue;
    }
    store.run(putState({ subject, state: JSON.stringify(after) }));
  }
  const ledger = store.sql as unknown as Kysely<LedgerTables>;
  const changes = rowChanges(edits);
  for (const statement of settleStatements(ledger, changes, ROW_BY_ROW)) store.run(statement);
  for (const { subject, key } of changes.remove.get('licence') ?? []) showOther(store, { subject, number: key });
}

/**
 * A licence number that two people claimed is shown for the one who wrote last; when that claim falls, for a
 * decision of central's, the other's licence is shown again. Only numbers can be claimed twice: every other key
 * is made anew or has its counter in it.
 */
function showOther(store: Store, { subject, number }: { subject: string; number: string }): void {
  const claims = store.sql.selectFrom('application').select('subject').where('licence_number', '=', number);
  const other = store.get(claims.where('subject', '<>', subject).limit(1));
  if (other === undefined) return;
  const shown = rows(other.subject, findSubject(store, other.subject as Subject)).licence ?? [];
  const put = new Map([['licence' as const, shown.filter((row) => row.number === number).map((row) => ({ ...row }))]]);
  const ledger = store.sql as unknown as Kysely<LedgerTables>;
  for (const statement of settleStatements(ledger, { put, remove: new Map() }, ROW_BY_ROW)) store.run(statement);
}
