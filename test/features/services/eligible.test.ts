import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { addDays } from '../../../src-shared/licensing/calendar.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { bring, centralOf, serviceFor } from '../../support/services.ts';

const TODAY = '2026-11-22';
let now = Date.parse(`${TODAY}T06:00:00Z`);
let counter: TestCounter;
let person: PersonData;
let number = 100;
beforeAll(async () => {
  counter = await startTestCounter({ rules: sampleCatalogues(), now: () => now });
});
beforeEach(async () => {
  now = Date.parse(`${TODAY}T06:00:00Z`);
  person = { ...sampleApplicant((number += 1)), birthDate: '1998-03-21' };
  await counter.signIn('operator-1');
});
afterAll(() => counter.stop());

const ask = (service: string, birthDate: string | null = null) =>
  serviceFor(counter.client, { cnic: person.cnic, birthDate }, service);

describe('somebody nobody knows', () => {
  test('may have a learner permit, and that is what they most probably came for', async () => {
    const answer = await counter.client.services.eligible({ cnic: person.cnic, birthDate: person.birthDate });
    expect(answer).toMatchObject({ likely: 'learner', rules: 'sample-2026-01', today: TODAY, licences: [] });
    expect(answer.services.map(({ service }) => service).slice(0, 3)).toEqual(['learner', 'renewal', 'new']);
    expect(answer.services[0]).toMatchObject({
      may: true,
      from: TODAY,
      against: null,
      categories: ['motorcycle'],
      fee: { total: 50_000, lines: [{ label: { en: 'Learner permit' } }] },
      documents: [{ document: 'cnicOriginal' }],
      validUntil: '2027-05-21',
    });
  });

  test('is told which rule says no, by its name and reference, and from which day waiting helps', async () => {
    const learner = await ask('learner', '2009-11-23');
    expect(learner).toMatchObject({
      may: false,
      from: '2027-11-23',
      against: { code: 'application.underAge', detail: { age: 18 }, from: '2027-11-23' },
    });
    expect(learner.against?.rule.id).toMatch(/^age/);
    expect(learner.against?.rule.reference.length).toBeGreaterThan(10);
    expect(learner.offered.find(({ category }) => category === 'htv')).toMatchObject({
      may: false,
      from: '2031-11-23',
    });
    // Waiting does not help somebody who has no licence to renew.
    expect(await ask('renewal', '2009-11-23')).toMatchObject({
      may: false,
      from: null,
      against: { code: 'application.documentNeeded', from: null },
    });
  });

  test.each([
    ['2008-02-28', '2026-02-28'],
    ['2008-02-29', '2026-03-01'],
    ['2008-03-01', '2026-03-01'],
  ])('born on %s, may from %s on and not a day before', async (birth, from) => {
    now = Date.parse('2026-02-01T06:00:00Z');
    expect(await ask('learner', birth)).toMatchObject({ may: false, from });
    now = Date.parse(`${addDays(from, -1)}T06:00:00Z`);
    expect((await ask('learner', birth)).may).toBe(false);
    now = Date.parse(`${from}T06:00:00Z`);
    expect((await ask('learner', birth)).may).toBe(true);
  });

  test('needs a medical certificate from the fiftieth birthday on', async () => {
    const papers = async (birth: string) => (await ask('learner', birth)).documents.map(({ document }) => document);
    expect(await papers('1976-11-23')).toEqual(['cnicOriginal']);
    expect(await papers('1976-11-22')).toEqual(['cnicOriginal', 'medicalCertificate']);
  });
});

