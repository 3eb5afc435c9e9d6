import { rows } from '../../src-shared/ledger/rows.ts';
import type { PersonState, SubjectState } from '../../src-shared/ledger/state.ts';
import type { LedgerTables } from '../../src-shared/ledger/tables.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Store } from './store.ts';

/** A licence number and the people it may stand for. */
export interface Contested {
  readonly number: string;
  readonly subjects: readonly string[];
}

interface Edit {
  readonly subject: string;
  readonly after: SubjectState | undefined;
}

const holderOf = prepareQuery((sql, { number }: { number: string }) =>
  sql.selectFrom('licence').select('subject').where('number', '=', number),
);

const stateOf = prepareQuery((sql, { subject }: { subject: string }) =>
  sql.selectFrom('subject').select('state').where('subject', '=', subject),
);

const confirmedOf = prepareQuery((sql, { subject }: { subject: string }) =>
  sql.selectFrom('subject_confirmed').select('state').where('subject', '=', subject),
);

/** Numbers in the edits that the register shows for somebody else, or that two of the edits have; before they are written. */
export function contestedNumbers(store: Store, edits: readonly Edit[]): Contested[] {
  const taken = new Map<string, string[]>();
  for (const { subject, after } of edits) {
    for (const number of Object.keys(licencesOf(after))) {
      const holder = store.get(holderOf({ number }))?.subject;
      const known = taken.get(number) ?? (holder === undefined ? [] : [holder]);
      taken.set(number, known.includes(subject) ? known : [...known, subject]);
    }
  }
  return [...taken].flatMap(([number, subjects]) => (subjects.length > 1 ? [{ number, subjects }] : []));
}

/**
 * The row of a contested number: of whom central confirmed it for, else of whoever was given it first. So it does not
 * depend on who was written last. Undefined when none of them has it any more.
 */
export function shownRow(store: Store, { number, subjects }: Contested): LedgerTables['licence'] | undefined {
  const claims = subjects.flatMap((subject) => {
    const state = parse(store.get(stateOf({ subject })));
    const licence = licencesOf(state)[number];
    if (licence === undefined) return [];
    const confirmed = number in licencesOf(parse(store.get(confirmedOf({ subject }))));
    return [{ subject, state, order: `${confirmed ? 0 : 1} ${licence.issued.at} ${subject}` }];
  });
  const [first] = claims.toSorted((a, b) => (a.order < b.order ? -1 : 1));
  return first && rows(first.subject, first.state).licence?.find((row) => row.number === number);
}

function licencesOf(state: SubjectState | undefined): PersonState['licences'] {
  return state !== undefined && 'licences' in state ? state.licences : {};
}

function parse(row: { readonly state: string } | undefined): SubjectState | undefined {
  return row && (JSON.parse(row.state) as SubjectState);
}
