import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { keyId } from '../../../src-shared/credential/cose-key.ts';
import type {
  Algorithm,
  CredentialCrypto,
  CredentialSigner,
  VerifyingKey,
} from '../../../src-shared/credential/crypto-port.ts';

/** Keys kept ready: making one of its bytes takes as long as the check itself. */
const MOST_KEPT = 5_000;
const kept = new Map<string, KeyObject>();

/** Cryptography of credentials by Node's own library. */
export const nodeCrypto: CredentialCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  isSigned: (message, { key, signature }) => {
    try {
      const by = { key: keyObject(key), dsaEncoding: 'ieee-p1363' as const };
      return verify(key.algorithm === 'EdDSA' ? null : 'sha256', message, by, signature);
    } catch {
      // Bytes that are no point of the curve: nobody signed with that.
      return false;
    }
  },
};

function keyObject(key: VerifyingKey): KeyObject {
  const x = base64url(key.x);
  const y = key.algorithm === 'ES256' ? base64url(key.y) : '';
  const name = `${x}.${y}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const jwk = key.algorithm === 'EdDSA' ? { kty: 'OKP', crv: 'Ed25519', x } : { kty: 'EC', crv: 'P-256', x, y };
  const made = createPublicKey({ key: jwk, format: 'jwk' });
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(name, made);
  return made;
}

/** A key pair for signing: PKCS #8 DER, and the public half. */
export interface CredentialKeyPair {
  readonly secret: Buffer;
  readonly key: VerifyingKey;
}

export function newKeyPair(algorithm: Algorithm): CredentialKeyPair {
  const { privateKey } =
    algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { secret: privateKey.export({ type: 'pkcs8', format: 'der' }), key: publicHalf(privateKey) };
}

/** Signs with a key of `newKeyPair`. Ed25519 gives the same signature for the same bytes; ECDSA draws one each time. */
export function signerOf(secret: Buffer): CredentialSigner {
  const privateKey = createPrivateKey({ key: secret, type: 'pkcs8', format: 'der' });
  const key = publicHalf(privateKey);
  const { algorithm } = key;
  const by = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
  return {
    algorithm,
    kid: keyId(nodeCrypto, key),
    sign: (message) => sign(algorithm === 'EdDSA' ? null : 'sha256', message, by),
  };
}

function publicHalf(key: KeyObject): VerifyingKey {
  const { kty, x = '', y = '' } = key.export({ format: 'jwk' });
  const at = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  return kty === 'OKP' ? { algorithm: 'EdDSA', x: at(x) } : { algorithm: 'ES256', x: at(x), y: at(y) };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** The public half of a secret of `newKeyPair`. */
export function publicKeyOf(secret: Buffer): VerifyingKey {
  return publicHalf(createPrivateKey({ key: secret, type: 'pkcs8', format: 'der' }));
}
