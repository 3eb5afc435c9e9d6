import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { verifyJournal } from '../../../src-main/store/verify.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { problemOf } from '../../support/problem.ts';
import { printed } from '../../support/flow.ts';
import { bring, proofread, serviceFor } from '../../support/services.ts';

const TODAY = '2026-11-22';
let now: number;
let counter: TestCounter;
const person = sampleApplicant(1);
beforeEach(async () => {
  now = Date.parse(`${TODAY}T06:00:00Z`);
  counter = await startTestCounter({ rules: sampleCatalogues(), now: () => now });
  await counter.signIn('operator-1');
});
afterEach(() => counter.stop());

describe('a service without a second person', () => {
  test('ends where the applicant confirmed it: a learner permit with a number of its own series', async () => {
    const { client } = counter;
    const { id: applicationId } = await proofread(counter, { person, service: 'learner' });
    expect(await problemOf(client.applications.issue({ applicationId, proofread: false }))).toMatchObject({
      code: 'application.notProofread',
    });
    const issued = await client.applications.issue({ applicationId, proofread: true });
    expect(issued).toMatchObject({ stage: 'approved', licence: { confirmed: false, validUntil: '2027-05-21' } });
    expect(issued.licence?.number).toMatch(/^LRN-/);
    // It is printed on paper: no card waits for it.
    expect((await client.cards.queue()).toPrint).toEqual([]);
    expect(await problemOf(client.applications.issue({ applicationId, proofread: true }))).toMatchObject({
      code: 'application.notOpen',
    });
    expect(verifyJournal(counter.core.counter.store).breaks).toEqual([]);
  });

  test('is not handed to the supervisor, and one with a second person is not issued', async () => {
    const { client } = counter;
    const learner = await proofread(counter, { person, service: 'learner' });
    expect(await problemOf(client.applications.submit({ applicationId: learner.id, proofread: true }))).toMatchObject({
      code: 'application.notAStep',
    });
    const other = sampleApplicant(2);
    const answers = { oldNumber: 'G-17', oldIssuedOn: '2001-02-03', oldValidUntil: '2006-02-02' };
    const conversion = await proofread(counter, { person: other, service: 'conversion', answers });
    expect(await problemOf(client.applications.issue({ applicationId: conversion.id, proofread: true }))).toMatchObject(
      { code: 'application.notAStep' },
    );
  });

  test('renews under the same number from where the old term ended, and has a card of its own', async () => {
    const { client } = counter;
    const [number] = bring(counter, person, [{ validUntil: '2027-02-20', categories: ['motorcycle', 'car'] }]);
    await counter.signIn('supervisor-1');
    await client.stock.receive({ quantity: 10, reference: 'opening' });
    await counter.signIn('operator-1');
    const { id: applicationId } = await proofread(counter, { person, service: 'renewal' });
    const issued = await client.applications.issue({ applicationId, proofread: true });
    expect(issued.licence).toMatchObject({ number, validUntil: '2032-02-20', confirmed: false });
    const { toPrint } = await client.cards.queue();
    expect(toPrint).toMatchObject([{ licence: { number }, reasonNeeded: false }]);
    const { jobId } = await printed(client, number!);
    await client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
    const receiver = { name: person.nameEn, relation: 'self' as const, cnic: null };
    await client.cards.handOver({ jobId, receiver });
    // Five years on the next card is a first card again.
    now = Date.parse('2026-11-23T06:00:00Z');
    await counter.signIn('operator-1');
    const answers = { cause: 'lost', policeReport: 'FIR 12' };
    const lost = await proofread(counter, { person, service: 'duplicate', answers });
    await client.applications.submit({ applicationId: lost.id, proofread: true });
    await counter.signIn('supervisor-1');
    await client.approvals.approve({ applicationId: lost.id });
    expect((await client.cards.queue()).toPrint).toMatchObject([{ licence: { number }, reasonNeeded: false }]);
  }, 30_000);
});

