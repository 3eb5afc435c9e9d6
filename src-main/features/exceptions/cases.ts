import type { ExceptionView } from '../../../src-shared/contract/counter/exceptions.ts';
import { isErrorCode } from '../../../src-shared/errors.ts';
import type { EntryId, StreamId } from '../../../src-shared/ids.ts';
import type { ExceptionCaseRow } from '../../../src-shared/ledger/exception-tables.ts';
import type { Counter } from '../../counter.ts';
import type { Store } from '../../store/store.ts';
import { aboutOf } from './case-about.ts';
import { nextStepOf } from './next-step.ts';

/** Longest list a screen gets. */
const MOST_LISTED = 200;

/** Cases of the centre, open ones before closed ones, those due first first. */
export function listCases(counter: Counter, filter: 'open' | 'all'): ExceptionView[] {
  const { store } = counter;
  const open = store.sql.selectFrom('exception_case').selectAll().where('stage', '<>', 'closed').orderBy('due_at');
  const cases = store.all(open.limit(MOST_LISTED));
  if (filter === 'all' && cases.length < MOST_LISTED) {
    const closed = store.sql.selectFrom('exception_case').selectAll().where('stage', '=', 'closed');
    cases.push(...store.all(closed.orderBy('closed_at', 'desc').limit(MOST_LISTED - cases.length)));
  }
  return cases.map((row) => viewOf(counter, row));
}

/** The case of an entry; undefined when it never had one. */
export function findCase(store: Store, entryId: EntryId): ExceptionCaseRow | undefined {
  const cases = store.sql.selectFrom('exception_case').selectAll().where('entry_id', '=', entryId);
  return store.get(cases.orderBy('opened_at', 'desc').limit(1));
}

function viewOf(counter: Counter, row: ExceptionCaseRow): ExceptionView {
  return {
    entryId: row.entry_id as EntryId,
    stream: row.stream as StreamId,
    seq: row.seq,
    type: row.type,
    about: aboutOf(counter, row),
    code: isErrorCode(row.code) ? row.code : 'internal.fault',
    owner: row.owner as ExceptionView['owner'],
    dueAt: row.due_at,
    openedAt: row.opened_at,
    state: row.stage as ExceptionView['state'],
    decision: row.decision as ExceptionView['decision'],
    reason: row.reason,
    outcome: row.outcome as ExceptionView['outcome'],
    waiting: countWaiting(counter, row.entry_id),
    next: nextStepOf(counter, row),
  };
}

/** Entries of this counter parked behind one, and behind those. */
function countWaiting({ store }: Counter, entryId: string): number {
  const behind = new Set<string>();
  for (let ids = [entryId]; ids.length > 0;) {
    const query = store.sql.selectFrom('receipt').select('entry_id').where('status', '=', 'parked');
    const found = store.all(query.where('waits_for', 'in', ids)).map((row) => row.entry_id);
    ids = found.filter((id) => !behind.has(id));
    for (const id of ids) behind.add(id);
  }
  return behind.size;
}
