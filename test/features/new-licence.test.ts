import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply, printed } from '../support/flow.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await startTestCounter();
});
afterEach(() => counter.stop());

describe('a new licence with the cable out', () => {
  test('from CNIC to a card in the hand of a named person', async () => {
    const person = sampleApplicant(1);
    await counter.signIn('supervisor-1');
    await counter.client.stock.receive({ quantity: 100, reference: 'opening' });
    await counter.client.session.signOut();

    await counter.signIn('operator-1');
    const { client } = counter;
    const found = await client.people.find({ cnic: person.cnic });
    expect(found).toMatchObject({ person: null, province: 'gilgitBaltistan', gender: person.gender });
    const submitted = await apply(client, { person });
    expect(submitted).toMatchObject({ stage: 'submitted', person, step: 'review' });
    await client.session.signOut();

    await counter.signIn('supervisor-1');
    const [waiting] = await client.approvals.inbox();
    expect(waiting).toMatchObject({ application: { id: submitted.id }, barred: null });
    const approved = await client.approvals.approve({ applicationId: submitted.id });
    expect(approved.licence).toMatchObject({ confirmed: false, categories: ['motorcycle'] });
    await client.session.signOut();

    await counter.signIn('operator-1');
    const queue = await client.cards.queue();
    expect(queue.toPrint).toHaveLength(1);
    const number = approved.licence!.number;
    const end = await printed(client, number);
    expect(end).toMatchObject({ step: 'done', fault: null, look: true });
    const looked = await client.cards.recordOutcome({ jobId: end.jobId, outcome: 'good', reason: null });
    expect(looked.toHandOver).toHaveLength(1);
    const receiver = { name: person.nameEn, relation: 'self' as const, cnic: null };
    const done = await client.cards.handOver({ jobId: end.jobId, receiver });
    expect(done.handedOverToday).toHaveLength(1);
    expect(await client.stock.today()).toMatchObject({ received: 100, printed: 1, spoiled: 0, closing: 99 });
    expect(verifyJournal(counter.core.counter.store).breaks).toEqual([]);
  }, 60_000);
});
