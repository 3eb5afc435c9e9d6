import { afterEach, describe, expect, test } from 'vitest';
import { backlogOf } from '../../src-main/features/status/backlog.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { fieldPolicy } from '../../src-main/policy/field-policy.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply, fromFile } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';
import { inShift } from '../support/shift.ts';

const HOUR = 3_600_000;

describe('the bands of what waits', () => {
  const calm = { unsent: 0, oldestUnsentAt: null, freeBytes: 10 ** 12, now: 10 * 24 * HOUR };
  test.each([
    [{}, 'ok', null],
    [{ unsent: 4_999 }, 'ok', null],
    [{ unsent: 5_000 }, 'warn', 'unsentCount'],
    [{ unsent: 50_000 }, 'stop', 'unsentCount'],
    [{ oldestUnsentAt: new Date(calm.now - 71 * HOUR).toISOString() }, 'ok', null],
    [{ oldestUnsentAt: new Date(calm.now - 72 * HOUR).toISOString() }, 'warn', 'unsentAge'],
    [{ oldestUnsentAt: new Date(calm.now - 720 * HOUR).toISOString() }, 'stop', 'unsentAge'],
    [{ freeBytes: 2 ** 31 - 1 }, 'warn', 'disk'],
    [{ freeBytes: 1 }, 'stop', 'disk'],
    [{ freeBytes: 2 ** 31 - 1, unsent: 50_000 }, 'stop', 'unsentCount'],
  ] as const)('%o is %s, for %s', (load, band, why) => {
    expect(backlogOf({ ...calm, ...load }, fieldPolicy)).toMatchObject({ band, why });
  });
});

describe('too much that waits', () => {
  let counter: TestCounter;
  afterEach(() => counter.stop());

  test('stops new cases with the reason, and begun ones are finished', async () => {
    counter = await startTestCounter({ policy: { unsentEntries: { warn: 3, stop: 6 } } });
    await counter.signIn('operator-1');
    const { client } = counter;
    const stopped = { kind: 'REFUSED', code: 'work.stopped', detail: { why: 'unsentCount' } };
    expect((await client.status.now()).backlog).toEqual({ unsent: 'ok', oldest: 'ok', band: 'ok', why: null });
    const photo = fromFile(counter);
    const begun = await apply(client, { person: sampleApplicant(1), last: 'documents' });
    expect((await client.status.now()).backlog).toMatchObject({ unsent: 'warn', band: 'warn', why: 'unsentCount' });
    await client.people.record({ person: sampleApplicant(2) });
    await client.people.record({ person: sampleApplicant(3) });
    await client.people.record({ person: sampleApplicant(4) });
    expect((await client.status.now()).backlog).toMatchObject({ band: 'stop', why: 'unsentCount' });
    // Begun with: nobody new, and neither a change nor an application for somebody who was only recorded.
    expect(await problemOf(client.people.record({ person: sampleApplicant(5) }))).toEqual(stopped);
    const changed = { ...sampleApplicant(2), phone: '03009999999' };
    expect(await problemOf(client.people.record({ person: changed }))).toEqual(stopped);
    const { cnic } = sampleApplicant(2);
    const opening = client.applications.open({ cnic, service: 'new', categories: ['motorcycle'], years: 5 });
    expect(await problemOf(opening)).toEqual(stopped);
    // Finished with: corrections, photo, fee, submission.
    await client.people.record({ person: { ...sampleApplicant(1), phone: '03009999999' } });
    await photo(client, begun);
    await inShift(client);
    const { total } = await client.till.quote({ applicationId: begun.id });
    await client.till.takeFee({ applicationId: begun.id, tendered: total, method: 'cash' });
    const submitted = await client.applications.submit({ applicationId: begun.id, proofread: true });
    expect(submitted).toMatchObject({ stage: 'submitted' });
  });
});
