import { expect, test } from 'vitest';
import { readPerson, valuesOf } from '../../src-renderer/features/people/person-fields.ts';
import type { PersonFound } from '../../src-shared/contract/counter/people.ts';
import { Cnic } from '../../src-shared/ids.ts';

const today = '2026-11-21';
const found: PersonFound = {
  cnic: Cnic.parse('3520212345671'),
  province: 'punjab',
  gender: 'male',
  person: null,
  licences: [],
  openApplication: null,
  hasDraft: false,
  source: { from: 'local', asOf: null },
};
const typed = {
  nameEn: '  Muhammad   Bilal ',
  nameUr: 'محمد بلال',
  fatherEn: 'Abdul Rehman',
  fatherUr: 'عبدالرحمٰن',
  birthDate: '21 3 2004',
  phone: '0300 123-4567',
  address: 'Jutial, Gilgit',
};

test('what is typed becomes a person: one spelling, a calendar day, digits only', () => {
  const { person, wrong } = readPerson(found, valuesOf(found, typed), today);
  expect(wrong).toEqual({});
  expect(person).toMatchObject({
    nameEn: 'Muhammad Bilal',
    birthDate: '2004-03-21',
    phone: '03001234567',
    gender: 'male',
    bloodGroup: null,
  });
});

test('the gender of a new person is preset from the CNIC', () => {
  expect(valuesOf(found, {}).gender).toBe('male');
});

test('what was typed stands before what is recorded', () => {
  const { person } = readPerson(found, valuesOf(found, typed), today);
  const known = { ...found, person };
  expect(valuesOf(known, {}).birthDate).toBe('21-03-2004');
  expect(valuesOf(known, { nameEn: 'Mohammad Bilal' })).toMatchObject({
    nameEn: 'Mohammad Bilal',
    fatherEn: 'Abdul Rehman',
  });
  expect(valuesOf(known, { phone: '' }).phone).toBe('');
});

test('each field that is missing or of the wrong script is named', () => {
  const { person, wrong } = readPerson(found, valuesOf(found, { ...typed, nameUr: 'Bilal', phone: '' }), today);
  expect(person).toBeNull();
  expect(wrong).toEqual({ nameUr: 'people.wrong.nameUr', phone: 'people.wrong.phone' });
});

test('a rule over several fields speaks under the field that has to change', () => {
  expect(readPerson(found, valuesOf(found, { ...typed, gender: 'female' }), today).wrong).toEqual({
    gender: 'error.cnic.genderDigit.cause',
  });
  expect(readPerson(found, valuesOf(found, { ...typed, birthDate: '22112026' }), today).wrong).toEqual({
    birthDate: 'error.person.birthDateInFuture.cause',
  });
});
