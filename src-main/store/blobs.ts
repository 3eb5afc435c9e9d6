import { hash } from 'node:crypto';
import type { Sha256 } from '../../src-shared/ids.ts';
import type { BlobRef } from '../../src-shared/ledger/entry.ts';
import type { Clock } from '../ports.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Store } from './store.ts';
import type { StoreTables } from './tables.ts';

/** Bytes that belong to an entry, named by their hash and stored with it in one commit. */
export interface NewBlob {
  readonly sha256: Sha256;
  readonly bytes: Uint8Array;
  /** Media type, e.g. `image/jpeg`. */
  readonly type: string;
}

export function newBlob(bytes: Uint8Array, type: string): NewBlob {
  return { sha256: hash('sha256', bytes) as Sha256, bytes, type };
}

export function blobOf(blob: NewBlob): BlobRef {
  return { sha256: blob.sha256, size: blob.bytes.length };
}

const putBlob = prepareQuery((sql, { sha256, size, type, stored_at, bytes }: StoreTables['blob']) =>
  sql
    .insertInto('blob')
    .values({ sha256, size, type, stored_at, bytes })
    .onConflict((conflict) => conflict.doNothing()),
);

const putDelivery = prepareQuery((sql, { sha256 }: { sha256: string }) =>
  sql
    .insertInto('blob_delivery')
    .values({ sha256, confirmed_at: null })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Stores blobs that are not there yet and marks them as waiting for delivery to central. */
export function storeBlobs(store: Store, blobs: readonly NewBlob[], at: string): void {
  for (const { sha256, bytes, type } of blobs) {
    store.run(putBlob({ sha256, size: bytes.length, type, stored_at: at, bytes }));
    store.run(putDelivery({ sha256 }));
  }
}

/** Stores bytes that came from central: it has them, so they wait for no delivery. Call inside a transaction. */
export function storeFetched(store: Store, { sha256, bytes, type }: NewBlob, at: string): void {
  store.run(putBlob({ sha256, size: bytes.length, type, stored_at: at, bytes }));
  store.run(
    store.sql
      .insertInto('blob_delivery')
      .values({ sha256, confirmed_at: at })
      .onConflict((conflict) => conflict.doNothing()),
  );
}

const blobNamed = prepareQuery((sql, { sha256 }: { sha256: string }) =>
  sql.selectFrom('blob').select(['bytes', 'type']).where('sha256', '=', sha256),
);

export function findBlob(store: Store, sha256: string): { bytes: Uint8Array; type: string } | undefined {
  return store.get(blobNamed({ sha256 }));
}

const confirm = prepareQuery((sql, { sha256, at }: { sha256: string; at: string }) =>
  sql
    .updateTable('blob_delivery')
    .set({ confirmed_at: at })
    .where('sha256', '=', sha256)
    .where('confirmed_at', 'is', null),
);

const forgetPlace = prepareQuery((sql, { key }: { key: string }) => sql.deleteFrom('meta').where('key', '=', key));

/** Notes that central holds these blobs whole and checked. */
export function confirmBlobs(store: Store, hashes: readonly Sha256[], clock: Clock): void {
  if (hashes.length === 0) return;
  const at = new Date(clock.now()).toISOString();
  store.transact(() => {
    for (const sha256 of hashes) {
      store.run(confirm({ sha256, at }));
      store.run(forgetPlace({ key: placeKey(sha256) }));
    }
  });
}

/** Where an upload's place is kept, to go on after a restart. */
export function placeKey(sha256: string): string {
  return `upload ${sha256}`;
}

/** Central was set back and may have lost photos too: all that is still here is asked about again, and sent where it lacks. */
export function doubtDeliveries(store: Store): void {
  store.transact(() => doubtEach(store));
}

/** The same inside the caller's transaction. */
export function doubtEach(store: Store): void {
  const here = store.sql.selectFrom('blob').select('sha256');
  store.run(store.sql.updateTable('blob_delivery').set({ confirmed_at: null }).where('sha256', 'in', here));
}
