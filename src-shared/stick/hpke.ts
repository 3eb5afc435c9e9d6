import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';

/** Seals messages in order; each only opens in its place. */
export interface Sealer {
  /** The encapsulated key, for the reader. */
  readonly enc: Uint8Array;
  seal(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Opens messages in order; rejects for one that was changed, left out or comes twice. */
export interface Opener {
  open(bytes: Uint8Array): Promise<Uint8Array>;
}

/** HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
function suite(): CipherSuite {
  return new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** Begins a sealed run of messages for a reader; `publicKey` is X25519, raw, `info` binds it to its use. */
export async function sealerTo(publicKey: Uint8Array, info: Uint8Array): Promise<Sealer> {
  const hpke = suite();
  const recipientPublicKey = await hpke.kem.deserializePublicKey(toBuffer(publicKey));
  const sender = await hpke.createSenderContext({ recipientPublicKey, info: toBuffer(info) });
  return {
    enc: new Uint8Array(sender.enc),
    seal: async (bytes) => new Uint8Array(await sender.seal(toBuffer(bytes))),
  };
}

/** Begins to read one with the raw private key. Rejects when the key is another one's. */
export async function openerFor(
  privateKey: Uint8Array,
  { enc, info }: { readonly enc: Uint8Array; readonly info: Uint8Array },
): Promise<Opener> {
  const hpke = suite();
  const recipientKey = await hpke.kem.deserializePrivateKey(toBuffer(privateKey));
  const recipient = await hpke.createRecipientContext({ recipientKey, enc: toBuffer(enc), info: toBuffer(info) });
  return { open: async (bytes) => new Uint8Array(await recipient.open(toBuffer(bytes))) };
}

function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
