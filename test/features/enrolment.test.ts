import { afterEach, describe, expect, test } from 'vitest';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { PIN, startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply, fromFile } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { selfSigned } from '../support/self-signed.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';

let counter: TestCounter;
afterEach(() => counter.stop());

describe('before enrolment', () => {
  test('the PC knows that it is nobody yet, and nobody can sign in', async () => {
    counter = await startTestCounter({ enrolled: false });
    const { client } = counter;
    expect(await client.enrolment.status()).toEqual({
      enrolled: false,
      stream: null,
      centre: null,
      counter: null,
      language: 'en',
      practice: true,
      suggested: null,
    });
    expect(await client.session.current()).toMatchObject({ staff: null, people: [] });
    const signIn = client.session.signIn({ staffId: 'operator-1', pin: PIN });
    expect(await problemOf(signIn)).toMatchObject({ code: 'enrolment.needed' });
    expect(await problemOf(client.people.find({ cnic: sampleApplicant(1).cnic }))).toMatchObject({
      code: 'session.needed',
    });
    expect(await client.status.now()).toMatchObject({ link: { state: 'down' }, numbers: { left: 0 } });
  });

  test('the language can be chosen, and stays chosen', async () => {
    counter = await startTestCounter({ enrolled: false });
    expect(await counter.client.enrolment.setLanguage({ language: 'ur' })).toMatchObject({ language: 'ur' });
    await counter.restart();
    expect(await counter.client.enrolment.status()).toMatchObject({ language: 'ur' });
    const wrong = counter.client.enrolment.setLanguage({ language: 'fr' as never });
    expect(await problemOf(wrong)).toMatchObject({ kind: 'MALFORMED' });
  });

  test('with central out of reach nothing is half done', async () => {
    counter = await startTestCounter({ enrolled: false });
    const enrol = () =>
      counter.client.enrolment.enrol({ centralUrl: 'http://127.0.0.1:9', code: 'ABCD-EFGH', language: 'ur' });
    expect(await problemOf(enrol())).toMatchObject({ kind: 'FAULT', code: 'central.unreachable' });
    await counter.restart();
    expect(await counter.client.enrolment.status()).toMatchObject({ enrolled: false, language: 'en' });
  });
});

describe('joining a centre', () => {
  test('takes a code of central, once, and brings staff and centre', async () => {
    const running = await startTestCentral({});
    try {
      counter = await startTestCounter({ enrolled: false });
      const { client } = counter;
      const code = await codeFor(running, 1);
      const enrol = (with_: string) =>
        client.enrolment.enrol({ centralUrl: running.url, code: with_, language: 'ur' as const });
      expect(await problemOf(enrol('WRONGCODE99'))).toMatchObject({ code: 'enrolment.badCode' });
      expect(await client.enrolment.status()).toMatchObject({ enrolled: false });
      const joined = await enrol(code);
      expect(joined).toMatchObject({ enrolled: true, counter: 1, language: 'ur', centre: { code: 'GLT' } });
      expect((await client.session.current()).people.length).toBeGreaterThan(0);
      await counter.restart();
      expect(await counter.client.enrolment.status()).toEqual(joined);

      // A code lives once.
      const second = await startTestCounter({ enrolled: false });
      const again = second.client.enrolment.enrol({ centralUrl: running.url, code, language: 'en' });
      expect(await problemOf(again)).toMatchObject({ code: 'enrolment.badCode' });
      await second.stop();
    } finally {
      await running.stop();
    }
  });

  test('goes on with the same code when the answer was lost and the PC was started again', async () => {
    const running = await startTestCentral({});
    const line = await FaultProxy.start(running.url);
    try {
      counter = await startTestCounter({ enrolled: false });
      const invitation = { centralUrl: line.url, code: await codeFor(running, 1), language: 'en' as const };
      line.set({ kind: 'cutAnswer', bytes: 20 });
      expect(await problemOf(counter.client.enrolment.enrol(invitation))).toMatchObject({ kind: 'FAULT' });
      const { rows } = await running.central.pool.query('select stream from enrolment_code where used_at is not null');
      expect(rows).toEqual([{ stream: 'GLT-1-1' }]);
      line.set({ kind: 'pass' });
      await counter.restart();
      expect(await counter.client.enrolment.enrol(invitation)).toMatchObject({ enrolled: true, stream: 'GLT-1-1' });
    } finally {
      await line.stop();
      await running.stop();
    }
  });

  test('shows the technician a certificate nobody vouches for, and pins it once it was compared', async () => {
    const running = await startTestCentral({ tls: selfSigned('central.test') });
    try {
      counter = await startTestCounter({ enrolled: false });
      const invitation = { centralUrl: running.url, code: await codeFor(running, 1), language: 'en' as const };
      const problem = await problemOf(counter.client.enrolment.enrol(invitation));
      expect(problem).toMatchObject({ kind: 'FAULT', code: 'central.insecure' });
      const trust = String(problem.detail['certificate']);
      expect(await counter.client.enrolment.enrol({ ...invitation, trust })).toMatchObject({ enrolled: true });
      expect(counter.core.counter.identity.enrolment).toMatchObject({ certificate: trust });
    } finally {
      await running.stop();
    }
  });

  test('is done once', async () => {
    counter = await startTestCounter();
    const again = counter.client.enrolment.enrol({
      centralUrl: 'http://127.0.0.1:9',
      code: 'ABCDEFGH',
      language: 'ur',
    });
    expect(await problemOf(again)).toEqual({ kind: 'REFUSED', code: 'enrolment.done', detail: {} });
    expect(await counter.client.enrolment.status()).toMatchObject({ enrolled: true, language: 'en' });
  });

  test.each([
    ['no address', { centralUrl: 'central' }],
    ['a code too short', { code: 'AB' }],
    ['a language nobody translated', { language: 'fr' }],
  ])('%s is malformed', async (_what, change) => {
    counter = await startTestCounter({ enrolled: false });
    const invitation = { centralUrl: 'http://127.0.0.1:9', code: 'ABCDEFGH', language: 'en', ...change };
    expect(await problemOf(counter.client.enrolment.enrol(invitation as never))).toMatchObject({ kind: 'MALFORMED' });
  });
});

