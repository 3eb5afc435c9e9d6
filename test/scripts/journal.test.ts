import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal } from '../../src-main/store/journal.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore, type OpenedStore } from '../../src-main/store/open-store.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { personData } from '../support/bodies.ts';
import { staff, streams, uuid } from '../support/world.ts';

const house = join(import.meta.dirname, '../..');
let root: string;
let dataDir: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  dataDir = join(root, 'data');
  const { store } = await openCounter();
  let count = 0;
  const ids = { uuid: () => uuid(++count) };
  const journal = new Journal({ store, rules: firstRules, clock: { now: () => Date.UTC(2026, 2, 2) }, ids });
  const subject = 'person:7110312345671' as Subject;
  const act = { type: 'person.recorded', subject, data: { person: personData(0) } } as const;
  journal.append({ stream: streams[0], boot: 1 }, staff[0]!, [act, act, act]);
  store.close();
});
afterEach(() => rmSync(root, { recursive: true }));

function openCounter(): Promise<OpenedStore> {
  return openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
}

function run(script: 'journal' | 'escrow', ...more: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(house, 'scripts', `${script}.ts`), ...more], {
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

async function tamper(sql: string): Promise<void> {
  const { store } = await openCounter();
  store.exec(sql);
  store.close();
}

describe('npm run journal', () => {
  test('verify tells entries and heads of a whole journal', () => {
    const { status, said } = run('journal', 'verify', '--data-dir', dataDir);
    expect(said).toMatch(/3 entries in 1 streams\n {2}GLT-1-1 {2}head 3 {2}[0-9a-f]{64}\nThe journal is whole/);
    expect(status).toBe(0);
  });

  test('verify names the place of a break and exits with 1', async () => {
    await tamper(`drop trigger journal_no_update; update journal set actor = 'op-9' where seq = 2`);
    const { status, said } = run('journal', 'verify', '--data-dir', dataDir);
    expect(said).toContain('BREAK  GLT-1-1  entry 2  hash');
    expect(status).toBe(1);
    expect(run('journal', 'rebuild', '--data-dir', dataDir)).toMatchObject({ status: 1 });
  });

  test('rebuild proves the tables equal, and exits with 1 when they were not', async () => {
    expect(run('journal', 'rebuild', '--data-dir', dataDir)).toMatchObject({ status: 0 });
    await tamper(`update person set name_en = 'Somebody Else'`);
    const { status, said } = run('journal', 'rebuild', '--data-dir', dataDir);
    expect(said).toContain('DIFFERENT  person');
    expect(status).toBe(1);
    expect(run('journal', 'rebuild', '--data-dir', dataDir)).toMatchObject({ status: 0 });
  });

  test('says so when the counter is running, when there is no store, and how it is used', async () => {
    const { store } = await openCounter();
    const { status, said } = run('journal', 'verify', '--data-dir', dataDir);
    store.close();
    expect(said).toContain('(store.inUse)');
    expect(status).toBe(1);
    expect(run('journal', 'verify', '--data-dir', join(root, 'none')).said).toContain('There is no store');
    expect(run('journal')).toMatchObject({ status: 1, said: expect.stringContaining('npm run journal') as string });
  });
});

describe('npm run escrow', () => {
  test('makes a pair, and opens with it a store whose own key file is gone', async () => {
    const pair = join(root, 'authority.json');
    const made = run('escrow', 'keypair', '--key', pair);
    const { publicKey, privateKey } = JSON.parse(readFileSync(pair, 'utf8')) as {
      publicKey: string;
      privateKey: string;
    };
    expect(made.said).toContain(publicKey);
    expect(made.said).not.toContain(privateKey);
    expect(statSync(pair).mode & 0o777).toBe(0o600);
    expect(run('escrow', 'keypair', '--key', pair)).toMatchObject({ status: 1 });

    const { store, escrow } = await openCounter();
    await escrow(publicKey);
    store.close();
    rmSync(`${dataDir}.keys`, { recursive: true });
    expect(run('journal', 'verify', '--data-dir', dataDir).said).toContain('(store.keyMissing)');

    const out = join(root, 'bare.key');
    const opened = run('escrow', 'open', '--data-dir', dataDir, '--key', pair, '--out', out);
    expect(opened).toMatchObject({ status: 0 });
    expect(opened.said).not.toContain(readFileSync(out, 'utf8').trim());
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(run('journal', 'verify', '--data-dir', dataDir)).toMatchObject({ status: 0 });
  });

  test('refuses a stranger, and a private key that others can read', () => {
    const pair = join(root, 'stranger.json');
    run('escrow', 'keypair', '--key', pair);
    expect(run('escrow', 'open', '--data-dir', dataDir, '--key', pair)).toMatchObject({ status: 1 });
    const loose = join(root, 'loose.json');
    writeFileSync(loose, readFileSync(pair), { mode: 0o644 });
    expect(run('escrow', 'open', '--data-dir', dataDir, '--key', loose).said).toContain('can be read by others');
  });
});
