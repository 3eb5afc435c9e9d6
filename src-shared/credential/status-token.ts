import { encodeCbor, type CborMap, type CborValue } from './cbor.ts';
import { claim, SCHEME, seconds } from './claims.ts';
import { readSign1, sign1, type Sign1 } from './cose-sign1.ts';
import type { CredentialSigner } from './crypto-port.ts';
import { malformed, read, type Decoded } from './decoded.ts';
import { decodeCbor } from './read-cbor.ts';
import { setStatus, statusValues, type CardStatus } from './status.ts';

/** Type of a status list token as a CWT (Token Status List, 5.2). */
const LIST_TYPE = 'application/statuslist+cwt';
const DELTA_TYPE = 'application/vnd.parwana.statusdelta+cwt';

/** Claims of a status list token; the last two are private: its version, and the changes of a delta. */
const STATUS_LIST = 65_533;
const VERSION = -65_540;
const CHANGES = -65_541;

/** Bytes of the longest list: ten million places of two bits. */
export const MOST_LIST_BYTES = 2_500_000;

/** Unfolds one zstd frame (RFC 8878); undefined for what is none, or unfolds to more than `most` bytes. */
export type Unfold = (frame: Uint8Array, most: number) => Uint8Array | undefined;

/** All of a list, as of a version. */
export interface StatusSnapshot {
  readonly is: 'snapshot';
  readonly list: string;
  readonly version: number;
  readonly madeAt: string;
  readonly bits: Uint8Array;
}

/** What changed from one version of a list to another, by rising index. */
export interface StatusDelta {
  readonly is: 'delta';
  readonly list: string;
  readonly from: number;
  readonly version: number;
  readonly madeAt: string;
  readonly changes: readonly { readonly index: number; readonly status: CardStatus }[];
}

export type StatusToken = StatusSnapshot | StatusDelta;

export interface ReadStatusToken {
  readonly status: StatusToken;
  readonly token: Sign1;
}

/** A list as a status list token; `lst` is its bits as one zstd frame, where the draft has DEFLATE. */
export function writeSnapshot(
  { list, version, madeAt, lst }: Omit<StatusSnapshot, 'is' | 'bits'> & { readonly lst: Uint8Array },
  signer: CredentialSigner,
): Uint8Array {
  const statusList = new Map<string, CborValue>([
    ['bits', 2],
    ['lst', lst],
  ]);
  const claims = new Map<number, CborValue>([
    [claim.sub, SCHEME + list],
    [claim.iat, seconds(madeAt)],
    [STATUS_LIST, statusList],
    [VERSION, version],
  ]);
  return sign1(encodeCbor(claims), signer, LIST_TYPE);
}

export function writeDelta(
  { list, from, version, madeAt, changes }: StatusDelta,
  signer: CredentialSigner,
): Uint8Array {
  const claims = new Map<number, CborValue>([
    [claim.sub, SCHEME + list],
    [claim.iat, seconds(madeAt)],
    [VERSION, [from, version]],
    [CHANGES, packChanges(changes)],
  ]);
  return sign1(encodeCbor(claims), signer, DELTA_TYPE);
}

export function readStatusToken(bytes: Uint8Array, unfold: Unfold): Decoded<ReadStatusToken> {
  const token = readSign1(bytes);
  if (!token.ok) return token;
  const claims = decodeCbor(token.value.payload);
  if (!claims.ok) return claims;
  if (!(claims.value instanceof Map)) return malformed('claims');
  const status = toStatus(token.value.type, claims.value as CborMap, unfold);
  return status === undefined ? malformed('claims') : read({ status, token: token.value });
}

function toStatus(type: string | undefined, claims: CborMap, unfold: Unfold): StatusToken | undefined {
  const uri = claims.get(claim.sub);
  const list = typeof uri === 'string' ? /^parwana:([A-Z]{3})$/.exec(uri)?.[1] : undefined;
  const iat = claims.get(claim.iat);
  if (list === undefined || typeof iat !== 'number' || iat < 0 || iat > 253_402_300_799) return undefined;
  const madeAt = new Date(iat * 1000).toISOString();
  const version = claims.get(VERSION);
  if (type === LIST_TYPE) {
    const body = claims.get(STATUS_LIST);
    const lst = body instanceof Map && (body as CborMap).get('bits') === 2 ? (body as CborMap).get('lst') : undefined;
    const bits = lst instanceof Uint8Array ? unfold(lst, MOST_LIST_BYTES) : undefined;
    return bits === undefined || !isVersion(version) ? undefined : { is: 'snapshot', list, version, madeAt, bits };
  }
  const [from, to] = Array.isArray(version) ? (version as readonly CborValue[]) : [];
  const packed = claims.get(CHANGES);
  const changes = type === DELTA_TYPE && packed instanceof Uint8Array ? unpackChanges(packed) : undefined;
  if (changes === undefined || !isVersion(from) || !isVersion(to) || to <= from) return undefined;
  return { is: 'delta', list, from, version: to, madeAt, changes };
}

function isVersion(value: CborValue | undefined): value is number {
  return typeof value === 'number' && value >= 1;
}

/** The list after a delta, in place where it is long enough. */
export function applyDelta(bits: Uint8Array, { changes }: Pick<StatusDelta, 'changes'>): Uint8Array {
  const last = changes.at(-1)?.index ?? 0;
  const needed = (last >> 2) + 1;
  let grown = bits;
  if (needed > bits.length) {
    grown = new Uint8Array(needed);
    grown.set(bits);
  }
  for (const { index, status } of changes) setStatus(grown, index, status);
  return grown;
}

/** Each change as the distance from the one before it and its two bits, in groups of seven bits, the lowest first. */
function packChanges(changes: StatusDelta['changes']): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const { index, status } of changes) {
    let rest = (index - before) * 4 + statusValues.indexOf(status);
    before = index;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}

function unpackChanges(bytes: Uint8Array): StatusDelta['changes'] | undefined {
  const changes: { index: number; status: CardStatus }[] = [];
  let index = 0;
  for (let at = 0; at < bytes.length;) {
    let value = 0;
    let byte = 0x80;
    for (let weight = 1; byte >= 0x80; weight *= 128, at += 1) {
      byte = bytes[at] ?? 0x80;
      if (at >= bytes.length || weight > 128 ** 4) return undefined;
      value += (byte & 0x7f) * weight;
    }
    const gap = Math.floor(value / 4);
    if (changes.length > 0 && gap === 0) return undefined;
    index += gap;
    if (index >= MOST_LIST_BYTES * 4) return undefined;
    changes.push({ index, status: statusValues[value % 4] ?? 'valid' });
  }
  return changes;
}
