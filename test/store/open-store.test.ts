import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { escrowKeyPair, openKey } from '../../src-main/store/keys/escrow.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { findKeyRecord, keyRecordFile } from '../../src-main/store/keys/key-record.ts';
import { recoverKey } from '../../src-main/store/keys/recover-key.ts';
import { openStore, storeFile, type OpenedStore } from '../../src-main/store/open-store.ts';
import { putMeta } from '../../src-main/store/meta.ts';

let root: string;
let dataDir: string;
let keyFile: string;
const open: OpenedStore[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'open-'));
  dataDir = join(root, 'data');
  keyFile = keyFileOf(dataDir);
});
afterEach(() => {
  for (const each of open.splice(0)) each.store.close();
  rmSync(root, { recursive: true });
});

async function start(): Promise<OpenedStore> {
  const opened = await openStore({ dataDir, guard: keyFileGuard(keyFile) });
  open.push(opened);
  return opened;
}

/** A store with one fact in it, closed. */
async function madeStore(): Promise<void> {
  const { store } = await start();
  putMeta(store, 'fact', 1);
  store.close();
}

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

describe('the first start', () => {
  test('makes folders and keys that nobody else can read, and a store that opens again', async () => {
    await madeStore();
    expect([mode(dataDir), mode(dirname(keyFile)), mode(keyFile)]).toEqual(['700', '700', '600']);
    expect(mode(keyRecordFile(dataDir))).toBe('600');
    expect(readdirSync(dataDir).toSorted()).toEqual(['counter.db', 'store.key.json']);
    const { store } = await start();
    expect(store.pragma('synchronous')).toBe(2);
    expect(store.get(store.sql.selectFrom('meta').selectAll())).toEqual({ key: 'fact', value: '1' });
  });

  test('leaves nothing readable on disk: not the key, not the data', async () => {
    const { store } = await start();
    putMeta(store, 'name', 'Shandana Bibi of Gilgit');
    store.checkpoint();
    expect(readFileSync(storeFile(dataDir)).includes('Shandana')).toBe(false);
    expect(readFileSync(storeFile(dataDir)).includes('SQLite format 3')).toBe(false);
  });

  test('can be cut off after any step and done again', async () => {
    const steps: (() => void)[] = [
      () => mkdirSync(dataDir),
      () => keyFileGuard(keyFile).wrap(new Uint8Array(32)),
      () => rmSync(storeFile(dataDir)),
      () => writeFileSync(storeFile(dataDir), ''),
    ];
    for (const [index, cutOff] of steps.entries()) {
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(dirname(keyFile), { recursive: true, force: true });
      // The last two steps come after the key record is on disk.
      if (index >= 2) await madeStore();
      cutOff();
      await madeStore();
      await madeStore();
    }
  });

  test('by two processes at once ends with one key and one of them let in', async () => {
    const guard = keyFileGuard(keyFile);
    const both = await Promise.allSettled([openStore({ dataDir, guard }), openStore({ dataDir, guard })]);
    const inside = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const outside = both.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(inside).toHaveLength(1);
    expect(outside).toMatchObject([{ code: 'store.inUse' }]);
    inside[0]!.store.close();
    await madeStore();
  });
});