describe('renewing the epoch', () => {
  test('is the technician’s act; money, receipts and work of the day stay, and everything arrives once', async () => {
    const running = await startTestCentral({});
    try {
      counter = await startTestCounter({ enrolled: false });
      const { client } = counter;
      const code = await codeFor(running, 1);
      await client.enrolment.enrol({ centralUrl: running.url, code, language: 'en' });
      const signIn = (staffId: string) => client.session.signIn({ staffId, pin: practicePins[staffId]! });
      await client.practice.set({ linkUp: false });
      await signIn('operator-1');
      const begun = await apply(client, { last: 'fee', photo: fromFile(counter) });
      const before = await client.enrolment.status();
      await client.practice.set({ linkUp: true });
      await signIn('technician-1');
      const wrong = client.enrolment.renew({ code: await codeFor(running, 2) });
      expect(await problemOf(wrong)).toMatchObject({ code: 'enrolment.badCode' });
      expect(await client.enrolment.status()).toEqual(before);
      const renewed = await client.enrolment.renew({ code: await codeFor(running, 1) });
      expect(renewed).toEqual({ ...before, stream: 'GLT-1-2' });
      await signIn('supervisor-1');
      const day = dayOf(new Date().toISOString());
      const report = await client.reports.day({ day });
      expect(report).toMatchObject({ stream: 'GLT-1-2', work: { opened: 1 }, money: { receipts: 1 } });
      for await (const { replay } of await client.status.watch()) {
        if (replay.unsent === 0 && replay.unsettled === 0 && replay.blobsWaiting === 0) break;
      }
      expect((await client.reports.day({ day })).replay).toMatchObject({ waiting: 0, exceptions: 0 });
      // Work that was begun before goes on, and the till's next receipt is of the new stream.
      await signIn('operator-1');
      const { receiptNumber, id: applicationId } = await client.applications.get({ applicationId: begun.id });
      expect(await client.till.receipt({ receiptNumber: receiptNumber! })).toMatchObject({ applicationId });
      await client.applications.submit({ applicationId, proofread: true });
      const next = await apply(client, { person: sampleApplicant(2), last: 'fee', photo: fromFile(counter) });
      expect(next.receiptNumber).toMatch(/^GLT-1-2-\d{8}-0001$/);
    } finally {
      await running.stop();
    }
  });

  test('with central out of reach leaves everything as it was', async () => {
    counter = await startTestCounter();
    await counter.signIn('technician-1');
    const refused = counter.client.enrolment.renew({ code: 'ABCD-EFGH', centralUrl: 'http://127.0.0.1:9' });
    expect(await problemOf(refused)).toMatchObject({ kind: 'FAULT', code: 'central.unreachable' });
    expect(await counter.client.enrolment.status()).toMatchObject({ stream: 'GLT-1-1' });
  });
});
