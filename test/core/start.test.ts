import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { keyRecordFile } from '../../src-main/store/keys/key-record.ts';
import { openStore, storeFile } from '../../src-main/store/open-store.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { removeCounter, startTestCounter } from '../support/counter.ts';
import { license } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';
import { SmallDisk } from '../support/small-disk.ts';

const MAIN = join(import.meta.dirname, '../../src-main/hosts/loopback/main.ts');

/** The first line the counter's process says of itself, and the code it exits with if it does. */
async function firstLine(dataDir: string): Promise<{ said: Record<string, unknown>; exit: number | null }> {
  const child = spawn(process.execPath, [MAIN, '--data-dir', dataDir, '--practice'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const said = JSON.parse(String(value)) as Record<string, unknown>;
  // The end of its input is the word to stop.
  child.stdin.end();
  return { said, exit: (await exited)[0] };
}

/** The counter's store, opened past its host. */
async function withStore<Value>(
  dataDir: string,
  work: (store: Awaited<ReturnType<typeof openStore>>['store']) => Value,
) {
  const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** Turns one bit of a file over. */
function flip(file: string, place: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  writeFileSync(file, bytes);
}

describe('a counter that cannot start says why', () => {
  const root = mkdtempSync(join(tmpdir(), 'start-'));
  const good = join(root, 'good');
  const dataDir = join(root, 'counter');
  let photo: string;
  beforeAll(async () => {
    const counter = await startTestCounter({ dataDir: good });
    ({ photo } = (await license(counter, { person: sampleApplicant(1) })) as { photo: string });
    await counter.core.stop();
  });
  beforeEach(() => {
    for (const end of ['', '.keys']) cpSync(`${good}${end}`, `${dataDir}${end}`, { recursive: true });
  });
  afterEach(() => removeCounter(dataDir));
  afterAll(() => rmSync(root, { recursive: true }));

  const refused = (code: string) => ({ said: { ready: false, code }, exit: 1 });

  test('or that it is ready, where nothing is wrong', async () => {
    const { said, exit } = await firstLine(dataDir);
    expect(said).toEqual({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/) as string,
    });
    expect(exit).toBe(0);
  });

  test('the wrong key', async () => {
    flip(keyFileOf(dataDir), 0);
    expect(await firstLine(dataDir)).toMatchObject(refused('store.wrongKey'));
  });

  test('no key, and none is made for work that is there', async () => {
    rmSync(keyFileOf(dataDir));
    expect(await firstLine(dataDir)).toMatchObject(refused('store.keyMissing'));
    rmSync(keyRecordFile(dataDir));
    expect(await firstLine(dataDir)).toMatchObject(refused('store.keyMissing'));
  });

  test.skipIf(process.platform === 'win32')('a key that others can read', async () => {
    chmodSync(keyFileOf(dataDir), 0o644);
    expect(await firstLine(dataDir)).toMatchObject(refused('store.keyExposed'));
  });

  test('a database from a newer version, which it leaves alone', async () => {
    await withStore(dataDir, (store) => store.pragma('user_version=9999'));
    const before = readFileSync(storeFile(dataDir));
    const { said, exit } = await firstLine(dataDir);
    expect({ said, exit }).toMatchObject(refused('store.newer'));
    expect(JSON.parse(String(said['detail']))).toMatchObject({ found: 9999 });
    expect(readFileSync(storeFile(dataDir)).equals(before)).toBe(true);
  });

  test('a bit that turned over in every page that it reads first', async () => {
    const size = readFileSync(storeFile(dataDir)).length;
    for (let page = 1; page < size / 4096; page += 1) flip(storeFile(dataDir), page * 4096 + 100);
    expect(await firstLine(dataDir)).toMatchObject(refused('store.corrupt'));
  });

  test('somebody else holds the folder', async () => {
    const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
    expect(await firstLine(dataDir)).toMatchObject(refused('store.inUse'));
    store.close();
  });

  const disk = SmallDisk.mount(24);
  if (disk === undefined) console.warn('SKIPPED: nothing can be mounted here, so no start on a full disk.');
  afterAll(() => disk?.unmount());
  test.skipIf(disk === undefined)('no room for its first write', async () => {
    cpSync(dataDir, disk!.folder, { recursive: true });
    cpSync(`${dataDir}.keys`, `${disk!.folder}.keys`, { recursive: true });
    disk!.fill();
    expect(await firstLine(disk!.folder)).toMatchObject(refused('store.full'));
    disk!.clear();
    expect((await firstLine(disk!.folder)).said).toMatchObject({ ready: true });
  });

  test('while a bit that turned over anywhere else is a fault of whatever reads it, and of nothing more', async () => {
    const strays: unknown[] = [];
    const stray = (reason: unknown) => void strays.push(reason);
    process.on('uncaughtException', stray);
    const pages = Math.floor(readFileSync(storeFile(good)).length / 4096);
    const codes = new Set<string>();
    // Two dozen pages spread over the file: empty tables have one each, and nothing asked for here reads those.
    for (let page = 1; page < pages; page += Math.ceil(pages / 24)) {
      removeCounter(dataDir);
      for (const end of ['', '.keys']) cpSync(`${good}${end}`, `${dataDir}${end}`, { recursive: true });
      flip(storeFile(dataDir), page * 4096 + 100);
      const counter = await startTestCounter({ dataDir }).catch((error: unknown) => String(error));
      if (typeof counter === 'string') {
        codes.add(counter);
        continue;
      }
      const { client, core } = counter;
      for (const call of [
        () => counter.signIn('operator-1'),
        () => client.status.now(),
        () => client.people.find({ cnic: sampleApplicant(1).cnic }),
        () => client.replay.entries({ filter: 'all', before: null, limit: 200 }),
        () => client.studio.photo({ sha256: photo }),
        () => client.cards.queue(),
      ]) {
        const error: unknown = await call().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error !== undefined) codes.add((await problemOf(Promise.reject(error))).code);
      }
      core.counter.status.refresh();
      await new Promise<void>((resolve) => void setImmediate(resolve));
      await core.stop();
    }
    process.off('uncaughtException', stray);
    // Whoever could not sign in for it is told that a person is needed.
    codes.delete('session.needed');
    expect([...codes].toSorted()).toEqual(['Fault: store.corrupt', 'store.corrupt']);
    expect(strays.map(String)).toEqual([]);
  });
});
