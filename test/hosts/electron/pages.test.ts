import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOwnContent, isOwnPage, isOwnRequest } from '../../../src-main/hosts/electron/origin.ts';
import { answerPage } from '../../../src-main/hosts/electron/page-answer.ts';
import { readPageMessage } from '../../../src-main/hosts/electron/page-messages.ts';
import { isPermitted } from '../../../src-main/hosts/electron/permissions.ts';

describe('app://parwana', () => {
  let root: string;
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'parwana-pages-'));
    root = join(folder, 'renderer');
    mkdirSync(join(root, 'assets'), { recursive: true });
    mkdirSync(`${root}-other`);
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'assets', 'a b.js'), 'export {};');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(`${root}-other`, 'secret.txt'), 'secret');
    symlinkSync(join(root, 'assets'), join(root, 'folder'));
  });
  afterAll(() => rmSync(join(root, '..'), { recursive: true, force: true }));
  const get = (path: string, method = 'GET') => answerPage({ method, url: `app://parwana${path}` }, root);

  it('serves the page under a policy that lets nothing else in', async () => {
    const answer = await get('/');
    expect(await answer.text()).toBe('<!doctype html>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|https?:|ws:/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves hashed files for ever, names decoded, and heads without bodies', async () => {
    const answer = await get('/assets/a%20b.js?x=1#y');
    expect(await answer.text()).toBe('export {};');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const head = await get('/', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%2frenderer-other%2fsecret.txt',
    '/%00',
    '/%zz',
    '/assets',
    '/nothing.js',
  ])('refuses %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('refuses other hosts and other methods', async () => {
    expect((await answerPage({ method: 'GET', url: 'app://other/' }, root)).status).toBe(404);
    expect((await get('/', 'POST')).status).toBe(405);
  });
});

describe('what belongs to the window', () => {
  it.each([
    ['app://parwana/', true],
    ['app://parwana/index.html#x', true],
    ['app://parwana.evil/', false],
    ['app://user@parwana/', false],
    ['app://parwana:8080/', false],
    ['https://parwana/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('the page %s: %s', (address, own) => {
    expect(isOwnPage(address)).toBe(own);
    expect(isOwnRequest(address, true)).toBe(own);
  });

  it('papers from memory, the viewer around them, and nothing from elsewhere', () => {
    expect(isOwnContent('blob:app://parwana/0d0c')).toBe(true);
    expect(isOwnContent('blob:https://example.org/0d0c')).toBe(false);
    expect(isOwnContent('chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html')).toBe(true);
    expect(isOwnContent('chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh/index.html')).toBe(false);
    expect(isOwnRequest('https://update.googleapis.com/x', true)).toBe(false);
    expect(isOwnRequest('devtools://devtools/bundled/x.js', false)).toBe(false);
    expect(isOwnRequest('devtools://devtools/bundled/x.js', true)).toBe(true);
  });

  it('may use a camera, and nothing else', () => {
    const page = 'app://parwana/';
    expect(isPermitted({ permission: 'media', page, media: ['video'] })).toBe(true);
    expect(isPermitted({ permission: 'media', page, media: ['video', 'audio'] })).toBe(false);
    expect(isPermitted({ permission: 'media', page, media: ['audio'] })).toBe(false);
    expect(isPermitted({ permission: 'media', page, media: [] })).toBe(false);
    expect(isPermitted({ permission: 'media', page: 'https://example.org/', media: ['video'] })).toBe(false);
    for (const permission of [
      'usb',
      'hid',
      'serial',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
    ]) {
      expect(isPermitted({ permission, page, media: ['video'] }), permission).toBe(false);
    }
  });

  it('says only what the preload says, from its main frame', () => {
    const own = { url: 'app://parwana/', mainFrame: true };
    expect(readPageMessage(['parwana:page'], own)).toEqual(['parwana:page']);
    expect(readPageMessage(['parwana:language', 'ur'], own)).toEqual(['parwana:language', 'ur']);
    expect(readPageMessage(['parwana:language', 'fr'], own)).toBeUndefined();
    expect(readPageMessage(['parwana:language', 'ur', 'more'], own)).toBeUndefined();
    expect(readPageMessage(['parwana:page'], { ...own, mainFrame: false })).toBeUndefined();
    expect(readPageMessage(['parwana:page'], { ...own, url: 'https://example.org/' })).toBeUndefined();
    expect(readPageMessage(['parwana:page'], { ...own, url: undefined })).toBeUndefined();
  });
});
