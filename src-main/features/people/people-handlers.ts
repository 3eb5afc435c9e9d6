import type { PersonFound, PossibleDuplicate } from '../../../src-shared/contract/counter/people.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { openApplicationOf } from '../../../src-shared/ledger/fold/application.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { readCnic } from '../../../src-shared/licensing/cnic.ts';
import { nameKey } from '../../../src-shared/licensing/person-data.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { findPerson, getApplication, summarise, viewLicence } from '../applications/find-application.ts';
import { findDraft } from '../drafts/draft-store.ts';
import { handlers, must } from '../handlers.ts';

const MOST_DUPLICATES = 5;

export const people = handlers.people.router({
  find: handlers.people.find.handler(({ input, context: { counter } }) => found(counter, input.cnic)),

  duplicates: handlers.people.duplicates.handler(({ input, context: { counter } }) =>
    possibleDuplicates(counter, input),
  ),

  record: handlers.people.record.handler(({ input, context: { counter } }) => {
    const { person } = input;
    const known = findPerson(counter, person.cnic)?.person ?? null;
    // Confirming what is known already is not an act.
    if (JSON.stringify(known) !== JSON.stringify(person)) {
      act(counter, { type: 'person.recorded', subject: personSubject(person.cnic), data: { person } });
    }
    return found(counter, person.cnic);
  }),
});

function found(counter: Counter, typed: string): PersonFound {
  const { cnic, province, gender } = must(readCnic(typed));
  const state = findPerson(counter, cnic);
  const open = state === undefined ? undefined : openApplicationOf(state);
  return {
    cnic,
    province,
    gender,
    person: state?.person ?? null,
    licences: Object.values(state?.licences ?? {}).map((licence) => viewLicence(counter, cnic, licence)),
    openApplication: open === undefined ? null : summarise(counter, getApplication(counter, open.id)),
    hasDraft: findDraft(counter.store, cnic) !== undefined,
  };
}

/** Same birth date under another CNIC, and a name that sounds alike or the same phone. */
function possibleDuplicates(
  { store }: Counter,
  person: { cnic: Cnic; nameEn: string; birthDate: string; phone: string },
): PossibleDuplicate[] {
  const key = nameKey(person.nameEn);
  const rows = store.all(
    store.sql
      .selectFrom('person')
      .selectAll()
      .where('birth_date', '=', person.birthDate)
      .where('cnic', '<>', person.cnic)
      .where((eb) => eb.or([eb('name_key', '=', key), eb('phone', '=', person.phone)]))
      .limit(MOST_DUPLICATES),
  );
  return rows.map((row) => ({
    cnic: row.cnic as Cnic,
    nameEn: row.name_en,
    nameUr: row.name_ur,
    fatherEn: row.father_en,
    birthDate: row.birth_date,
    why: row.name_key === key ? 'nameAndBirthDate' : 'phoneAndBirthDate',
  }));
}
