import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';

/** SHA-256 of UTF-8 text, lower-case hex: the hash of the ledger's chain. */
export function sha256Text(text: string): string {
  return hash('sha256', text);
}

/** A raw 32-byte Ed25519 public key in base64 as a key object; throws for anything else. */
export function ed25519PublicKey(raw: string): KeyObject {
  const x = Buffer.from(raw, 'base64').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** The raw 32 bytes of a public key (Ed25519 or X25519) in base64. */
export function rawPublicKey(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

export function signText(key: KeyObject, text: string): string {
  return sign(null, Buffer.from(text, 'utf8'), key).toString('base64');
}

export function isSigned(text: string, by: { key: KeyObject; signature: string }): boolean {
  return verify(null, Buffer.from(text, 'utf8'), by.key, Buffer.from(by.signature, 'base64'));
}
