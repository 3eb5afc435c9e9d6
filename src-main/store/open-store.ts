import { randomBytes } from 'node:crypto';
import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { Fault } from '../../src-shared/errors.ts';
import { makePrivateFolder } from './keys/durable-file.ts';
import { sealKey } from './keys/escrow.ts';
import type { KeyGuard } from './keys/key-guard.ts';
import { createKeyRecord, findKeyRecord, replaceKeyRecord, type KeyRecord } from './keys/key-record.ts';
import { migrate } from './migrate.ts';
import { Store } from './store.ts';

/** An open store; its key goes to nobody but the search index beside it, which is encrypted with it too. */
export interface OpenedStore {
  readonly store: Store;
  readonly searchPlace: { readonly file: string; readonly key: Uint8Array };
  /**
   * Wraps the key a second time, to the authority's X25519 public key (base64, as enrolment brings
   * it). Doing it again with the same key changes nothing.
   */
  readonly escrow: (publicKey: string) => Promise<void>;
}

/**
 * Opens a counter's store, or makes it on the first start: folder (0700), random 256-bit key, wrapped
 * key on disk, and only then the database, so that no crash between two steps leaves a database that
 * nothing can open. A key is never made for a database that is there.
 *
 * Errors: `store.keyMissing`, `store.wrongKey`, `store.keyExposed`, `store.inUse`, `store.newer`,
 * `store.corrupt`, `store.full`, `store.io`.
 */
export async function openStore({ dataDir, guard }: { dataDir: string; guard: KeyGuard }): Promise<OpenedStore> {
  makePrivateFolder(dataDir);
  const file = storeFile(dataDir);
  if (findKeyRecord(dataDir) === undefined) {
    if (existsSync(file)) throw new Fault('store.keyMissing');
    const wrapped = Buffer.from(await guard.wrap(randomBytes(32))).toString('base64');
    createKeyRecord(dataDir, { version: 1, guard: guard.kind, wrapped });
  }
  // Read back even when just written: the key in use is the one on disk, whoever wrote it.
  const key = await unwrapKey(getKeyRecord(dataDir), guard);
  const store = new Store(file, key);
  try {
    migrate(store, counterMigrations);
    makeShrinkable(store);
  } catch (error) {
    store.close();
    throw error;
  }
  const searchPlace = { file: join(dataDir, 'search.db'), key };
  return { store, searchPlace, escrow: (publicKey) => addEscrow(dataDir, key, publicKey) };
}

/**
 * A store of an older build never gave a page back: written anew once, where there is room for that, it does. In
 * between two starts it is as good as before.
 */
function makeShrinkable(store: Store): void {
  if (Number(store.pragma('auto_vacuum')) === INCREMENTAL) return;
  const { bavail, bsize } = statfsSync(dirname(store.file));
  if (bavail * bsize < statSync(store.file).size * 3) return;
  store.pragma(`auto_vacuum=${INCREMENTAL}`);
  store.exec('vacuum');
  store.checkpoint();
}

/** The pragma's number for it. */
const INCREMENTAL = 2;

export function storeFile(dataDir: string): string {
  return join(dataDir, 'counter.db');
}

async function unwrapKey(record: KeyRecord, guard: KeyGuard): Promise<Uint8Array> {
  if (record.guard !== guard.kind) throw new Fault('store.wrongKey', { made: record.guard, used: guard.kind });
  return guard.unwrap(Buffer.from(record.wrapped, 'base64'));
}

async function addEscrow(dataDir: string, key: Uint8Array, publicKey: string): Promise<void> {
  const record = getKeyRecord(dataDir);
  if (record.escrow?.publicKey === publicKey) return;
  replaceKeyRecord(dataDir, { ...record, escrow: await sealKey(key, publicKey) });
}

function getKeyRecord(dataDir: string): KeyRecord {
  const record = findKeyRecord(dataDir);
  if (record === undefined) throw new Fault('store.keyMissing');
  return record;
}
