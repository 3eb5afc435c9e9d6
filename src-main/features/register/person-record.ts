import type { ConflictView, PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { isErrorCode } from '../../../src-shared/errors.ts';
import type { Cnic, EntryId, StreamId } from '../../../src-shared/ids.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { findPerson, today } from '../applications/find-application.ts';
import { knownFromStore } from '../people/known-from.ts';
import { applicationLines } from './record-applications.ts';
import { barOf, barsOf, cardsOf, documentsOf } from './record-documents.ts';
import { papersOf, paymentsOf, photosOf, testsOf } from './record-history.ts';
import { trailOf } from './record-trail.ts';

/** All that this counter's store has of a person, ready for a page. */
export function personRecord(counter: Counter, cnic: Cnic): PersonRecord {
  const state = findPerson(counter, cnic);
  const common = { cnic, source: knownFromStore(counter.store, cnic), conflicts: conflictsOf(counter, cnic) };
  if (state === undefined) return { ...common, person: null, bar: null, ...nothing };
  const day = today(counter);
  return {
    ...common,
    person: state.person,
    bar: barOf(state, day),
    bars: barsOf(state),
    documents: documentsOf(counter, state, day),
    applications: applicationLines(counter, state),
    tests: testsOf(counter, state),
    payments: paymentsOf(state),
    photos: photosOf(state),
    cards: cardsOf(state),
    papers: papersOf(state),
    trail: trailOf(state),
  };
}

const nothing = {
  bars: [],
  documents: [],
  applications: [],
  tests: [],
  payments: [],
  photos: [],
  cards: [],
  papers: [],
  trail: [],
};

/** Open cases of what was done for this person at any counter of the centre. */
function conflictsOf({ store }: Counter, cnic: Cnic): ConflictView[] {
  const open = store.sql
    .selectFrom('exception_case')
    .select(['entry_id', 'type', 'code', 'stream', 'opened_at', 'due_at'])
    .where('about', '=', personSubject(cnic))
    .where('stage', '<>', 'closed')
    .orderBy('opened_at');
  return store.all(open).map((row) => ({
    entryId: row.entry_id as EntryId,
    type: row.type,
    code: isErrorCode(row.code) ? row.code : 'internal.fault',
    stream: row.stream as StreamId,
    openedAt: row.opened_at,
    dueAt: row.due_at,
  }));
}
