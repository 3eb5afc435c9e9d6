import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { putHeldCase } from '../../../src-main/store/held-cases.ts';
import type { ApplicationId, StaffId, StreamId } from '../../../src-shared/ids.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import { PIN, startTestCounter, type TestCounter } from '../../support/counter.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';
import { longOffline, readyForSignTest, sitTest } from '../../support/ready-to-test.ts';

const DAY = 86_400_000;
let clock = { now: 0 };
let counter: TestCounter;
let applicationId: ApplicationId;
beforeEach(async () => {
  clock = { now: Date.UTC(2026, 0, 12, 5) };
  counter = await startTestCounter({ rules: sampleCatalogues(), policy: longOffline, now: () => clock.now });
  ({ id: applicationId } = await readyForSignTest(counter, clock));
});
afterEach(() => counter.stop());

async function passSignTest(): Promise<void> {
  const { client } = counter;
  await counter.signIn('operator-1');
  await sitTest(counter, await client.signTest.start({ applicationId, language: 'en' }), 10);
  await client.session.unlock({ pin: PIN });
  await client.signTest.leave();
}

const drove = (category: Category, outcome: 'pass' | 'fail' | 'absent', vehicle: string | null = 'GLT 1234') => ({
  category,
  outcome,
  vehicle: outcome === 'absent' ? null : vehicle,
  note: '',
});
const record = (...results: ReturnType<typeof drove>[]) => counter.client.roadTest.record({ applicationId, results });

