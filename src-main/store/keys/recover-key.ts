import { Fault } from '../../../src-shared/errors.ts';
import { storeFile } from '../open-store.ts';
import { Store } from '../store.ts';
import { openKey } from './escrow.ts';
import type { KeyGuard } from './key-guard.ts';
import { findKeyRecord, replaceKeyRecord } from './key-record.ts';

/**
 * The authority's way into a data folder whose own guard is gone: opens the escrow with the private
 * key (raw X25519), proves that the key opens the store, and wraps it with a guard of this PC.
 * Gives the store's key, for whoever must keep it; nothing is changed unless it fits.
 *
 * Errors: `store.keyMissing` when the counter was never enrolled (no escrow), `store.wrongKey`, `store.inUse`.
 */
export async function recoverKey({
  dataDir,
  privateKey,
  guard,
}: {
  dataDir: string;
  privateKey: Uint8Array;
  guard: KeyGuard;
}): Promise<Uint8Array> {
  const record = findKeyRecord(dataDir);
  if (record?.escrow === undefined) throw new Fault('store.keyMissing');
  const key = await openKey(record.escrow, privateKey);
  new Store(storeFile(dataDir), key).close();
  const wrapped = Buffer.from(await guard.wrap(key)).toString('base64');
  replaceKeyRecord(dataDir, { ...record, guard: guard.kind, wrapped });
  return key;
}
