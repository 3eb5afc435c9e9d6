import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSigningKey } from '../../src-main/features/enrolment/identity.ts';
import { connectCentral } from '../../src-main/replay/central-client.ts';
import { enrolAtCentral } from '../../src-main/replay/enrol-at-central.ts';
import { checkSecure, guardedFetch } from '../../src-main/replay/guarded-fetch.ts';
import { pinnedFetch } from '../../src-main/replay/pinned-fetch.ts';
import { uploadBlob } from '../../src-main/replay/upload.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { selfSigned } from '../support/self-signed.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';
import { portrait } from '../support/test-store.ts';

const tls = selfSigned('central.test');
const certificate = new X509Certificate(tls.cert).fingerprint256.replaceAll(':', '').toLowerCase();

let running: RunningCentral;
beforeAll(async () => {
  running = await startTestCentral({ tls });
});
afterAll(() => running.stop());

async function ask(trust?: string) {
  const { publicKey } = newSigningKey();
  const more = trust === undefined ? {} : { trust };
  return enrolAtCentral({ url: running.url, code: await codeFor(running, 1), publicKey, build: '1', fetch, ...more });
}

describe('a line over https', () => {
  it('to a central nobody vouches for says which certificate it shows, and sends nothing', async () => {
    await expect(ask()).rejects.toMatchObject({ code: 'central.insecure', detail: { certificate } });
    await expect(ask('0'.repeat(64))).rejects.toMatchObject({ code: 'central.insecure' });
    const { rows } = await running.central.pool.query('select count(*) as n from stream where counter > 0');
    expect(rows[0].n).toBe(0);
  });

  it('is pinned to the certificate of the enrolment, for calls and for uploads', async () => {
    const reply = await ask(certificate);
    expect(reply.certificate).toBe(certificate);
    const central = { url: running.url, apiKey: reply.apiKey, fetch: pinnedFetch(certificate) };
    const page = await connectCentral(central).feed({ params: { stream: reply.stream }, query: { after: 0 } });
    expect(page.items[0]).toMatchObject({ kind: 'reference' });
    const { sha256, bytes } = portrait(300_000);
    const { signal } = new AbortController();
    await uploadBlob(central, { sha256, bytes, resumeAt: undefined, onOpened: () => undefined, signal });
    const { rows } = await running.central.pool.query('select size from blob where sha256 = $1', [sha256]);
    expect(rows).toEqual([{ size: 300_000 }]);
  });

  it('to a server with another certificate carries not a byte of a request', async () => {
    const reply = await ask(certificate);
    const central = { url: running.url, apiKey: reply.apiKey, fetch: pinnedFetch('f'.repeat(64)) };
    const before = await running.central.pool.query('select last_contact_at from stream where stream = $1', [
      reply.stream,
    ]);
    await expect(
      connectCentral(central).feed({ params: { stream: reply.stream }, query: { after: 0 } }),
    ).rejects.toMatchObject({ code: 'central.insecure' });
    const after = await running.central.pool.query('select last_contact_at from stream where stream = $1', [
      reply.stream,
    ]);
    expect(after.rows).toEqual(before.rows);
  });
});

describe('an address of central', () => {
  it('is https, or http on this machine', () => {
    for (const url of ['https://central.example', 'http://127.0.0.1:8443', 'http://localhost:1', 'http://[::1]:1']) {
      expect(checkSecure(url).href).toContain(new URL(url).host);
    }
    const others = [
      'http://central.example',
      'http://127.0.0.1.evil.example',
      'http://10.0.0.1',
      'ftp://localhost',
      'nonsense',
    ];
    for (const url of others) expect(() => checkSecure(url), url).toThrow('central.insecure');
  });
});

describe('an answer', () => {
  it('larger than any of central’s is cut off', async () => {
    let sent = 0;
    const endless = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull: (controller) => {
              sent += 1;
              controller.enqueue(new Uint8Array(1024 * 1024));
            },
          }),
        ),
      );
    const request = new Request('http://127.0.0.1:1/');
    await expect(guardedFetch(endless, request, { timeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'central.garbage',
    });
    expect(sent).toBeLessThan(40);
  });

  it('that is an error in the shape of ours is believed by code and status, never by its text', async () => {
    const answers: [number, object, string][] = [
      [409, { code: 'central.gap', data: { have: 3 } }, 'central.gap'],
      [500, { code: 'store.full', message: 'central.gap' }, 'central.fault'],
      [401, { code: 'nonsense', message: 'central.staleEpoch' }, 'central.unauthorised'],
      [418, { message: 'central.badChain' }, 'central.garbage'],
    ];
    for (const [status, body, code] of answers) {
      const send = () => Promise.resolve(Response.json(body, { status }));
      const request = new Request('http://127.0.0.1:1/');
      await expect(guardedFetch(send, request, { timeoutMs: 1000 })).rejects.toMatchObject({ code });
    }
  });
});
