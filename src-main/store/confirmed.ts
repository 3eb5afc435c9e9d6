import { sql } from 'kysely';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { actOf } from '../../src-shared/ledger/entry-types.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { RuleBooks } from '../../src-shared/licensing/rule-book.ts';
import { entryOf } from './journal.ts';
import type { Store } from './store.ts';

/** A subject as central has it: its state, and the change up to which that state came whole. */
export interface Confirmed {
  readonly state: SubjectState | undefined;
  /** Entries of the feed at or below this change are in the state; 0 where it is folded from the first. */
  readonly base: number;
}

export function findConfirmed(store: Store, subject: Subject): Confirmed {
  const query = store.sql.selectFrom('subject_confirmed').select(['state', 'base_change']);
  const row = store.get(query.where('subject', '=', subject));
  if (row === undefined) return { state: undefined, base: 0 };
  return { state: JSON.parse(row.state) as SubjectState, base: row.base_change };
}

export function putConfirmed(store: Store, subject: Subject, { state, base }: Confirmed): void {
  if (state === undefined) return;
  const row = { state: JSON.stringify(state), base_change: base };
  store.run(
    store.sql
      .insertInto('subject_confirmed')
      .values({ subject, ...row })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet(row)),
  );
}

/** Keeps a state that came whole: what `rebuild` starts from. */
export function putBase(store: Store, subject: Subject, base: { change: number; state: string }): void {
  store.run(
    store.sql
      .insertInto('subject_base')
      .values({ subject, ...base })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet(base)),
  );
}

/** The confirmed state with this counter's own unsettled entries on top; those that no longer fit are left out. */
export function foldPending(
  store: Store,
  { subject, confirmed }: { subject: Subject; confirmed: SubjectState | undefined },
  rules: RuleBooks,
): SubjectState | undefined {
  const pending = store.all(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .selectAll('journal')
      .where('journal.subject', '=', subject)
      .where((eb) => eb.or([eb('receipt.status', 'is', null), eb('receipt.status', '=', 'parked')]))
      .orderBy(sql`journal.rowid`),
  );
  return pending.reduce((state, row) => foldEntry(state, entryOf(row), rules) ?? state, confirmed);
}

/** The state after an entry, or undefined when the fold refuses it. */
export function foldEntry(state: SubjectState | undefined, entry: Entry, rules: RuleBooks): SubjectState | undefined {
  const act = actOf(entry);
  if (!act.ok) return undefined;
  const folded = fold(state, act.value, rules);
  return folded.ok ? folded.value : undefined;
}
