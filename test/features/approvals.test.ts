import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { isValidLicenceNumber, serialOf } from '../../src-shared/licensing/licence-number.ts';
import type { Role } from '../../src-shared/roles.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply, fromFile } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';
import { inShift } from '../support/shift.ts';

const start = Date.UTC(2026, 10, 21, 7);
let now = start;
let served = 0;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
});
beforeEach(() => counter.signIn('operator-1'));
afterAll(() => counter.stop());

function nextPerson(): PersonData {
  served += 1;
  return { ...sampleApplicant(served), birthDate: '1990-05-17' };
}

/** An application in the inbox, all of it operator 1's work; supervisor 1 is signed in. */
async function submitted(): Promise<ApplicationView> {
  const view = await apply(counter.client, { person: nextPerson(), photo: fromFile(counter) });
  await counter.signIn('supervisor-1');
  return view;
}

const approve = ({ id: applicationId }: { id: string }) => counter.client.approvals.approve({ applicationId });
const sendBack = ({ id: applicationId }: { id: string }, note = '') =>
  counter.client.approvals.return({ applicationId, reason: note === '' ? 'photo' : 'other', note });

/** Asserts a refusal that leaves no trace in the journal. */
async function refuses(call: () => Promise<unknown>, code: string, detail: object = {}): Promise<void> {
  const before = journalOf(counter).length;
  expect(await problemOf(call())).toEqual({ kind: 'REFUSED', code, detail });
  expect(journalOf(counter)).toHaveLength(before);
}

