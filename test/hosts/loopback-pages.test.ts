import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { attackedHost } from '../support/attacked-host.ts';

const attacked = attackedHost();

describe('pages', () => {
  test('carry the headers that keep others out', async () => {
    const { headers } = await attacked.host.ask('/');
    const policy = Object.fromEntries(
      String(headers['content-security-policy'])
        .split('; ')
        .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'font-src': "'self'",
      'connect-src': `'self' ws://127.0.0.1:${attacked.host.port}`,
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
    });
    for (const path of ['/session', '/nothing', '/assets/app.js']) {
      expect((await attacked.host.ask(path)).headers).toHaveProperty('content-security-policy');
    }
  });

  test('are served, their assets for good', async () => {
    expect(await attacked.host.ask('/assets/app.js')).toMatchObject({
      status: 200,
      body: 'export {};',
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': expect.stringContaining('immutable') as string,
      },
    });
    expect(await attacked.host.ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(await attacked.host.ask('/?utm=1')).toMatchObject({ status: 200 });
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/../pages-more/secret.txt',
    '/./../secret.txt',
    '/%252e%252e/secret.txt',
    '/etc/passwd',
    '//etc/passwd',
    '/assets',
    '/assets/',
    '/nothing.html',
    '/%00',
    '/index.html%00.js',
    '/%',
    '/%E0%A4%A',
  ])('%s is not among them', async (path) => {
    const answer = await attacked.host.ask(path);
    expect(answer).toMatchObject({ status: 404, body: '' });
  });

  test.each([300, 5_000, 12_000])('a name of %i letters is not among them', async (length) => {
    for (const path of ['x'.repeat(length), 'x/'.repeat(length / 2)]) {
      expect(await attacked.host.ask(`/${path}`)).toMatchObject({ status: 404, body: '' });
    }
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('are not for %s', async (method) => {
    expect(await attacked.host.ask('/', { method })).toMatchObject({ status: 405, body: '' });
  });

  test('half a request does not hold the host up', async () => {
    const raw = connect(attacked.host.port, '127.0.0.1');
    await once(raw, 'connect');
    raw.on('error', () => undefined);
    raw.write('GET / HTTP/1.1\r\nHost: ');
    expect(await attacked.host.ask('/')).toMatchObject({ status: 200 });
    raw.destroy();
  });

  test('what is no HTTP is answered 400', async () => {
    const raw = connect(attacked.host.port, '127.0.0.1');
    raw.write('\u0016\u0003\u0001 hello\r\n\r\n');
    const [answer] = (await once(raw, 'data')) as [Buffer];
    expect(answer.toString()).toContain('400');
    raw.destroy();
  });
});