describe('the categories of a service for what is held', () => {
  test('are all of them: fewer would be a smaller fee for the same card', async () => {
    const { client } = counter;
    bring(counter, person, [{ validUntil: '2026-12-20', categories: ['motorcycle', 'car'] }]);
    const { service } = await serviceFor(client, { cnic: person.cnic }, 'renewal');
    for (const categories of [[], ['motorcycle' as const], ['motorcycle' as const, 'car' as const, 'htv' as const]]) {
      const open = client.applications.open({ cnic: person.cnic, service, categories, years: 5 });
      expect((await problemOf(open)).code).toBe('application.categoriesHeld');
    }
  });
});

describe("a service's own form", () => {
  beforeEach(() => {
    bring(counter, person, [{ validUntil: '2030-01-01' }]);
  });

  test('decides which papers are asked for, and is kept clean of what cannot be seen', async () => {
    const { client } = counter;
    const { service, categories } = await serviceFor(client, { cnic: person.cnic }, 'duplicate');
    const { id: applicationId } = await client.applications.open({ cnic: person.cnic, service, categories, years: 0 });
    const answers = { cause: 'stolen', policeReport: ' FIR\u202E \u200B 12\u2069/۲۰۲۶ ' };
    const view = await client.applications.answer({ applicationId, answers });
    expect(view.answers).toEqual({ cause: 'stolen', policeReport: 'FIR 12/۲۰۲۶' });
    expect(view.documentsNeeded).toEqual(['cnicOriginal', 'policeReport']);
    const defaced = await client.applications.answer({ applicationId, answers: { cause: 'defaced' } });
    expect(defaced.documentsNeeded).toEqual(['cnicOriginal', 'oldLicence']);
  });

  test.each([
    ['a choice nobody offers', { cause: 'eaten' }],
    ['a field the form has not', { cause: 'lost', bribe: 'yes' }],
  ])('refuses %s', async (_, answers) => {
    const { client } = counter;
    const { service, categories } = await serviceFor(client, { cnic: person.cnic }, 'duplicate');
    const { id: applicationId } = await client.applications.open({ cnic: person.cnic, service, categories, years: 0 });
    expect((await problemOf(client.applications.answer({ applicationId, answers }))).code).toBe(
      'application.answerWrong',
    );
  });

  test('takes days and numbers in Urdu digits and keeps them in western ones', async () => {
    const { client } = counter;
    const other = sampleApplicant(3);
    const answers = { oldNumber: 'G-۱۷', oldIssuedOn: '۲۰۰۱-۰۲-۰۳', oldValidUntil: '2006-02-02' };
    const view = await proofread(counter, { person: other, service: 'conversion', answers });
    expect(view.answers['oldIssuedOn']).toBe('2001-02-03');
    expect(await client.applications.get({ applicationId: view.id })).toMatchObject({ step: 'review' });
  });

  test('comes before its papers and its fee', async () => {
    const { client } = counter;
    const { service, categories } = await serviceFor(client, { cnic: person.cnic }, 'duplicate');
    const { id: applicationId, step } = await client.applications.open({
      cnic: person.cnic,
      service,
      categories,
      years: 0,
    });
    expect(step).toBe('form');
    const seen = client.applications.documentsSeen({ applicationId, documents: ['cnicOriginal'] });
    expect((await problemOf(seen)).code).toBe('application.stepEarly');
  });
});

describe('a name', () => {
  test.each([
    ['a right-to-left override', { nameEn: 'Ali\u202Enahk' }],
    ['a zero-width space', { nameUr: 'عل\u200Bی خان' }],
    ['an isolate', { fatherEn: '\u2066Ali' }],
    ['Urdu digits', { nameUr: 'علی ۲' }],
    ['Arabic digits', { fatherUr: 'خان ٣' }],
  ])('with %s never gets into the register', async (_, change) => {
    const problem = await problemOf(counter.client.people.record({ person: { ...person, ...change } }));
    expect(['input.malformed', 'person.nameMissing']).toContain(problem.code);
    expect((await counter.client.people.find({ cnic: person.cnic })).person).toBeNull();
  });
});
