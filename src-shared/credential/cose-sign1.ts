import { encodeCbor, type CborMap, type CborValue } from './cbor.ts';
import { algorithms, type Algorithm, type CredentialSigner } from './crypto-port.ts';
import { malformed, read, type Decoded } from './decoded.ts';
import { decodeCbor } from './read-cbor.ts';

/** COSE_Sign1 and CWT, as tags (RFC 9052, 2; RFC 8392, 6). */
const SIGN1 = 18;
const CWT = 61;
const SIGNATURE_BYTES = 64;
/** Header labels (RFC 9052, 3.1; RFC 9596 for the type). */
const label = { alg: 1, contentType: 3, kid: 4, type: 16 } as const;

/** A COSE_Sign1 as read, its signature not yet checked. */
export interface Sign1 {
  readonly algorithm: Algorithm;
  /** Who says to have signed; undefined where nobody is named. */
  readonly kid: Uint8Array | undefined;
  /** What kind of token it is, where it says so. */
  readonly type: string | undefined;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** What the signature has to be over. */
  readonly toBeSigned: Uint8Array;
}

/** Signs a payload: algorithm, key and, where given, the token's type stand where the signature covers them. */
export function sign1(payload: Uint8Array, signer: CredentialSigner, type?: string): Uint8Array {
  const headers = new Map<number, CborValue>([
    [label.alg, algorithms[signer.algorithm]],
    [label.kid, signer.kid],
    ...(type === undefined ? [] : [[label.type, type] as const]),
  ]);
  const protectedHeader = encodeCbor(headers);
  const signature = signer.sign(toBeSigned(protectedHeader, payload));
  return encodeCbor({ tag: SIGN1, value: [protectedHeader, new Map(), payload, signature] });
}

/**
 * Reads a COSE_Sign1 (RFC 9052, 4.2), tagged as one, as a CWT around one, or not at all. Refuses headers it does not
 * know, for a header that is not understood may change what the rest means.
 */
export function readSign1(bytes: Uint8Array): Decoded<Sign1> {
  const item = decodeCbor(bytes);
  if (!item.ok) return item;
  const parts = untag(untag(item.value, CWT), SIGN1);
  if (!Array.isArray(parts) || parts.length !== 4) return malformed('cose');
  const [protectedHeader, unprotected, payload, signature] = parts as readonly CborValue[];
  if (!(protectedHeader instanceof Uint8Array) || !(unprotected instanceof Map)) return malformed('cose');
  if (!(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) return malformed('cose');
  if (signature.length !== SIGNATURE_BYTES) return malformed('cose');
  const headers = readProtected(protectedHeader);
  if (!headers.ok) return headers;
  const both = mergeHeaders(headers.value, unprotected as CborMap);
  if (both === undefined) return malformed('cose');
  const kid = both.get(label.kid);
  if (kid !== undefined && !(kid instanceof Uint8Array)) return malformed('cose');
  const type = both.get(label.type);
  if (type !== undefined && typeof type !== 'string') return malformed('cose');
  const named = both.get(label.alg);
  const algorithm = named === algorithms.EdDSA ? 'EdDSA' : named === algorithms.ES256 ? 'ES256' : undefined;
  if (algorithm === undefined) return malformed('algorithm');
  return read({ algorithm, kid, type, payload, signature, toBeSigned: toBeSigned(protectedHeader, payload) });
}

function untag(value: CborValue, tag: number): CborValue {
  if (typeof value !== 'object' || value === null || !('tag' in value)) return value;
  return value.tag === tag ? value.value : value;
}

/** Empty bytes stand for no headers (RFC 9052, 3); so does an empty map, as some write it. */
function readProtected(bytes: Uint8Array): Decoded<CborMap> {
  if (bytes.length === 0) return read(new Map());
  const item = decodeCbor(bytes);
  if (!item.ok) return item;
  return item.value instanceof Map ? read(item.value as CborMap) : malformed('cose');
}

/** Both buckets as one; undefined when a label is in both or is none that is known. */
function mergeHeaders(one: CborMap, other: CborMap): CborMap | undefined {
  const known: readonly unknown[] = Object.values(label);
  const both = new Map([...one, ...other]);
  const clear = both.size === one.size + other.size && [...both.keys()].every((each) => known.includes(each));
  return clear ? both : undefined;
}

/** Sig_structure (RFC 9052, 4.4), with nothing external. An empty map is signed as no header at all. */
function toBeSigned(protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array {
  const empty = protectedHeader.length === 1 && protectedHeader[0] === 0xa0;
  return encodeCbor(['Signature1', empty ? new Uint8Array() : protectedHeader, new Uint8Array(), payload]);
}
