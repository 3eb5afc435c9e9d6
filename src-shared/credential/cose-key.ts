import { encodeCbor, type CborMap, type CborValue } from './cbor.ts';
import { algorithms, type CredentialCrypto, type VerifyingKey } from './crypto-port.ts';
import { malformed, read, type Decoded } from './decoded.ts';

/** Bytes of a coordinate of either curve. */
const COORDINATE = 32;
/** Bytes of a key's name: enough that none is met by chance twice, few enough for a code on a card. */
const KID_BYTES = 8;

/** Labels and values of RFC 9052, 7 and RFC 9053, 7. */
const label = { kty: 1, alg: 3, crv: -1, x: -2, y: -3 } as const;
const kinds = { EdDSA: { kty: 1, crv: 6 }, ES256: { kty: 2, crv: 1 } } as const;

/** A public key as a COSE_Key. */
export function toCoseKey(key: VerifyingKey): CborMap {
  return new Map<number, CborValue>([...required(key), [label.alg, algorithms[key.algorithm]]]);
}

/** Reads a COSE_Key of one of the two kinds, with nothing else in it. */
export function fromCoseKey(value: CborValue | undefined): Decoded<VerifyingKey> {
  if (!(value instanceof Map)) return malformed('claims');
  const map = value as CborMap;
  const x = coordinate(map.get(label.x));
  const y = coordinate(map.get(label.y));
  const algorithm = map.get(label.alg) === algorithms.EdDSA ? 'EdDSA' : 'ES256';
  const { kty, crv } = kinds[algorithm];
  const known =
    map.get(label.alg) === algorithms[algorithm] && map.get(label.kty) === kty && map.get(label.crv) === crv;
  if (!known || x === undefined) return malformed('claims');
  if (algorithm === 'EdDSA') return map.size === 4 ? read({ algorithm, x }) : malformed('claims');
  return y !== undefined && map.size === 5 ? read({ algorithm, x, y }) : malformed('claims');
}

/** A key's name: the first 8 bytes of its COSE Key Thumbprint with SHA-256 (RFC 9679). */
export function keyId(crypto: Pick<CredentialCrypto, 'sha256'>, key: VerifyingKey): Uint8Array {
  return crypto.sha256(encodeCbor(new Map<number, CborValue>(required(key)))).slice(0, KID_BYTES);
}

function required(key: VerifyingKey): [number, CborValue][] {
  const { kty, crv } = kinds[key.algorithm];
  const y: [number, CborValue][] = key.algorithm === 'ES256' ? [[label.y, key.y]] : [];
  return [[label.kty, kty], [label.crv, crv], [label.x, key.x], ...y];
}

function coordinate(value: CborValue | undefined): Uint8Array | undefined {
  return value instanceof Uint8Array && value.length === COORDINATE ? value : undefined;
}
