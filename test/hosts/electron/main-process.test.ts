import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src-shared/errors.ts';
import { answerCore } from '../../../src-main/hosts/electron/answer-core.ts';
import { recordCrash } from '../../../src-main/hosts/electron/crash-record.ts';
import { HostLink } from '../../../src-main/hosts/electron/host-link.ts';
import { readLaunchOptions } from '../../../src-main/hosts/electron/launch-options.ts';
import { FromCore, ToCore } from '../../../src-main/hosts/electron/messages.ts';
import { SafeStorageGuard } from '../../../src-main/hosts/electron/safe-storage-guard.ts';
import { findUpdateUrl } from '../../../src-main/hosts/electron/update-settings.ts';
import { keyRing } from './core-run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parwana-main-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the key ring as a guard', () => {
  const key = new Uint8Array(32).fill(7);

  it('wraps and unwraps, and refuses what another ring wrapped', async () => {
    const guard = new SafeStorageGuard(keyRing(), 'linux');
    const wrapped = await guard.wrap(key);
    expect(Buffer.from(wrapped).includes(Buffer.from(key))).toBe(false);
    expect(new Uint8Array(await guard.unwrap(wrapped))).toEqual(key);
    const other = new SafeStorageGuard(keyRing(), 'linux');
    await expect(other.unwrap(wrapped)).rejects.toMatchObject({ code: 'store.wrongKey' });
  });

  it('is none where the text would be plain, on Linux', async () => {
    for (const backend of ['basic_text', 'unknown'] as const) {
      const guard = new SafeStorageGuard(keyRing(backend), 'linux');
      expect(await guard.ring()).toEqual({ usable: false, backend });
      await expect(guard.wrap(key)).rejects.toMatchObject({ code: 'store.keyMissing' });
      await expect(guard.unwrap(key)).rejects.toMatchObject({ code: 'store.keyMissing' });
    }
    expect(await new SafeStorageGuard(keyRing('basic_text'), 'win32').ring()).toEqual({
      usable: true,
      backend: 'win32',
    });
  });
});

describe('messages between core and main', () => {
  const lent = {
    ring: new SafeStorageGuard(keyRing(), 'linux'),
    papers: {
      toPdf: (html: string) =>
        html === 'bad'
          ? Promise.reject(new Fault('report.rendererFailed'))
          : Promise.resolve(Buffer.from(`PDF ${html}`)),
    },
  };
  const connect = (): HostLink => {
    const link: HostLink = new HostLink((message) => {
      const said = FromCore.parse(structuredClone(message));
      if (said.kind === 'ask') void answerCore(said, lent).then((answer) => link.take(ToCore.parse(answer) as never));
    });
    return link;
  };

  it('answer every question, each its own, in whatever order', async () => {
    const link = connect();
    const [pdf, ring, other] = await Promise.all([
      link.askBytes({ what: 'pdf', html: 'one' }),
      link.askRing(),
      link.askBytes({ what: 'pdf', html: 'two' }),
    ]);
    expect([pdf, other].map((bytes) => Buffer.from(bytes).toString())).toEqual(['PDF one', 'PDF two']);
    expect(ring).toEqual({ usable: true, backend: 'gnome_libsecret' });
  });

  it('carry a fault as its code', async () => {
    await expect(connect().askBytes({ what: 'pdf', html: 'bad' })).rejects.toMatchObject({
      code: 'report.rendererFailed',
    });
  });

  it.each([
    [{ kind: 'ask', id: 1, question: { what: 'shell', command: 'ls' } }],
    [{ kind: 'ask', id: 1, question: { what: 'wrap', key: 'text' } }],
    [{ kind: 'ask', id: 1, question: { what: 'wrap', key: new Uint8Array(5000) } }],
    [{ kind: 'ask', id: 1, question: { what: 'ring', more: 1 } }],
    [{ kind: 'refused', code: 'no.such', detail: {} }],
    [{ kind: 'ready', more: 1 }],
    ['ready'],
  ])('are refused unless they are exactly as agreed: %j', (message) => {
    expect(FromCore.safeParse(message).success).toBe(false);
    expect(ToCore.safeParse(message).success).toBe(false);
  });
});

describe('the record of a crash', () => {
  it('says where and what kind, and quotes nothing', () => {
    const error = new Error('no such person: Ahmed Khan 3520112345678', { cause: new Fault('store.corrupt') });
    recordCrash(folder, { where: 'core', error, reason: 134 }, new Date('2027-01-02T03:04:05Z'));
    const [name = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text).not.toContain('Ahmed');
    expect(text).not.toContain('3520112345678');
    const facts = JSON.parse(text) as Record<string, unknown>;
    expect(facts).toMatchObject({ at: '2027-01-02T03:04:05.000Z', where: 'core', reason: 134 });
    expect(facts['error']).toMatchObject({ name: 'Error', cause: { name: 'Fault', code: 'store.corrupt' } });
    expect(JSON.stringify(facts['error'])).toContain('main-process.test.ts');
    expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });

  it('keeps the last twenty and never throws', () => {
    for (let day = 1; day <= 25; day += 1) {
      recordCrash(folder, { where: 'screen', reason: 'oom' }, new Date(Date.UTC(2027, 0, day)));
    }
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(20);
    expect(names[0]).toContain('2027-01-06');
    writeFileSync(join(folder, 'file'), '');
    expect(() => recordCrash(join(folder, 'file'), { where: 'main' })).not.toThrow();
  });
});

describe('how the app is started', () => {
  it('reads its own arguments and passes over those of Chromium', () => {
    const options = readLaunchOptions(
      ['--no-first-run', '--practice', '--lang=ur', '--data-dir', '/srv/data'],
      '/home/x',
    );
    expect(options).toEqual({ dataDir: '/srv/data', profileDir: '/srv/data.desktop', practice: true });
    expect(readLaunchOptions([], '/home/x').dataDir).toBe('/home/x/counter');
    expect(readLaunchOptions(['--practice'], '/home/x').dataDir).toBe('/home/x/practice');
  });

  it('looks for updates nowhere unless told, and only over https', () => {
    expect(findUpdateUrl(folder, {})).toBeUndefined();
    expect(findUpdateUrl(folder, { PARWANA_UPDATE_URL: 'https://dlims.example/updates' })).toBe(
      'https://dlims.example/updates',
    );
    expect(() => findUpdateUrl(folder, { PARWANA_UPDATE_URL: 'http://dlims.example/updates' })).toThrow();
    writeFileSync(join(folder, 'update.json'), '{"url":"https://centre.example/updates"}');
    expect(findUpdateUrl(folder, {})).toBe('https://centre.example/updates');
    writeFileSync(join(folder, 'update.json'), '{"url":"file:///tmp"}');
    expect(() => findUpdateUrl(folder, {})).toThrow();
  });
});
