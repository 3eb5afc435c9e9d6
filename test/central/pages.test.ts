import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putAdmin } from '../../src-central/auth/admins.ts';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { CentreCode } from '../../src-shared/ids.ts';
import { uploadBlob } from '../../src-main/replay/upload.ts';
import { newBlob } from '../../src-main/store/blobs.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson } from '../support/test-counter.ts';

const PASSWORD = 'right horse staple';

let running: RunningCentral;
let skew = 0;
beforeAll(async () => {
  running = await startTestCentral({ now: () => new Date(Date.now() + skew) });
  await putAdmin(running.central.db, { name: 'chief', password: PASSWORD });
});
afterAll(() => running.stop());
beforeEach(async () => {
  skew = 0;
  await running.central.pool.query('delete from attempt');
});

interface Post {
  readonly origin?: string;
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
}

function post(
  path: string,
  form: Record<string, string>,
  { origin = running.url, cookie = '', headers = {} }: Post = {},
) {
  return fetch(`${running.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, cookie, ...headers },
    body: new URLSearchParams(form),
  });
}

async function signIn(): Promise<string> {
  const answer = await post('/sign-in', { name: 'chief', password: PASSWORD });
  expect(answer.status).toBe(303);
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}

async function home(cookie = ''): Promise<string> {
  return (await fetch(`${running.url}/`, { headers: { cookie } })).text();
}

describe('the page', () => {
  it('shows nothing but the sign-in to who is not signed in', async () => {
    await enrolTestCounter(running, 1);
    const text = await home();
    expect(text).toContain('name="password"');
    expect(text).not.toContain('GLT-1-1');
    expect(await home('parwana-central=forged')).not.toContain('GLT-1-1');
  });

  it('signs in with a cookie that scripts and other sites cannot use', async () => {
    const answer = await post('/sign-in', { name: 'chief', password: PASSWORD });
    const cookie = answer.headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(await home(cookie.split(';')[0])).toContain('GLT-1-1');
    const kept = await running.central.pool.query("select encode(token_hash, 'hex') as t from page_session");
    expect(JSON.stringify(kept.rows)).not.toContain(cookie.split('=')[1]!.split(';')[0]);
  });

  it('ends the session after eight hours and at sign-out', async () => {
    const cookie = await signIn();
    const token = /name="token" value="([^"]+)"/.exec(await home(cookie))![1]!;
    expect((await post('/sign-out', { token: 'forged' }, { cookie })).status).toBe(403);
    expect(await home(cookie)).toContain('GLT-1-1');
    expect((await post('/sign-out', { token }, { cookie })).status).toBe(303);
    expect(await home(cookie)).toContain('name="password"');
    const second = await signIn();
    skew = 8 * 3_600_000 + 1_000;
    expect(await home(second)).toContain('name="password"');
  });

  it('locks a name after ten wrong passwords, the right one included, and opens it later', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => post('/sign-in', { name: 'chief', password: 'wrong' })),
    );
    expect(tries.filter((answer) => answer.status === 401)).toHaveLength(10);
    expect(tries.filter((answer) => answer.status === 429)).toHaveLength(2);
    expect((await post('/sign-in', { name: 'chief', password: PASSWORD })).status).toBe(429);
    expect((await post('/sign-in', { name: 'nobody', password: PASSWORD })).status).toBe(401);
    skew = 16 * 60_000;
    expect((await post('/sign-in', { name: 'chief', password: PASSWORD })).status).toBe(303);
  });

  it('takes forms from itself only', async () => {
    const right = { name: 'chief', password: PASSWORD };
    const foreign = await post('/sign-in', right, { origin: 'https://evil.example' });
    expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([403, []]);
    expect((await post('/sign-in', right, { origin: 'null' })).status).toBe(403);
    const crossSite = await post('/sign-in', right, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(crossSite.status).toBe(403);
    const none = await fetch(`${running.url}/sign-in`, { method: 'POST', body: new URLSearchParams(right) });
    expect(none.status).toBe(403);
  });

  it('escapes what others wrote, and forbids scripts altogether', async () => {
    const nameEn = `<script>alert(1)</script>"'&`;
    await putCentre(running.central.db, { code: CentreCode.parse('XSS'), nameEn, nameUr: '<b>' }, new Date());
    const counter = await enrolTestCounter(running, 1, 'XSS');
    const bad = counter.write({ ...newPerson().draft, type: '<img src=x onerror=alert(1)>' });
    await counter.push([bad]);
    await counter.receiptsOf([bad]);
    const cookie = await signIn();
    const text = await home(cookie);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toMatch(/<script|<img src=x/);
    const policy = (await fetch(running.url)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|script-src/);
  });

  it('speaks Urdu, from right to left, once asked to', async () => {
    const answer = await fetch(`${running.url}/?lang=ur`, { redirect: 'manual' });
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    expect(await home(cookie)).toContain('<html lang="ur" dir="rtl">');
    expect(await home(cookie)).toContain('سائن ان');
  });

  it('shows a photo to who is signed in, and only what is a picture', async () => {
    const counter = await enrolTestCounter(running, 7);
    const picture = newBlob(Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg');
    const page = newBlob(Buffer.from('<html><script>alert(1)</script>'), 'text/html');
    const central = { url: running.url, apiKey: counter.enrolment.apiKey, fetch };
    const { signal } = new AbortController();
    for (const { sha256, bytes } of [picture, page]) {
      await uploadBlob(central, { sha256, bytes, resumeAt: undefined, onOpened: () => undefined, signal });
    }
    const cookie = await signIn();
    const look = (sha256: string, as = cookie) => fetch(`${running.url}/photos/${sha256}`, { headers: { cookie: as } });
    const shown = await look(picture.sha256);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await look(picture.sha256, '')).status).toBe(404);
    expect((await look(page.sha256)).status).toBe(404);
    expect((await look('../../etc/passwd')).status).toBe(404);
  });

  it('has its style and fonts itself, and nothing else at other paths', async () => {
    for (const path of ['/style.css', '/icon.svg', '/fonts/sans-400.woff2', '/fonts/nastaliq-400.woff2']) {
      expect((await fetch(`${running.url}${path}`)).status, path).toBe(200);
    }
    for (const path of ['/admin', '/style.css/../pages.ts', '/constructor', '/photos/']) {
      expect((await fetch(`${running.url}${path}`)).status, path).toBe(404);
    }
    expect((await fetch(running.url, { method: 'DELETE' })).status).toBe(405);
  });
});
