import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';
import { inShift } from '../support/shift.ts';

const person = sampleApplicant(1);
const unexpected = { kind: 'FAULT', code: 'internal.fault', detail: {} };
let counter: TestCounter;
beforeEach(async () => {
  counter = await startTestCounter();
  await counter.signIn('operator-1');
});
afterEach(() => counter.stop());

describe('what nobody foresaw', () => {
  test('goes out as a code, like everything else, and leaves nothing of a person in the log', async () => {
    counter.core.counter.store.close();
    expect(await problemOf(counter.client.people.record({ person }))).toEqual(unexpected);
    const log = readFileSync(join(counter.dataDir, 'logs', 'core.log'), 'utf8');
    expect(log).toContain('a handler failed');
    for (const secret of [person.cnic, person.nameEn, person.nameUr, person.phone, person.address]) {
      expect(log).not.toContain(secret);
    }
  });

  test('is an answer of the wrong shape as well: a row that this build does not understand', async () => {
    const { id: applicationId } = await apply(counter.client, { person, last: 'open' });
    await inShift(counter.client);
    const { total } = await counter.client.till.quote({ applicationId });
    const { receiptNumber } = await counter.client.till.takeFee({ applicationId, tendered: total, method: 'cash' });
    const { store } = counter.core.counter;
    store.transact(() => store.run(store.sql.updateTable('till_receipt').set({ method: 'barter' })));
    expect(await problemOf(counter.client.till.receipt({ receiptNumber }))).toEqual(unexpected);
  });
});

describe('the log of a whole day', () => {
  test('holds no name, no CNIC and no PIN', async () => {
    await apply(counter.client, { person, last: 'fee', photo: (_client, view) => Promise.resolve(view) });
    await problemOf(counter.client.session.unlock({ pin: '975310' }));
    await counter.restart();
    const log = readFileSync(join(counter.dataDir, 'logs', 'core.log'), 'utf8');
    expect(log).toContain('signed in');
    for (const secret of [person.cnic, person.nameEn, person.nameUr, person.phone, person.address, '975310']) {
      expect(log).not.toContain(secret);
    }
  });
});
