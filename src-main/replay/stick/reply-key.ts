import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { findMeta, putMeta } from '../../store/meta.ts';
import type { Store } from '../../store/store.ts';

/** Kept so that the reply to any earlier export opens: PKCS #8 DER, base64. */
const KEY = 'replyKey';

/** The X25519 pair that central's replies by stick are sealed to: raw bytes. */
export function replyKeyPair(store: Store): { readonly publicKey: Buffer; readonly privateKey: Buffer } {
  const kept = findMeta(store, KEY, z.string());
  if (kept !== undefined) {
    return rawPair(createPrivateKey({ key: Buffer.from(kept, 'base64'), format: 'der', type: 'pkcs8' }));
  }
  const { privateKey } = generateKeyPairSync('x25519');
  const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  store.transact(() => putMeta(store, KEY, der));
  return rawPair(privateKey);
}

function rawPair(key: KeyObject): { publicKey: Buffer; privateKey: Buffer } {
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  return { publicKey: Buffer.from(x, 'base64url'), privateKey: Buffer.from(d, 'base64url') };
}
