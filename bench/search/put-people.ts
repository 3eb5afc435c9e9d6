import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { prepareQuery } from '../../src-main/store/prepared-query.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { StoreTables } from '../../src-main/store/tables.ts';

const A_COMMIT = 20_000;

const insertPerson = prepareQuery((sql, row: StoreTables['person']) =>
  sql.insertInto('person').values({
    cnic: row.cnic,
    subject: row.subject,
    name_en: row.name_en,
    name_ur: row.name_ur,
    father_en: row.father_en,
    father_ur: row.father_ur,
    name_key: row.name_key,
    birth_date: row.birth_date,
    gender: row.gender,
    blood_group: row.blood_group,
    phone: row.phone,
    address: row.address,
    recorded_at: row.recorded_at,
    recorded_by: row.recorded_by,
  }),
);

/**
 * Fills the person table, which is all a search reads, without acts behind it; every so many people one is
 * given back. What queues changes for the index is off meanwhile: the index is built from the table.
 */
export function putPeople(store: Store, people: Iterable<PersonData>, sampleEvery: number): PersonData[] {
  const sample: PersonData[] = [];
  let count = 0;
  store.exec('drop trigger person_search_insert; begin');
  for (const person of people) {
    store.run(insertPerson(rowOf(person)));
    count += 1;
    if (count % sampleEvery === 0) sample.push(person);
    if (count % A_COMMIT === 0) store.exec('commit; begin');
  }
  store.exec('commit');
  store.checkpoint();
  return sample;
}

function rowOf(person: PersonData): StoreTables['person'] {
  return {
    cnic: person.cnic,
    subject: personSubject(person.cnic),
    name_en: person.nameEn,
    name_ur: person.nameUr,
    father_en: person.fatherEn,
    father_ur: person.fatherUr,
    name_key: '',
    birth_date: person.birthDate,
    gender: person.gender,
    blood_group: person.bloodGroup,
    phone: person.phone,
    address: person.address,
    recorded_at: '2026-01-01T00:00:00.000Z',
    recorded_by: 'operator-1',
  };
}
