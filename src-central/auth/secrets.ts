import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Fault } from '../../src-shared/errors.ts';

const NONCE = 12;
const TAG = 16;

/** 256 random bits as text: an API key, a session token. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What central keeps of a random secret: enough to recognise it, useless to whoever reads it. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** The 256-bit key that seals central's private keys, from text of any length at full entropy. */
export function sealingKey(secret: string): Buffer {
  if (secret.length < 32) throw new Fault('store.wrongKey');
  return createHash('sha256').update(`parwana-central-seal-1\n${secret}`, 'utf8').digest();
}

/** AES-256-GCM: nonce, tag, ciphertext; bound to a name, so that one secret cannot stand for another. */
export function seal(plain: Buffer, { key, name }: { key: Buffer; name: string }): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws `store.wrongKey` when the key is another one or the bytes were changed. */
export function unseal(sealed: Buffer, { key, name }: { key: Buffer; name: string }): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(name));
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
  } catch (error) {
    throw new Fault('store.wrongKey', {}, { cause: error });
  }
}