describe('a road test', () => {
  test('comes after the sign test', async () => {
    await counter.signIn('operator-2');
    expect(await counter.client.roadTest.due()).toEqual([]);
    expect(await problemOf(record(drove('car', 'pass')))).toMatchObject({ code: 'application.stepEarly' });
  });

  test('is held by a second person: no worker of the application, a supervisor as well as an operator', async () => {
    await passSignTest();
    const { client } = counter;
    expect(await client.roadTest.due()).toMatchObject([{ barred: 'application.examinerIsWorker' }]);
    expect(await problemOf(record(drove('car', 'pass')))).toMatchObject({ code: 'application.examinerIsWorker' });
    // Who put in one piece of work is a worker from then on.
    await counter.signIn('operator-2');
    expect(await client.roadTest.due()).toMatchObject([{ barred: null }]);
    const { documentsNeeded: documents } = await client.applications.get({ applicationId });
    await client.applications.documentsSeen({ applicationId, documents });
    expect(await problemOf(record(drove('car', 'pass')))).toMatchObject({ code: 'application.examinerIsWorker' });
    await counter.signIn('technician-1');
    expect(await problemOf(record(drove('car', 'pass')))).toMatchObject({ code: 'session.forbidden' });
    await counter.signIn('supervisor-1');
    expect(await record(drove('car', 'pass'))).toMatchObject({ drives: [{ by: 'supervisor-1', outcome: 'pass' }] });
    // Examining is not working on it: the next vehicle may come an hour later.
    expect(await record(drove('motorcycle', 'pass'))).toMatchObject({ barred: null, drives: [{}, {}] });
  });

  test('is passed for one category and failed for another: the licence is for the one', async () => {
    await passSignTest();
    const { client } = counter;
    await counter.signIn('operator-2');
    const standing = await record(drove('motorcycle', 'pass', 'GLT 77'), drove('car', 'fail', 'GL 1234'));
    expect(standing).toMatchObject({
      application: { step: 'review' },
      categories: [
        { category: 'motorcycle', passed: true, retryFrom: null },
        { category: 'car', passed: false, retryFrom: '2026-03-11' },
      ],
    });
    // Two vehicles, two entries, in one piece.
    const drives = journalOf(counter).filter(({ type }) => type === 'application.droveRoadTest');
    expect(drives.map(({ body }) => (JSON.parse(body) as { vehicle: string }).vehicle)).toEqual(['GLT 77', 'GL 1234']);

    await counter.signIn('operator-1');
    await client.applications.submit({ applicationId, proofread: true });
    await counter.signIn('supervisor-1');
    const approved = await client.approvals.approve({ applicationId });
    expect(approved.licence).toMatchObject({ categories: ['motorcycle'] });
    expect(await client.roadTest.due()).toEqual([]);

    // The car is another service's now, after the wait and with its own tests.
    await counter.signIn('operator-1');
    const { cnic } = approved;
    const endorse = () => client.applications.open({ cnic, service: 'endorsement', categories: ['car'], years: 0 });
    expect(await problemOf(endorse())).toMatchObject({
      code: 'application.retestWait',
      detail: { from: '2026-03-11' },
    });
    clock.now += 15 * DAY;
    await counter.signIn('operator-1');
    expect(await endorse()).toMatchObject({ service: 'endorsement', categories: ['car'] });
  });

  test('is driven again on the same application after the wait, and what is passed stays passed', async () => {
    await passSignTest();
    await counter.signIn('operator-2');
    await record(drove('motorcycle', 'pass'), drove('car', 'fail'));
    expect(await problemOf(record(drove('motorcycle', 'fail')))).toMatchObject({ code: 'test.passed' });
    expect(await problemOf(record(drove('car', 'pass')))).toMatchObject({
      code: 'application.retestWait',
      detail: { days: 15, from: '2026-03-11' },
    });
    clock.now += 14 * DAY;
    await counter.signIn('operator-2');
    expect(await problemOf(record(drove('car', 'pass')))).toMatchObject({ code: 'application.retestWait' });
    clock.now += DAY;
    await counter.signIn('operator-2');
    expect(await record(drove('car', 'pass'))).toMatchObject({
      categories: [{ passed: true }, { passed: true }],
    });
  });

  test('nobody came to is no fail: the next day will do', async () => {
    await passSignTest();
    await counter.signIn('operator-2');
    const standing = await record(drove('motorcycle', 'absent'), drove('car', 'absent'));
    expect(standing.categories).toMatchObject([{ retryFrom: null }, { retryFrom: null }]);
    expect(await record(drove('car', 'pass'))).toMatchObject({ drives: [{}, {}, { outcome: 'pass' }] });
  });

  test('is of the categories applied for, and whoever drives drives a vehicle', async () => {
    await passSignTest();
    await counter.signIn('operator-2');
    expect(await problemOf(record(drove('htv', 'pass')))).toMatchObject({
      code: 'test.otherCategory',
      detail: { category: 'htv' },
    });
    expect(await problemOf(record(drove('car', 'pass', null)))).toMatchObject({ code: 'input.malformed' });
    expect(await problemOf(record(drove('car', 'pass'), drove('car', 'fail')))).toMatchObject({
      code: 'ledger.badBody',
    });
    // All of one record or none of it: the good line did not slip in.
    expect(await problemOf(record(drove('car', 'pass'), drove('htv', 'pass', 'GL 9')))).toMatchObject({
      code: 'test.otherCategory',
    });
    expect((await counter.client.roadTest.get({ applicationId })).drives).toEqual([]);
  });

  test('is recorded though the case is open at another counter: it has happened', async () => {
    await passSignTest();
    const { client } = counter;
    const { store } = counter.core.counter;
    const { cnic } = await client.applications.get({ applicationId });
    const until = new Date(clock.now + 3_600_000).toISOString();
    const held = { subject: personSubject(cnic), stream: 'GLT-2-1' as StreamId, actor: 'operator-9' as StaffId, until };
    store.transact(() => putHeldCase(store, held));
    await counter.signIn('operator-2');
    expect(await problemOf(client.applications.documentsSeen({ applicationId, documents: [] }))).toMatchObject({
      code: 'claim.held',
    });
    expect(await record(drove('car', 'pass'))).toMatchObject({ drives: [{ outcome: 'pass' }] });
  });

  test('bars whoever examined from deciding', async () => {
    await passSignTest();
    const { client } = counter;
    await counter.signIn('supervisor-1');
    await record(drove('motorcycle', 'pass'), drove('car', 'pass'));
    await counter.signIn('operator-1');
    await client.applications.submit({ applicationId, proofread: true });
    await counter.signIn('supervisor-1');
    expect(await client.approvals.inbox()).toMatchObject([{ barred: 'application.secondPersonNeeded' }]);
    expect(await problemOf(client.approvals.approve({ applicationId }))).toMatchObject({
      code: 'application.secondPersonNeeded',
    });
    await counter.signIn('supervisor-2');
    expect((await client.approvals.approve({ applicationId })).licence).toMatchObject({
      categories: ['motorcycle', 'car'],
    });
  });

  test('lists who may drive today before who has to wait', async () => {
    await passSignTest();
    await counter.signIn('operator-2');
    await record(drove('motorcycle', 'fail'), drove('car', 'fail'));
    const first = applicationId;
    const person = sampleApplicant(2);
    clock.now -= 43 * DAY;
    ({ id: applicationId } = await readyForSignTest(counter, clock, { person, categories: ['car'] }));
    await passSignTest();
    await counter.signIn('operator-2');
    const due = await counter.client.roadTest.due();
    expect(due.map(({ application }) => application.id)).toEqual([applicationId, first]);
  });
});
