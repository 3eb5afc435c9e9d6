import { fromBase45, toBase45 } from './base45.ts';
import { decodeClaims, encodeClaims } from './claims.ts';
import { readSign1, sign1, type Sign1 } from './cose-sign1.ts';
import type { Credential } from './credential.ts';
import type { CredentialSigner } from './crypto-port.ts';
import { read, type Decoded } from './decoded.ts';
import { unwrapStored, wrapStored } from './zlib-stored.ts';

/** A credential as read from a code, and the signature that is still to be checked. */
export interface ReadCredential {
  readonly credential: Credential;
  readonly token: Sign1;
}

/** The text of a code: claims in a CWT, signed, stored in zlib, in base45. */
export function writeCredential(credential: Credential, signer: CredentialSigner): string {
  return toBase45(wrapStored(sign1(encodeClaims(credential), signer)));
}

/** Undoes all of it but the signature, layer by layer; the first that cannot be read is named. */
export function readCredential(text: string): Decoded<ReadCredential> {
  const stream = fromBase45(text);
  if (!stream.ok) return stream;
  const bytes = unwrapStored(stream.value);
  if (!bytes.ok) return bytes;
  const token = readSign1(bytes.value);
  if (!token.ok) return token;
  const credential = decodeClaims(token.value.payload);
  return credential.ok ? read({ credential: credential.value, token: token.value }) : credential;
}
