import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply, fromFile, license, type Milestone } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';
import { addDays } from '../../src-shared/licensing/calendar.ts';
import { inShift } from '../support/shift.ts';

/** 21 November 2026, noon at the centre. */
const today = Date.UTC(2026, 10, 21, 7);
const nobody = '01900000-0000-7000-8000-000000000001';
let now = today;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
  await counter.signIn('operator-1');
});
afterAll(() => counter.stop());

const until = (last: Milestone, person: PersonData) =>
  apply(counter.client, { person, last, photo: fromFile(counter) });
const openFor = ({ cnic }: PersonData, categories = ['car'] as const, years = 5) =>
  counter.client.applications.open({ cnic, service: 'new', categories: [...categories], years });

/** Asserts a refusal that leaves no trace in the journal. */
async function refuses(call: () => Promise<unknown>, code: string, detail: object = {}): Promise<void> {
  const before = journalOf(counter).length;
  expect(await problemOf(call())).toEqual({ kind: 'REFUSED', code, detail });
  expect(journalOf(counter)).toHaveLength(before);
}

describe('opening', () => {
  test('needs a recorded person', () => refuses(() => openFor(sampleApplicant(90)), 'person.unknown'));

  test('too young is refused with the date from which', async () => {
    const person = { ...sampleApplicant(1), birthDate: '2008-11-22' };
    await counter.client.people.record({ person });
    await refuses(() => openFor(person), 'application.underAge', { category: 'car', age: 18, from: '2026-11-22' });
    await counter.client.people.record({ person: { ...person, birthDate: '2008-11-21' } });
    expect(await openFor(person)).toMatchObject({ stage: 'open', step: 'documents' });
  });

  test('one category too many for the age names that category', async () => {
    const person = { ...sampleApplicant(2), birthDate: '2006-02-28' };
    await counter.client.people.record({ person });
    await refuses(
      () =>
        counter.client.applications.open({ cnic: person.cnic, service: 'new', categories: ['car', 'htv'], years: 5 }),
      'application.underAge',
      { category: 'htv', age: 22, from: '2028-02-28' },
    );
  });

  test('for more years than the rules allow is refused with what they allow; for a fraction is malformed', async () => {
    const person = sampleApplicant(4);
    await counter.client.people.record({ person });
    await refuses(() => openFor(person, ['car'], 11), 'application.yearsOutOfRange', { minimum: 1, maximum: 10 });
    await refuses(() => openFor(person, ['car'], 0), 'application.yearsOutOfRange', { minimum: 1, maximum: 10 });
    for (const years of [-1, 1.5, 100]) {
      expect(await problemOf(openFor(person, ['car'], years))).toMatchObject({ kind: 'MALFORMED' });
    }
  });

  test('twice the same category is no application', async () => {
    const person = sampleApplicant(4);
    await counter.client.people.record({ person });
    const twice = () =>
      counter.client.applications.open({ cnic: person.cnic, service: 'new', categories: ['car', 'car'], years: 5 });
    expect(await problemOf(twice())).toMatchObject({ code: 'ledger.badBody' });
  });

  test.each(['open', 'documents', 'photo', 'fee', 'submit'] as const)(
    'a second application is refused while the first is at %s',
    async (last) => {
      const person = sampleApplicant(10 + ['open', 'documents', 'photo', 'fee', 'submit'].indexOf(last));
      const { id } = await until(last, person);
      await refuses(() => openFor(person), 'application.alreadyOpen');
      // Whoever asks is shown where the other one stands.
      expect(await counter.client.people.find({ cnic: person.cnic })).toMatchObject({ openApplication: { id } });
    },
  );

  test('is possible again after the first was cancelled, not after a licence was issued', async () => {
    const person = sampleApplicant(16);
    const { id: applicationId } = await until('open', person);
    await counter.client.applications.cancel({ applicationId, reason: 'applicant left' });
    await openFor(person);
    const holder = sampleApplicant(17);
    const { licence } = await license(counter, { person: holder });
    const from = addDays(licence!.validUntil, 1);
    await refuses(() => openFor(holder), 'application.holdsLicence', { document: 'licence', from });
  });
});

describe('the steps', () => {
  test('are counted from what is missing, wherever the operator left off', async () => {
    const person = sampleApplicant(20);
    expect(await until('open', person)).toMatchObject({ step: 'documents', documents: [] });
    const view = await counter.client.people.find({ cnic: person.cnic });
    const { id: applicationId } = view.openApplication!;
    const { client } = counter;
    const { documentsNeeded } = await client.applications.get({ applicationId });
    const some = documentsNeeded.slice(1);
    expect(await client.applications.documentsSeen({ applicationId, documents: some })).toMatchObject({
      step: 'documents',
      documents: some,
    });
    await client.applications.documentsSeen({ applicationId, documents: documentsNeeded });
    const photographed = await fromFile(counter)(client, await client.applications.get({ applicationId }));
    expect(photographed).toMatchObject({ step: 'fee' });
    await inShift(client);
    const { total } = await client.till.quote({ applicationId });
    await client.till.takeFee({ applicationId, tendered: total, method: 'cash' });
    expect(await client.applications.get({ applicationId })).toMatchObject({ step: 'review', feeTotal: total });
  });

  test('from fifty years of age on a medical certificate is among the documents', async () => {
    const [younger, older] = [sampleApplicant(21), sampleApplicant(22)];
    const born = { [younger.cnic]: '1976-11-22', [older.cnic]: '1976-11-21' };
    for (const person of [younger, older]) await until('open', { ...person, birthDate: born[person.cnic]! });
    const needed = async ({ cnic }: PersonData) => {
      const { openApplication } = await counter.client.people.find({ cnic });
      return (await counter.client.applications.get({ applicationId: openApplication!.id })).documentsNeeded;
    };
    expect(await needed(younger)).not.toContain('medicalCertificate');
    expect(await needed(older)).toContain('medicalCertificate');
  });
});

