import type { Subject } from '../../src-shared/ledger/entry.ts';
import { rowChanges, settleStatements, type SubjectChange } from '../../src-shared/ledger/settle.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { LedgerTables } from '../../src-shared/ledger/tables.ts';
import type { Kysely } from 'kysely';
import { contestedNumbers, shownRow, type Contested } from './contested.ts';
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
  const contested = contestedNumbers(store, edits);
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
  for (const each of contested) show(store, each);
  for (const { key } of changes.remove.get('licence') ?? []) showOther(store, key);
}

/**
 * A licence number that was given twice, as an older copy of the data does, is shown for one of the two; when that
 * claim falls, for a decision of central's, the other's licence is shown. Only numbers can be claimed twice: every
 * other key is made anew or has its counter in it.
 */
function showOther(store: Store, number: string): void {
  const claims = store.sql.selectFrom('application').select('subject').where('licence_number', '=', number);
  const subjects = store.all(claims).map(({ subject }) => subject);
  if (subjects.length > 0) show(store, { number, subjects: [...new Set(subjects)] });
}

function show(store: Store, contested: Contested): void {
  const row = shownRow(store, contested);
  if (row === undefined) return;
  const put = new Map([['licence' as const, [{ ...row }]]]);
  const ledger = store.sql as unknown as Kysely<LedgerTables>;
  for (const statement of settleStatements(ledger, { put, remove: new Map() }, ROW_BY_ROW)) store.run(statement);
}
