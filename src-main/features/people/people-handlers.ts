import type { PossibleDuplicate } from '../../../src-shared/contract/counter/people.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { openApplicationOf } from '../../../src-shared/ledger/standing-of.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { namesAreWords } from '../../../src-shared/licensing/person-data.ts';
import { soundsLike } from '../../../src-shared/search/sound.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { findPerson } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';
import { checkNewWork } from '../status/backlog.ts';
import { foundPerson } from './found-person.ts';
import { lookUp } from './look-up.ts';

const MOST_DUPLICATES = 5;

export const people = handlers.people.router({
  find: handlers.people.find.handler(({ input, context: { counter } }) => foundPerson(counter, input.cnic)),

  lookUp: handlers.people.lookUp.handler(({ input, context: { counter } }) => lookUp(counter, input)),

  duplicates: handlers.people.duplicates.handler(({ input, context: { counter } }) =>
    possibleDuplicates(counter, input),
  ),

  record: handlers.people.record.handler(({ input, context: { counter } }) => {
    const { person } = input;
    const state = findPerson(counter, person.cnic);
    const known = state?.person ?? null;
    if (state === undefined || openApplicationOf(state) === undefined) checkNewWork(counter);
    // Confirming what is known already is not an act.
    if (JSON.stringify(known) !== JSON.stringify(person)) {
      if (!namesAreWords(person)) deny('person.nameMissing');
      act(counter, { type: 'person.recorded', subject: personSubject(person.cnic), data: { person } });
    }
    return foundPerson(counter, person.cnic);
  }),
});

/** Same birth date under another CNIC, and a name that sounds alike or the same phone. */
function possibleDuplicates(
  { store }: Counter,
  person: { cnic: Cnic; nameEn: string; birthDate: string; phone: string },
): PossibleDuplicate[] {
  const rows = store.all(
    store.sql
      .selectFrom('person')
      .select(['cnic', 'name_en', 'name_ur', 'father_en', 'birth_date', 'phone'])
      .where('birth_date', '=', person.birthDate)
      .where('cnic', '<>', person.cnic),
  );
  const alike = rows.flatMap((row) => {
    const sameName = soundsLike(row.name_en, person.nameEn);
    return sameName || row.phone === person.phone ? [{ row, sameName }] : [];
  });
  return alike.slice(0, MOST_DUPLICATES).map(({ row, sameName }) => ({
    cnic: row.cnic as Cnic,
    nameEn: row.name_en,
    nameUr: row.name_ur,
    fatherEn: row.father_en,
    birthDate: row.birth_date,
    why: sameName ? 'nameAndBirthDate' : 'phoneAndBirthDate',
  }));
}
