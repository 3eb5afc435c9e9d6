import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { formatCnic } from '../../src-shared/licensing/cnic.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { journalOf } from '../support/journal.ts';
import { license } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';

/** The counter's clock; nothing but the test moves it. Noon at the centre. */
const today = Date.UTC(2026, 10, 21, 7);
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => today });
  await counter.signIn('operator-1');
});
afterAll(() => counter.stop());

describe('who is this', () => {
  test('the digits of an unknown CNIC say province and gender', async () => {
    expect(await counter.client.people.find({ cnic: '35202-1234567-2' })).toEqual({
      cnic: '3520212345672',
      province: 'punjab',
      gender: 'female',
      person: null,
      licences: [],
      openApplication: null,
      hasDraft: false,
      source: { from: 'local', asOf: null },
    });
  });

  test.each(['71101-1234567-1', ' 7110112345671 ', '۷۱۱۰۱۱۲۳۴۵۶۷۱', '٧١١٠١-١٢٣٤٥٦٧-١'])('typed as %s', async (cnic) => {
    expect(await counter.client.people.find({ cnic })).toMatchObject({ cnic: '7110112345671' });
  });

  test.each([
    ['71101-1234567', 'cnic.length', { digits: 12 }],
    ['71101-1234567-12', 'cnic.length', { digits: 14 }],
    ['', 'cnic.length', { digits: 0 }],
    ['01101-1234567-1', 'cnic.province', { digit: '0' }],
    ['91101-1234567-1', 'cnic.province', { digit: '9' }],
  ])('%j is refused with %s', async (cnic, code, detail) => {
    expect(await problemOf(counter.client.people.find({ cnic }))).toEqual({ kind: 'REFUSED', code, detail });
  });

  test('a known person is filled in, with licences, open application and draft', async () => {
    const person = sampleApplicant(1);
    await license(counter, { person });
    const known = await counter.client.people.find({ cnic: formatCnic(person.cnic) });
    expect(known).toMatchObject({ person, openApplication: null, hasDraft: false });
    expect(known.licences).toMatchObject([{ cnic: person.cnic, categories: ['motorcycle'], confirmed: false }]);

    const other = sampleApplicant(2);
    await counter.client.people.record({ person: other });
    const { id } = await counter.client.applications.open({
      cnic: other.cnic,
      service: 'new',
      categories: ['car'],
      years: 5,
    });
    await counter.client.drafts.save({ cnic: other.cnic, fields: { note: 'x' } });
    expect(await counter.client.people.find({ cnic: other.cnic })).toMatchObject({
      person: other,
      openApplication: { id, step: 'documents' },
      hasDraft: true,
    });
  });
});

describe('recording', () => {
  test('what is known already is no new act; a correction is one', async () => {
    const person = sampleApplicant(3);
    await counter.client.people.record({ person });
    const before = journalOf(counter).length;
    await counter.client.people.record({ person });
    expect(journalOf(counter)).toHaveLength(before);
    const corrected = { ...person, address: 'House 9, Jutial, Gilgit' };
    expect(await counter.client.people.record({ person: corrected })).toMatchObject({ person: corrected });
    expect(journalOf(counter).slice(before)).toMatchObject([{ type: 'person.recorded', actor: 'operator-1' }]);
  });

  test.each([
    ['the gender digit of somebody else', { gender: 'female' as const }, 'cnic.genderDigit'],
    ['a birth date tomorrow', { birthDate: '2026-11-22' }, 'person.birthDateInFuture'],
    ['a birth date no living person has', { birthDate: '1905-11-21' }, 'person.birthDateImplausible'],
  ])('%s is refused, and nothing is recorded', async (_what, change, code) => {
    const person = { ...sampleApplicant(4), ...change };
    expect(sampleApplicant(4).gender).toBe('male');
    const before = journalOf(counter).length;
    expect(await problemOf(counter.client.people.record({ person }))).toEqual({ kind: 'REFUSED', code, detail: {} });
    expect(await counter.client.people.find({ cnic: person.cnic })).toMatchObject({ person: null });
    expect(journalOf(counter)).toHaveLength(before);
  });

  test('the third gender fits any digit, and somebody may be born today at the centre', async () => {
    const person = { ...sampleApplicant(5), gender: 'x' as const, birthDate: '2026-11-21' };
    expect(await counter.client.people.record({ person })).toMatchObject({ person });
  });

  test.each([
    ['Latin letters for the Urdu name', { nameUr: 'Ahmed' }],
    ['Urdu letters for the English name', { nameEn: 'احمد' }],
    ['control characters in the address', { address: 'House 1\u202E, Gilgit' }],
    ['a phone of four digits', { phone: '0300' }],
    ['a field nobody knows', { admin: true }],
  ])('%s is malformed', async (_what, change) => {
    const person = { ...sampleApplicant(6), ...change };
    expect(await problemOf(counter.client.people.record({ person }))).toEqual({
      kind: 'MALFORMED',
      code: 'input.malformed',
      detail: {},
    });
  });
});

describe('possible duplicates', () => {
  const known = { ...sampleApplicant(10), nameEn: 'Muhammad Yousaf', phone: '03001112223', birthDate: '1990-05-17' };
  const asked = { cnic: '3520298765431', nameEn: 'Somebody Else', birthDate: '1990-05-17', phone: '03009998887' };
  beforeAll(async () => {
    await counter.signIn('operator-1');
    await counter.client.people.record({ person: known });
  });

  test.each([
    ['a name that sounds alike', { nameEn: 'Mohammad  Yusaf' }, 'nameAndBirthDate'],
    ['the same phone', { phone: known.phone }, 'phoneAndBirthDate'],
  ])('%s on the same birth date is shown with why', async (_what, same, why) => {
    const { cnic, nameEn, nameUr, fatherEn, birthDate } = known;
    expect(await counter.client.people.duplicates({ ...asked, ...same })).toEqual([
      { cnic, nameEn, nameUr, fatherEn, birthDate, why },
    ]);
  });

  test.each([
    ['the person themself', { cnic: known.cnic, nameEn: known.nameEn, phone: known.phone }],
    ['the same name on another birth date', { nameEn: known.nameEn, birthDate: '1990-05-18' }],
    ['the same phone on another birth date', { phone: known.phone, birthDate: '1991-05-17' }],
    ['another name and another phone', {}],
  ])('%s is none', async (_what, same) => {
    expect(await counter.client.people.duplicates({ ...asked, ...same })).toEqual([]);
  });
});
