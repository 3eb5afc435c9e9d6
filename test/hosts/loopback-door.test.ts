import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { attackedHost } from '../support/attacked-host.ts';
import { closed, opened } from '../support/loopback.ts';

const attacked = attackedHost();

describe('the door', () => {
  test('a token opens once', async () => {
    const token = attacked.host.newToken();
    const first = await attacked.host.exchange(token);
    expect(first).toMatchObject({ status: 204, body: '' });
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^parwana=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/),
    ]);
    expect(first.headers['cache-control']).toBe('no-store');
    const second = await attacked.host.exchange(token);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test.each([
    ['a token that was never given', 'x'.repeat(43)],
    ['no token', undefined],
    ['a number', 7],
    ['an object', { toString: 'x' }],
    ['an empty one', ''],
  ])('%s does not open', async (_what, token) => {
    expect(await attacked.host.exchange(token)).toMatchObject({ status: 403 });
  });

  test.each(['', '{', '[]', 'null', '"text"', '{"token":{"__proto__":{}}}'])(
    '%j for a body does not open',
    async (body) => {
      const headers = { origin: attacked.host.origin };
      expect(await attacked.host.ask('/session', { method: 'POST', headers, body })).toMatchObject({ status: 403 });
    },
  );

  test('a body without end is cut off', async () => {
    const headers = { origin: attacked.host.origin };
    const token = attacked.host.newToken();
    const body = JSON.stringify({ token, padding: 'x'.repeat(100_000) });
    const answer = await attacked.host
      .ask('/session', { method: 'POST', headers, body })
      .catch((error: Error) => error);
    expect(answer).not.toMatchObject({ status: 204 });
    // Nor was the token used up by it.
    expect(await attacked.host.exchange(token)).toMatchObject({ status: 204 });
  });

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('%s is no way to ask for a session', async (method) => {
    expect(await attacked.host.ask('/session', { method, headers: { origin: attacked.host.origin } })).toMatchObject({
      status: 403,
    });
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost'])(
    'a page of %s gets no session, and the token is not used up',
    async (origin) => {
      const token = attacked.host.newToken();
      expect(await attacked.host.exchange(token, { origin })).toMatchObject({ status: 403 });
      expect(await attacked.host.exchange(token, {})).toMatchObject({ status: 403 });
      expect(await attacked.host.exchange(token)).toMatchObject({ status: 204 });
    },
  );
});

describe('a name that is not ours', () => {
  test.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1.evil.example', '[::1]'])(
    'requests for host %j are answered 421 with nothing in it',
    async (name) => {
      for (const host_ of [name, `${name}:${attacked.host.port}`].filter(
        (each) => each !== `127.0.0.1:${attacked.host.port}`,
      )) {
        const headers = { host: host_, origin: attacked.host.origin };
        expect(await attacked.host.ask('/', { headers })).toMatchObject({ status: 421, body: '' });
        const body = JSON.stringify({ token: attacked.host.newToken() });
        expect(await attacked.host.ask('/session', { method: 'POST', headers, body })).toMatchObject({ status: 421 });
      }
    },
  );

  test('the socket is refused', async () => {
    const cookie = await attacked.host.newCookie();
    const socket = attacked.host.socket({
      origin: attacked.host.origin,
      cookie,
      host: `evil.example:${attacked.host.port}`,
    });
    await expect(opened(socket)).rejects.toThrow('refused');
  });
});

describe('the socket', () => {
  test.each([
    ['without a cookie', (cookie: string) => ({ origin: attacked.host.origin, cookie: cookie.replace(/.$/, '') })],
    ['without any cookie', () => ({ origin: attacked.host.origin })],
    ['with a made-up cookie', () => ({ origin: attacked.host.origin, cookie: `parwana=${'x'.repeat(43)}` })],
    ['from another page', (cookie: string) => ({ origin: 'https://evil.example', cookie })],
    ['from no page', (cookie: string) => ({ cookie })],
    ['from a page of no origin', (cookie: string) => ({ origin: 'null', cookie })],
  ])('%s is refused', async (_what, headersOf) => {
    const headers = headersOf(await attacked.host.newCookie()) as unknown as Record<string, string>;
    await expect(opened(attacked.host.socket(headers))).rejects.toThrow('refused');
  });

  test.each(['/', '/rpc/', '/rpc?x=1', '/RPC', '/session'])('at %s is refused', async (path) => {
    const cookie = await attacked.host.newCookie();
    await expect(opened(attacked.host.socket({ origin: attacked.host.origin, cookie }, { path }))).rejects.toThrow(
      'refused',
    );
  });

  test('is for one screen at a time: the older is told and closed', async () => {
    const older = await attacked.host.screen();
    const told = closed(older.socket);
    const newer = await attacked.host.screen();
    expect(await told).toEqual({ code: 4001, reason: 'another screen was opened' });
    expect(await newer.client.enrolment.status()).toMatchObject({ enrolled: true });
    await expect(older.client.status.now()).rejects.toThrow();
    // The same screen, reloaded, comes back by its cookie.
    const again = attacked.host.socket({ origin: attacked.host.origin, cookie: older.cookie });
    await opened(again);
    await closed(newer.socket);
    again.close();
  });

  test('dropped in the middle of a refusal leaves the host alive', async () => {
    for (let each = 0; each < 20; each += 1) {
      const raw = connect(attacked.host.port, '127.0.0.1');
      await once(raw, 'connect');
      raw.on('error', () => undefined);
      raw.write(
        `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${attacked.host.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      );
      raw.resetAndDestroy();
      await once(raw, 'close');
    }
  });
});
