import type { Sha256 } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { findBlob } from '../../store/blobs.ts';
import { deny } from '../handlers.ts';

/** A photo of the ledger: held here, or fetched at once from central. Refuses with `photo.notHere`. */
export async function getPhoto(counter: Counter, sha256: Sha256): Promise<{ bytes: Uint8Array; type: string }> {
  const held = findBlob(counter.store, sha256);
  if (held !== undefined) return held;
  await counter.replay.fetchPhoto(sha256);
  return findBlob(counter.store, sha256) ?? deny('photo.notHere');
}
