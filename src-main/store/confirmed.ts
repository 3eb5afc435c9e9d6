import { sql } from 'kysely';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { actOf } from '../../src-shared/ledger/entry-types.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import { entryOf } from './journal.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Store } from './store.ts';
import type { StoreTables } from './tables.ts';

/** A subject as central has it: its state, and the change up to which that state came whole. */
export interface Confirmed {
  readonly state: SubjectState | undefined;
  /** Entries of the feed at or below this change are in the state; 0 where it is folded from the first. */
  readonly base: number;
}

const confirmedOf = prepareQuery((build, { subject }: { subject: string }) =>
  build.selectFrom('subject_confirmed').select(['state', 'base_change']).where('subject', '=', subject),
);

const putState = prepareQuery((build, { subject, state, base_change }: StoreTables['subject_confirmed']) =>
  build
    .insertInto('subject_confirmed')
    .values({ subject, state, base_change })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ state, base_change })),
);

const putWhole = prepareQuery((build, { subject, change, state }: StoreTables['subject_base']) =>
  build
    .insertInto('subject_base')
    .values({ subject, change, state })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ change, state })),
);

export function findConfirmed(store: Store, subject: Subject): Confirmed {
  const row = store.get(confirmedOf({ subject }));
  if (row === undefined) return { state: undefined, base: 0 };
  return { state: JSON.parse(row.state) as SubjectState, base: row.base_change };
}

export function putConfirmed(store: Store, subject: Subject, { state, base }: Confirmed): void {
  if (state === undefined) return;
  store.run(putState({ subject, state: JSON.stringify(state), base_change: base }));
}

/** Keeps a state that came whole: what `rebuild` starts from. */
export function putBase(store: Store, subject: Subject, base: { change: number; state: string }): void {
  store.run(putWhole({ subject, ...base }));
}

const pendingOf = prepareQuery((build, { subject }: { subject: string }) =>
  build
    .selectFrom('journal')
    .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
    .selectAll('journal')
    .where('journal.subject', '=', subject)
    .where((eb) => eb.or([eb('receipt.status', 'is', null), eb('receipt.status', '=', 'parked')]))
    .orderBy(sql`journal.rowid`),
);

/** The confirmed state with this counter's own unsettled entries on top; those that no longer fit are left out. */
export function foldPending(
  store: Store,
  { subject, confirmed }: { subject: Subject; confirmed: SubjectState | undefined },
  rules: RuleBooks,
): SubjectState | undefined {
  const pending = store.all(pendingOf({ subject }));
  return pending.reduce((state, row) => foldEntry(state, entryOf(row), rules) ?? state, confirmed);
}

/** The state after an entry, or undefined when the fold refuses it. */
export function foldEntry(state: SubjectState | undefined, entry: Entry, rules: RuleBooks): SubjectState | undefined {
  const act = actOf(entry);
  if (!act.ok) return undefined;
  const folded = fold(state, act.value, rules);
  return folded.ok ? folded.value : undefined;
}
