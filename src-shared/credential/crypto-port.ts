/** Signature algorithms of COSE (RFC 9053) that are taken here; a deployment signs with one of them. */
export const algorithms = { EdDSA: -8, ES256: -7 } as const;
export type Algorithm = keyof typeof algorithms;

/** A public key: Ed25519 (32 bytes in `x`) or a point of P-256 (32 bytes in each). */
export type VerifyingKey =
  | { readonly algorithm: 'EdDSA'; readonly x: Uint8Array }
  | { readonly algorithm: 'ES256'; readonly x: Uint8Array; readonly y: Uint8Array };

/** What reading a signed thing needs of cryptography: both ends and every tool bring their own. */
export interface CredentialCrypto {
  sha256(bytes: Uint8Array): Uint8Array;
  /** False for a wrong signature and for a key that is no key; never throws. `signature` is raw, 64 bytes. */
  isSigned(message: Uint8Array, by: { readonly key: VerifyingKey; readonly signature: Uint8Array }): boolean;
}

/** Who signs. */
export interface CredentialSigner {
  readonly algorithm: Algorithm;
  /** Names the key in what is signed; see `keyId`. */
  readonly kid: Uint8Array;
  /** Raw signature, 64 bytes: R and S of Ed25519 (RFC 8032), r and s of ECDSA (RFC 9053, 2.1). */
  sign(message: Uint8Array): Uint8Array;
}
