import { afterEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { PIN, startTestCounter, type TestCounter } from '../support/counter.ts';
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
