import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Central's raw 32-byte Ed25519 key (base64) as a key object. */
export function centralKeyOf(raw: string): KeyObject {
  const x = Buffer.from(raw, 'base64').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

export function isSignedBy(key: KeyObject, statement: string, signature: string): boolean {
  return verify(null, Buffer.from(statement, 'utf8'), key, Buffer.from(signature, 'base64'));
}