describe('a key that is gone or wrong', () => {
  test('no key record: nothing is made anew over a store that is there', async () => {
    await madeStore();
    const before = readFileSync(storeFile(dataDir));
    rmSync(keyRecordFile(dataDir));
    await expect(start()).rejects.toMatchObject({ code: 'store.keyMissing' });
    expect(existsSync(keyRecordFile(dataDir))).toBe(false);
    expect(readFileSync(storeFile(dataDir)).equals(before)).toBe(true);
  });

  test('no key file', async () => {
    await madeStore();
    rmSync(keyFile);
    await expect(start()).rejects.toMatchObject({ code: 'store.keyMissing' });
    expect(existsSync(keyFile)).toBe(false);
  });

  test("another PC's key file", async () => {
    await madeStore();
    writeFileSync(keyFile, new Uint8Array(32));
    await expect(start()).rejects.toMatchObject({ code: 'store.wrongKey' });
  });

  test("another store's key record", async () => {
    await madeStore();
    const mine = dataDir;
    dataDir = join(root, 'other');
    await madeStore();
    cpSync(keyRecordFile(dataDir), keyRecordFile(mine));
    dataDir = mine;
    await expect(start()).rejects.toMatchObject({ code: 'store.wrongKey' });
  });

  test('a key record of another guard, or no key record at all', async () => {
    await madeStore();
    const record = JSON.parse(readFileSync(keyRecordFile(dataDir), 'utf8')) as object;
    writeFileSync(keyRecordFile(dataDir), JSON.stringify({ ...record, guard: 'os-key-ring' }));
    await expect(start()).rejects.toMatchObject({ code: 'store.wrongKey', detail: { made: 'os-key-ring' } });
    writeFileSync(keyRecordFile(dataDir), '{');
    await expect(start()).rejects.toMatchObject({ code: 'store.wrongKey' });
  });

  test.skipIf(process.platform === 'win32').each([
    ['readable by the group', () => chmodSync(keyFile, 0o640)],
    ['readable by all', () => chmodSync(keyFile, 0o604)],
    ['in a folder that others may write to', () => chmodSync(dirname(keyFile), 0o777)],
  ])('a key file %s', async (_, expose) => {
    await madeStore();
    expose();
    await expect(start()).rejects.toMatchObject({ code: 'store.keyExposed' });
  });
});

test('a second start on the same folder is refused while the first runs', async () => {
  await start();
  await expect(start()).rejects.toMatchObject({ code: 'store.inUse' });
});

describe('escrow', () => {
  test('the authority, and nobody else, recovers the store of a PC whose own key is gone', async () => {
    const authority = await escrowKeyPair();
    const publicKey = Buffer.from(authority.publicKey).toString('base64');
    const { store, escrow } = await start();
    putMeta(store, 'fact', 1);
    await escrow(publicKey);
    const first = findKeyRecord(dataDir)?.escrow;
    await escrow(publicKey);
    expect(findKeyRecord(dataDir)?.escrow).toEqual(first);
    store.close();
    rmSync(keyFile);

    const guard = keyFileGuard(join(root, 'authority', 'counter.key'));
    const stranger = await escrowKeyPair();
    const before = readFileSync(keyRecordFile(dataDir), 'utf8');
    await expect(recoverKey({ dataDir, privateKey: stranger.privateKey, guard })).rejects.toMatchObject({
      code: 'store.wrongKey',
    });
    expect(readFileSync(keyRecordFile(dataDir), 'utf8')).toBe(before);

    await recoverKey({ dataDir, privateKey: authority.privateKey, guard });
    const again = await openStore({ dataDir, guard });
    open.push(again);
    expect(again.store.get(again.store.sql.selectFrom('meta').select('value'))).toEqual({ value: '1' });
    expect(findKeyRecord(dataDir)?.escrow).toEqual(first);
  });

  test("a new authority's key takes the place of the old one", async () => {
    const [old, fresh] = [await escrowKeyPair(), await escrowKeyPair()];
    const { escrow } = await start();
    await escrow(Buffer.from(old.publicKey).toString('base64'));
    await escrow(Buffer.from(fresh.publicKey).toString('base64'));
    const record = findKeyRecord(dataDir);
    await expect(openKey(record!.escrow!, old.privateKey)).rejects.toMatchObject({ code: 'store.wrongKey' });
    const key = await openKey(record!.escrow!, fresh.privateKey);
    const unwrapped = await keyFileGuard(keyFile).unwrap(Buffer.from(record!.wrapped, 'base64'));
    expect(Buffer.from(key).equals(unwrapped)).toBe(true);
  });

  test('a store that was never enrolled has nothing to recover', async () => {
    await madeStore();
    const { privateKey } = await escrowKeyPair();
    const guard = keyFileGuard(keyFile);
    await expect(recoverKey({ dataDir, privateKey, guard })).rejects.toMatchObject({ code: 'store.keyMissing' });
  });
});
