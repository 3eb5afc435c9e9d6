import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { canPrint } from '../../support/pdf.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';
import { bytesOf, PaperCounter } from './paper-counter.ts';

const printed = describe.skipIf(!canPrint);

let here: PaperCounter;
beforeAll(async () => {
  here = await PaperCounter.start();
});
afterAll(() => here.counter.stop());
beforeEach(() => here.counter.signIn('operator-1'));

const learner = { service: 'learner', categories: ['motorcycle'] } as const;
const conversion = { service: 'conversion', categories: ['motorcycle', 'car'], years: 5 } as const;
const permits = () => here.counter.client.permits;
const lastEntry = () => journalOf(here.counter).at(-1)!;

printed('a paper that is given out', () => {
  test('is booked with the hash of what was given out, before it is given out', async () => {
    const person = here.person();
    const applicationId = here.issued(person, learner);
    const made = await permits().print({ applicationId, reason: null, language: 'ur', format: 'roll' });
    expect(made.fileName).toBe(`parwana-permit-${made.licenceNumber}-ur.pdf`);
    const sha256 = createHash('sha256')
      .update(await bytesOf(made.file))
      .digest('hex');
    expect(made.sha256).toBe(sha256);
    const entry = lastEntry();
    expect(entry).toMatchObject({ type: 'paper.printed', subject: personSubject(person.cnic), actor: 'operator-1' });
    expect(JSON.parse(entry.body)).toMatchObject({
      paper: 'permit',
      applicationId,
      licenceNumber: made.licenceNumber,
      reason: null,
      language: 'ur',
      format: 'roll',
      sha256,
      size: made.file.size,
    });
    const { papers } = await here.counter.client.register.person({ cnic: person.cnic });
    expect(papers).toMatchObject([{ paper: 'permit', reason: null, by: 'operator-1' }]);
  });

  test('is printed again only for a reason, whatever its language and sheet', async () => {
    const applicationId = here.issued(here.person(), learner);
    await permits().print({ applicationId, reason: null });
    const before = lastEntry().seq;
    const again = permits().print({ applicationId, reason: null, language: 'ur', format: 'roll' });
    expect(await problemOf(again)).toMatchObject({ code: 'paper.reasonNeeded' });
    expect(lastEntry().seq).toBe(before);
    await permits().print({ applicationId, reason: 'the first was torn' });
    expect(JSON.parse(lastEntry().body)).toMatchObject({ reason: 'the first was torn' });
  });

  test('is not given out twice without a reason by two who ask at once', async () => {
    const applicationId = here.issued(here.person(), learner);
    const both = await Promise.allSettled([1, 2].map(() => permits().print({ applicationId, reason: null })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('answers for who asked, also when the PC changed hands meanwhile', async () => {
    const applicationId = here.issued(here.person(), learner);
    const making = permits().print({ applicationId, reason: null });
    await here.counter.signIn('supervisor-1');
    await making;
    expect(lastEntry()).toMatchObject({ type: 'paper.printed', actor: 'operator-1', role: 'operator' });
  });

  test('tells of a return, and of nothing that did not happen', async () => {
    const person = here.person();
    const id = here.desk.prepare(person, conversion);
    expect(await problemOf(permits().returnLetter({ applicationId: id, reason: null }))).toMatchObject({
      code: 'paper.noGround',
    });
    here.desk.sendBack(person, id, 'The old licence cannot be read.');
    await permits().returnLetter({ applicationId: id, reason: null });
    expect(JSON.parse(lastEntry().body)).toMatchObject({ paper: 'returned', applicationId: id, licenceNumber: null });
    // It came back twice: the second return is another letter.
    here.desk.sendBack(person, id, 'Still not to be read.');
    await permits().returnLetter({ applicationId: id, reason: null });
    const { papers } = await here.counter.client.register.person({ cnic: person.cnic });
    expect(papers.map(({ paper, reason }) => [paper, reason])).toEqual([
      ['returned', null],
      ['returned', null],
    ]);
  });
});

describe('no paper', () => {
  test('is made before the application has ended', async () => {
    const id = here.desk.prepare(here.person(), learner);
    expect(await problemOf(permits().print({ applicationId: id, reason: null }))).toMatchObject({
      code: 'paper.notIssued',
    });
  });

  test('is made where the service prints a card alone', async () => {
    const id = here.issued(here.person(), conversion);
    expect(await problemOf(permits().print({ applicationId: id, reason: null }))).toMatchObject({
      code: 'paper.notOfService',
    });
  });

  test.each(['suspended', 'cancelled'] as const)('is made of a document that is %s', async (what) => {
    const person = here.person();
    const applicationId = here.issued(person, learner);
    const licenceNumber = here.desk.state(person).applications[applicationId]!.approved!.licenceNumber;
    const grounds = { licenceNumber, reason: 'false papers', reference: 'Order 1' };
    const subject = personSubject(person.cnic);
    if (what === 'suspended') {
      here.desk.order({ type: 'licence.suspended', subject, data: { ...grounds, until: null } });
    } else here.desk.order({ type: 'licence.cancelled', subject, data: grounds });
    expect(await problemOf(permits().print({ applicationId, reason: null }))).toMatchObject({
      code: 'paper.outOfForce',
    });
  });

  test('is made of an application or an order nobody knows', async () => {
    const nobody = '01932f00-0000-7000-8000-00000000ffff';
    expect(await problemOf(permits().print({ applicationId: nobody, reason: null }))).toMatchObject({
      code: 'application.unknown',
    });
    const { cnic } = here.person();
    expect(await problemOf(permits().notice({ cnic, entry: nobody, reason: null }))).toMatchObject({
      code: 'paper.noGround',
    });
  });

  test('is booked that was not made', async () => {
    const applicationId = here.issued(here.person(), learner);
    const { counter } = here.counter.core;
    const { papers } = counter;
    const before = lastEntry().seq;
    // The browser of this PC is gone, say.
    Object.assign(counter, { papers: { ...counter.papers, toPdf: () => Promise.reject(new Error('no browser')) } });
    const failed = await problemOf(permits().print({ applicationId, reason: null }));
    Object.assign(counter, { papers });
    expect(failed).toMatchObject({ code: 'internal.fault' });
    expect(lastEntry().seq).toBe(before);
  });
});