describe('submitting', () => {
  const submit = (applicationId: string, proofread = true) =>
    counter.client.applications.submit({ applicationId, proofread });

  test.each([
    ['open', 'application.documentsMissing', { count: 4 }],
    ['documents', 'application.photoMissing', {}],
    ['photo', 'application.feeUnpaid', {}],
  ] as const)('after %s alone is refused with %s', async (last, code, detail) => {
    const person = sampleApplicant(30 + ['open', 'documents', 'photo'].indexOf(last));
    const { id } = await until(last, { ...person, birthDate: '1990-01-01' });
    await refuses(() => submit(id), code, detail);
  });

  test('a photo is asked for also when everything else is there', async () => {
    const person = sampleApplicant(33);
    const { id } = await until('fee', person).then(() => until('open', sampleApplicant(34)));
    const { client } = counter;
    const { documentsNeeded } = await client.applications.get({ applicationId: id });
    await client.applications.documentsSeen({ applicationId: id, documents: documentsNeeded });
    await inShift(client);
    const { total } = await client.till.quote({ applicationId: id });
    await client.till.takeFee({ applicationId: id, tendered: total, method: 'cash' });
    await refuses(() => submit(id), 'application.photoMissing');
  });

  test('needs the applicant to have read it', async () => {
    const { id } = await until('fee', sampleApplicant(35));
    await refuses(() => submit(id, false), 'application.notProofread');
    expect(await submit(id)).toMatchObject({ stage: 'submitted', submittedBy: 'operator-1' });
    await refuses(() => submit(id), 'application.notOpen');
  });

  test('closes the application to every change of the operator', async () => {
    const person = sampleApplicant(36);
    const { id: applicationId, documents } = await until('submit', person);
    const { applications, till, people } = counter.client;
    await refuses(() => applications.documentsSeen({ applicationId, documents }), 'application.notOpen');
    await refuses(() => applications.change({ applicationId, categories: ['car'], years: 1 }), 'application.notOpen');
    await refuses(() => applications.cancel({ applicationId, reason: 'too late' }), 'application.notOpen');
    await refuses(() => people.record({ person: { ...person, address: 'Moved, Gilgit' } }), 'application.notOpen');
    await refuses(() => till.takeFee({ applicationId, tendered: 10_000_000, method: 'cash' }), 'fee.alreadyPaid');
  });
});

describe('changing', () => {
  test('the categories is possible until the fee is paid', async () => {
    const person = sampleApplicant(40);
    const { id: applicationId } = await until('photo', person);
    const { applications, till } = counter.client;
    const before = await till.quote({ applicationId });
    const changed = await applications.change({ applicationId, categories: ['car', 'motorcycle'], years: 3 });
    expect(changed).toMatchObject({ categories: ['car', 'motorcycle'], years: 3, step: 'fee' });
    await inShift(counter.client);
    const { total } = await till.quote({ applicationId });
    expect(total).not.toBe(before.total);
    await till.takeFee({ applicationId, tendered: total, method: 'cash' });
    await refuses(() => applications.change({ applicationId, categories: ['car'], years: 3 }), 'fee.alreadyPaid');
    await refuses(() => applications.cancel({ applicationId, reason: 'applicant left' }), 'fee.alreadyPaid');
    expect(await applications.get({ applicationId })).toMatchObject({ categories: ['car', 'motorcycle'], years: 3 });
  });

  test('the birth date to one that is too young is found at the end', async () => {
    const person = { ...sampleApplicant(41), birthDate: '1990-01-01' };
    const { id: applicationId } = await until('fee', person);
    await counter.client.people.record({ person: { ...person, birthDate: '2010-01-01' } });
    await refuses(
      () => counter.client.applications.submit({ applicationId, proofread: true }),
      'application.underAge',
      { category: 'motorcycle', age: 18, from: '2028-01-01' },
    );
  });
});

describe('looking up', () => {
  test('an application nobody knows is refused by every command', async () => {
    const { applications, till } = counter.client;
    const of = { applicationId: nobody };
    await refuses(() => applications.get(of), 'application.unknown');
    await refuses(() => applications.documentsSeen({ ...of, documents: [] }), 'application.unknown');
    await refuses(() => applications.submit({ ...of, proofread: true }), 'application.unknown');
    await refuses(() => till.quote(of), 'application.unknown');
  });

  test('the work list is the newest first and by stage', async () => {
    now += 60_000;
    const { id } = await until('open', sampleApplicant(50));
    const { applications } = counter.client;
    const [newest] = await applications.list({ stages: [] });
    expect(newest).toMatchObject({ id, stage: 'open' });
    const submitted = await applications.list({ stages: ['submitted'] });
    expect(submitted.length).toBeGreaterThan(0);
    expect(new Set(submitted.map(({ stage }) => stage))).toEqual(new Set(['submitted']));
  });

  test('the rules of the day are those the fold uses', async () => {
    expect(await counter.client.applications.rules()).toMatchObject({ version: 'sample-2025-02' });
  });
});
