import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { fromFile } from '../../support/flow.ts';
import { inShift } from '../../support/shift.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await startTestCounter({ rules: sampleCatalogues() });
});
afterEach(() => counter.stop());

test('a learner permit from the CNIC to its number', async () => {
  const person = sampleApplicant(1);
  await counter.signIn('operator-1');
  const { client } = counter;
  const answer = await client.services.eligible({ cnic: person.cnic, birthDate: person.birthDate });
  expect(answer.likely).toBe('learner');
  await client.people.record({ person });
  const [first] = answer.services;
  const view = await client.applications.open({
    cnic: person.cnic,
    service: first!.service,
    categories: first!.categories,
    years: 0,
  });
  const applicationId = view.id;
  await client.applications.documentsSeen({ applicationId, documents: view.documentsNeeded });
  await fromFile(counter)(client, view);
  await inShift(client);
  const { total } = await client.till.quote({ applicationId });
  await client.till.takeFee({ applicationId, tendered: total, method: 'cash' });
  const issued = await client.applications.issue({ applicationId, proofread: true });
  expect(issued).toMatchObject({ stage: 'approved', licence: { confirmed: false } });
});
