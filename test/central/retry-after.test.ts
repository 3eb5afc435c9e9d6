import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rawPublicKey } from '../../src-central/auth/signatures.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { LOOKUPS_A_MINUTE } from '../../src-shared/contract/central/lookup.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, type TestCounter } from '../support/test-counter.ts';

describe('an answer that asks to come again', () => {
  let running: RunningCentral;
  let counter: TestCounter;
  beforeAll(async () => {
    running = await startTestCentral();
    counter = await enrolTestCounter(running, 1);
  });
  afterAll(() => running.stop());

  /** Status, code and seconds of an answer. */
  async function said(answer: Response): Promise<[status: number, code: unknown, seconds: number]> {
    const { code } = (await answer.json()) as { code?: unknown };
    return [answer.status, code, Number(answer.headers.get('retry-after'))];
  }

  const post = (path: string, body: object) =>
    fetch(`${counter.url}${path}`, {
      method: 'POST',
      headers: { ...counter.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('says when, from a procedure that counts how often it is asked', async () => {
    const path = `/v1/streams/${counter.stream}/lookup`;
    const look = () => post(path, { cnic: '7150112345671', actor: 'operator-1' });
    const answers = await Promise.all(Array.from({ length: LOOKUPS_A_MINUTE + 2 }, look));
    const busy = await Promise.all(answers.filter(({ status }) => status !== 200).map(said));
    expect(busy).toHaveLength(2);
    expect(busy).toEqual(Array.from({ length: 2 }, () => [429, 'central.busy', 60]));
  });

  it('says when, from a procedure that fails on its side', async () => {
    const { db } = running.central;
    await db.schema.alterTable('stream_cursor').renameTo('gone').execute();
    try {
      const hello = { build: '0.1.0', schemas: { oldest: 1, newest: 1 } };
      expect(await said(await post(`/v1/streams/${counter.stream}/hello`, hello))).toEqual([500, 'central.fault', 5]);
      // An upload's own way out of it.
      await db.schema.alterTable('stream').renameTo('stream_gone').execute();
      const upload = await fetch(`${counter.url}/v1/uploads/0123`, { method: 'HEAD', headers: counter.headers });
      expect([upload.status, upload.headers.get('retry-after')]).toEqual([500, '5']);
      await db.schema.alterTable('stream_gone').renameTo('stream').execute();
    } finally {
      await db.schema.alterTable('gone').renameTo('stream_cursor').execute();
    }
  });

  it('says when, from the page and from enrolment, after too many tries', async () => {
    const form = { method: 'POST', body: new URLSearchParams({ name: 'nobody', password: 'x' }) };
    const signIn = () => fetch(`${counter.url}/sign-in`, { ...form, headers: { origin: counter.url } });
    for (let tries = 0; tries < 10; tries += 1) await signIn();
    const locked = await signIn();
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '900']);

    const publicKey = rawPublicKey(generateKeyPairSync('ed25519').publicKey);
    const enrol = () => post('/v1/enrol', { code: 'AAAA-BBBB-CCCC', publicKey, build: '0.1.0' });
    for (let tries = 0; tries < 10; tries += 1) await enrol();
    expect(await said(await enrol())).toEqual([429, 'central.busy', 900]);
  });

  it('says nothing of the kind where trying again is of no use', async () => {
    const wrong = await post(`/v1/streams/${counter.stream}/lookup`, { cnic: 'x', actor: 'operator-1' });
    expect([wrong.status, wrong.headers.get('retry-after')]).toEqual([400, null]);
  });

  it('says when, while the database does not answer', async () => {
    const down = vi.spyOn(running.central.pool, 'connect').mockImplementation(() => {
      throw new Error('down');
    });
    try {
      const health = await fetch(`${counter.url}/healthz`);
      expect([health.status, health.headers.get('retry-after')]).toEqual([503, '5']);
    } finally {
      down.mockRestore();
    }
  });
});