describe('approving', () => {
  test('issues the licence and takes its number in one transaction', async () => {
    const view = await submitted();
    const approved = await approve(view);
    const [taken, decided] = journalOf(counter).slice(-2);
    expect([taken!.type, decided!.type]).toEqual(['lease.numberTaken', 'application.approved']);
    expect(decided).toMatchObject({ deps: [taken!.id], actor: 'supervisor-1', role: 'supervisor', at: taken!.at });
    expect(approved).toMatchObject({ stage: 'approved', licence: { confirmed: false, cnic: view.cnic } });
    expect(approved.licence).toMatchObject({ issuedOn: '2026-11-21', validUntil: '2031-11-20' });
    expect(JSON.parse(taken!.body)).toMatchObject({ number: approved.licence!.number, applicationId: view.id });
    expect(isValidLicenceNumber(approved.licence!.number)).toBe(true);
  });

  test('gives the numbers of the lease in order, and none for a refusal', async () => {
    const first = (await approve(await submitted())).licence!.number;
    await refuses(() => approve({ id: '01900000-0000-7000-8000-000000000001' }), 'application.unknown');
    await counter.signIn('operator-1');
    const open = await apply(counter.client, { person: nextPerson(), last: 'open' });
    await counter.signIn('supervisor-1');
    await refuses(() => approve(open), 'application.notSubmitted');
    await counter.signIn('operator-1');
    const second = (await approve(await submitted())).licence!.number;
    expect(serialOf(second)).toBe(serialOf(first) + 1);
  });

  test('twice is refused, also when asked twice at once', async () => {
    const view = await submitted();
    const [first, second] = await Promise.allSettled([approve(view), approve(view)]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    await refuses(() => approve(view), 'application.notSubmitted');
  });

  test('the inbox shows who waits longest first, and nothing that is decided', async () => {
    const before = await submitted();
    now += 60_000;
    await counter.signIn('operator-1');
    const after = await submitted();
    const ids = async () => (await counter.client.approvals.inbox()).map(({ application }) => application.id);
    expect((await ids()).slice(-2)).toEqual([before.id, after.id]);
    await approve(before);
    await sendBack(after);
    expect(await ids()).not.toEqual(expect.arrayContaining([before.id]));
    expect(await ids()).not.toEqual(expect.arrayContaining([after.id]));
  });
});

describe('the second person', () => {
  /** The same person comes back in another role, as the centre's staff list may say one day. */
  function setRole(role: Role): void {
    const { store } = counter.core.counter;
    store.transact(() => store.run(store.sql.updateTable('staff').set({ role }).where('id', '=', 'operator-2')));
  }

  afterAll(() => setRole('operator'));

  const kinds = ['person', 'open', 'change', 'correction', 'documents', 'photo', 'fee', 'submit'] as const;

  /** Takes an applicant through every kind of work; one kind is done by operator 2. */
  async function workedOn(own: (typeof kinds)[number] | 'nothing'): Promise<ApplicationView> {
    const person = nextPerson();
    const { cnic } = person;
    let id = '';
    const view = () => counter.client.applications.get({ applicationId: id });
    const work: Readonly<Record<(typeof kinds)[number], () => Promise<unknown>>> = {
      person: () => counter.client.people.record({ person }),
      open: async () => {
        const wish = { service: 'new' as const, categories: ['car' as const], years: 5 };
        ({ id } = await counter.client.applications.open({ cnic, ...wish }));
      },
      change: () => counter.client.applications.change({ applicationId: id, categories: ['motorcycle'], years: 5 }),
      correction: () => counter.client.people.record({ person: { ...person, address: 'Corrected, Gilgit' } }),
      documents: async () => {
        const { documentsNeeded: documents } = await view();
        await counter.client.applications.documentsSeen({ applicationId: id, documents });
      },
      photo: async () => fromFile(counter)(counter.client, await view()),
      fee: async () => {
        await inShift(counter.client);
        const { total: tendered } = await counter.client.till.quote({ applicationId: id });
        await counter.client.till.takeFee({ applicationId: id, tendered, method: 'cash' });
      },
      submit: () => counter.client.applications.submit({ applicationId: id, proofread: true }),
    };
    setRole('operator');
    for (const kind of kinds) {
      await counter.signIn(kind === own ? 'operator-2' : 'operator-1');
      await work[kind]();
    }
    setRole('supervisor');
    await counter.signIn('operator-2');
    return view();
  }

  test.each(kinds)('may not decide on an application whose %s was their work', async (kind) => {
    const view = await workedOn(kind);
    const inbox = await counter.client.approvals.inbox();
    expect(inbox.find(({ application }) => application.id === view.id)).toMatchObject({
      barred: 'application.secondPersonNeeded',
    });
    await refuses(() => approve(view), 'application.secondPersonNeeded');
    await refuses(() => sendBack(view), 'application.secondPersonNeeded');
    await counter.signIn('supervisor-1');
    expect(await approve(view)).toMatchObject({ stage: 'approved' });
  });

  test('may where somebody else did everything', async () => {
    const view = await workedOn('nothing');
    const inbox = await counter.client.approvals.inbox();
    expect(inbox.find(({ application }) => application.id === view.id)).toMatchObject({ barred: null });
    await approve(view);
  });
});

describe('sending back', () => {
  test('shows the operator why, opens the application, and it can be submitted again', async () => {
    const view = await submitted();
    const returned = await sendBack(view, 'Face is in the shade');
    expect(returned).toMatchObject({ stage: 'returned', returnReason: 'other', returnNote: 'Face is in the shade' });
    await refuses(() => approve(view), 'application.notSubmitted');
    await counter.signIn('operator-2');
    const [listed] = await counter.client.applications.list({ stages: ['returned'] });
    expect(listed).toMatchObject({ id: view.id, step: 'review', returnNote: 'Face is in the shade' });
    await fromFile(counter)(counter.client, view);
    await counter.client.applications.submit({ applicationId: view.id, proofread: true });
    await counter.signIn('supervisor-2');
    expect(await approve(view)).toMatchObject({ stage: 'approved' });
  });

  test('for another reason needs words', async () => {
    const { id: applicationId } = await submitted();
    const wordless = () => counter.client.approvals.return({ applicationId, reason: 'other', note: '  ' });
    await refuses(wordless, 'application.reasonMissing');
  });

  test('does not ask for the fee again', async () => {
    const view = await submitted();
    await sendBack(view);
    await counter.signIn('operator-1');
    const again = () => counter.client.till.takeFee({ applicationId: view.id, tendered: 10_000_000, method: 'cash' });
    await refuses(again, 'fee.alreadyPaid');
  });
});

describe('the clock', () => {
  const setServerTime = (time: number | null) => {
    const { store } = counter.core.counter;
    const server_time = time === null ? null : new Date(time).toISOString();
    store.transact(() => store.run(store.sql.updateTable('replay_cursor').set({ server_time })));
  };

  test('behind the last server time by more than five minutes takes no fee and issues nothing', async () => {
    const waiting = await submitted();
    await counter.signIn('operator-1');
    const unpaid = await apply(counter.client, { person: nextPerson(), last: 'photo', photo: fromFile(counter) });
    setServerTime(now + 5 * 60_000 + 1);
    const since = new Date(now + 5 * 60_000 + 1).toISOString();
    const { client } = counter;
    const { total } = await client.till.quote({ applicationId: unpaid.id });
    const pay = () => client.till.takeFee({ applicationId: unpaid.id, tendered: total, method: 'cash' });
    await refuses(pay, 'clock.behind', { since });
    // What has no date of legal effect goes on.
    await client.applications.documentsSeen({ applicationId: unpaid.id, documents: unpaid.documents });
    await counter.signIn('supervisor-1');
    await refuses(() => approve(waiting), 'clock.behind', { since });
    setServerTime(now + 5 * 60_000);
    await approve(waiting);
    setServerTime(null);
  });
});

describe('numbers', () => {
  test('that are used up stop the approving and nothing else', async () => {
    const left = () => counter.client.status.now().then(({ numbers }) => numbers);
    for (let { left: more } = await left(); more > 0; { left: more } = await left()) {
      await counter.signIn('operator-1');
      await approve(await submitted());
    }
    await counter.signIn('operator-1');
    const view = await submitted();
    await refuses(() => approve(view), 'lease.exhausted');
    expect(await left()).toEqual({ left: 0, band: 'stop' });
    expect(await sendBack(view)).toMatchObject({ stage: 'returned' });
  });

  test('of a lease that ran out of time are not given', async () => {
    const fresh = await startTestCounter({ now: () => now });
    try {
      expect((await fresh.client.status.now()).numbers.left).toBe(20);
      now += 181 * 86_400_000;
      expect((await fresh.client.status.now()).numbers.left).toBe(0);
      await fresh.signIn('operator-1');
      const { id: applicationId } = await apply(fresh.client, { person: nextPerson(), photo: fromFile(fresh) });
      await fresh.signIn('supervisor-1');
      expect(await problemOf(fresh.client.approvals.approve({ applicationId }))).toMatchObject({
        code: 'lease.exhausted',
      });
    } finally {
      await fresh.stop();
    }
  });
});