describe('a holder', () => {
  test('of a learner permit waits 42 days for the test, then comes for the licence of its categories', async () => {
    bring(counter, person, [
      { kind: 'learner', categories: ['motorcycle', 'car'], issuedOn: '2026-10-12', validUntil: '2027-04-11' },
    ]);
    const early = await counter.client.services.eligible({ cnic: person.cnic });
    expect(early.likely).toBeNull();
    expect(early.services.find(({ service }) => service === 'new')).toMatchObject({
      may: false,
      from: '2026-11-23',
      against: { code: 'application.documentTooNew', detail: { days: 42 } },
    });
    now = Date.parse('2026-11-23T06:00:00Z');
    const due = await counter.client.services.eligible({ cnic: person.cnic });
    expect(due.likely).toBe('new');
    expect(due.services.find(({ service }) => service === 'new')).toMatchObject({
      may: true,
      categories: ['motorcycle', 'car'],
      tests: [{ test: 'sign' }, { test: 'road' }],
    });
  });

  test('of a licence near its end comes for a renewal, whose new term begins after the old one', async () => {
    bring(counter, person, [{ validUntil: '2027-02-20', categories: ['motorcycle', 'car'] }]);
    const { likely } = await counter.client.services.eligible({ cnic: person.cnic });
    expect(likely).toBe('renewal');
    expect(await ask('renewal')).toMatchObject({
      may: true,
      choice: 'held',
      categories: ['motorcycle', 'car'],
      validUntil: '2032-02-20',
      fee: { total: (500 + 1350) * 5 * 100 + 48_000 },
    });
    expect(await ask('new')).toMatchObject({ may: false });
  });

  test('is early by a day, late by thirty without a fee, and later with a quarter more', async () => {
    bring(counter, person, [{ validUntil: '2027-02-21' }]);
    expect(await ask('renewal')).toMatchObject({
      may: false,
      from: '2026-11-23',
      against: { code: 'application.tooEarly' },
    });
    const base = 500 * 5 * 100;
    for (const [day, total] of [
      ['2027-03-23', base + 48_000],
      ['2027-03-24', base + base / 4 + 48_000],
    ] as const) {
      now = Date.parse(`${day}T06:00:00Z`);
      expect((await ask('renewal')).fee?.total, day).toBe(total);
    }
  });

  test('cannot dodge the late fee by a clock that is set back: central told the time', async () => {
    bring(counter, person, [{ validUntil: '2026-10-01' }]);
    const { store } = counter.core.counter;
    const late = (await ask('renewal')).fee?.total;
    store.run(store.sql.updateTable('replay_cursor').set({ server_time: `${TODAY}T05:00:00.000Z`, offset_ms: 0 }));
    now = Date.parse('2026-10-02T06:00:00Z');
    expect((await ask('renewal')).fee?.total).toBe(late);
    expect((await counter.client.services.eligible({ cnic: person.cnic })).today).toBe(TODAY);
    store.run(store.sql.updateTable('replay_cursor').set({ server_time: null, offset_ms: null }));
    // Without it, the same clock would have been believed.
    expect((await ask('renewal')).fee?.total).not.toBe(late);
  });

  test('of a licence of another district has it renewed here', async () => {
    bring(counter, person, [{ validUntil: '2026-12-01', centre: 'SKD' }]);
    const renewal = await ask('renewal');
    expect(renewal.may).toBe(true);
    expect(renewal.document?.number).toMatch(/^SKD-/);
  });

  test('whose licence ended too long ago begins anew', async () => {
    bring(counter, person, [{ validUntil: '2021-11-22' }]);
    expect(await ask('renewal')).toMatchObject({ may: false, from: null, against: { code: 'application.tooLate' } });
    expect((await ask('learner')).may).toBe(true);
  });
});

describe('what stands in the way', () => {
  test('an application under way', async () => {
    await counter.client.people.record({ person });
    const { cnic } = person;
    const learner = await ask('learner');
    await counter.client.applications.open({ cnic, service: learner.service, categories: ['car'], years: 0 });
    expect(await ask('conversion')).toMatchObject({ may: false, against: { code: 'application.alreadyOpen' } });
    // Another choice for the service that is under way is judged without it.
    const wanted = { service: learner.service, categories: ['motorcycle' as const], years: 0 };
    const again = await counter.client.services.eligible({ cnic, wanted });
    expect(again.services[0]).toMatchObject({ service: 'learner', may: true, categories: ['motorcycle'] });
  });

  test('a disqualification, until its last day', async () => {
    bring(counter, person);
    centralOf(counter).entry('person.barred', personSubject(person.cnic), {
      reason: 'Drove dangerously',
      reference: 'Court order 17',
      until: '2027-01-02',
    });
    expect(await ask('learner')).toMatchObject({
      may: false,
      from: '2027-01-03',
      against: { code: 'application.barred', rule: { id: 'bar' } },
    });
  });

  test('nothing but the choice itself: other categories and years have another fee', async () => {
    const { cnic, birthDate } = person;
    const conversion = await ask('conversion', birthDate);
    const wanted = { service: conversion.service, categories: ['car' as const], years: 2 };
    const { services } = await counter.client.services.eligible({ cnic, birthDate, wanted });
    const changed = services.find(({ service }) => service === 'conversion')!;
    expect(changed).toMatchObject({ may: true, categories: ['car'], years: 2, validUntil: '2028-11-21' });
    expect(changed.fee?.total).toBe(2 * 135_000 + 48_000);
    const none = { ...wanted, years: 99 };
    const impossible = await counter.client.services.eligible({ cnic, birthDate, wanted: none });
    expect(impossible.services.find(({ service }) => service === 'conversion')?.fee).toBeNull();
  });

  test('a fee whose lines nobody could tell apart: each says what it is for', async () => {
    bring(counter, person, [{ validUntil: '2030-01-01', categories: ['motorcycle', 'car'] }]);
    const duplicate = await ask('duplicate');
    expect(duplicate.fee?.lines.map(({ label }) => label.en)).toEqual(['Duplicate', 'Duplicate, car or LTV']);
  });

  test('a CNIC that is none', async () => {
    await expect(counter.client.services.eligible({ cnic: '12345' })).rejects.toMatchObject({
      data: { code: 'cnic.length' },
    });
  });
});
