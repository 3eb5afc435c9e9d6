import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { z } from 'zod';
import { Fault } from '../../../src-shared/errors.ts';

/**
 * The store's key wrapped to the authority's public key, so that unsent work can be recovered from a
 * PC whose key ring is gone: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. All fields base64 of raw bytes.
 */
export const Escrow = z.strictObject({
  publicKey: z.base64().length(44),
  enc: z.base64(),
  sealed: z.base64(),
});
export type Escrow = z.infer<typeof Escrow>;

const info = new TextEncoder().encode('parwana-store-key-escrow-1');

function suite(): CipherSuite {
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** Seals a store key. `publicKey` is base64 of 32 raw bytes (RFC 7748). */
export async function sealKey(storeKey: Uint8Array, publicKey: string): Promise<Escrow> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(toBuffer(Buffer.from(publicKey, 'base64')));
  const sender = await hpke.createSenderContext({ recipientPublicKey, info });
  const sealed = await sender.seal(toBuffer(storeKey));
  return { publicKey, enc: toBase64(sender.enc), sealed: toBase64(sealed) };
}

/** Opens a sealed key with the authority's raw private key. Errors: `store.wrongKey`. */
export async function openKey(escrow: Escrow, privateKey: Uint8Array): Promise<Uint8Array> {
  const hpke = suite();
  try {
    const recipientKey = await hpke.kem.deserializePrivateKey(toBuffer(privateKey));
    const enc = toBuffer(Buffer.from(escrow.enc, 'base64'));
    const recipient = await hpke.createRecipientContext({ recipientKey, enc, info });
    return new Uint8Array(await recipient.open(toBuffer(Buffer.from(escrow.sealed, 'base64'))));
  } catch (error) {
    throw new Fault('store.wrongKey', {}, { cause: error });
  }
}

/** A new pair for the authority, raw bytes; the private half never belongs on a counter. */
export async function escrowKeyPair(): Promise<{ publicKey: Uint8Array; privateKey: Uint8Array }> {
  const { kem } = suite();
  const pair = await kem.generateKeyPair();
  return {
    publicKey: new Uint8Array(await kem.serializePublicKey(pair.publicKey)),
    privateKey: new Uint8Array(await kem.serializePrivateKey(pair.privateKey)),
  };
}

function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

function toBase64(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('base64');
}
