import { encodeCbor, type CborMap, type CborValue } from './cbor.ts';
import { claim, seconds } from './claims.ts';
import { readSign1, sign1, type Sign1 } from './cose-sign1.ts';
import type { CredentialSigner } from './crypto-port.ts';
import { malformed, read, type Decoded } from './decoded.ts';
import { decodeCbor } from './read-cbor.ts';

/** A signed file of a status list: a snapshot (`from` is 0) or a delta. */
export interface StatusFile {
  readonly sha256: Uint8Array;
  readonly size: number;
  readonly from: number;
  readonly version: number;
}

/** What is in force, as of a moment: central's word that nothing newer was left out. */
export interface TrustDirectory {
  readonly madeAt: string;
  /** How many statements there are, and the hash over all of them in order; see `chainStatements`. */
  readonly statements: number;
  readonly chain: Uint8Array;
  /** Of each status list the newest snapshot and the deltas after it, in order. */
  readonly lists: readonly { readonly list: string; readonly files: readonly StatusFile[] }[];
}

export interface ReadDirectory {
  readonly directory: TrustDirectory;
  readonly token: Sign1;
}

const TYPE = 'application/vnd.parwana.trust+cwt';
/** Private claims: count and chain of the statements; the lists. */
const STATEMENTS = -65_542;
const LISTS = -65_543;

export function writeDirectory(
  { madeAt, statements, chain, lists }: TrustDirectory,
  signer: CredentialSigner,
): Uint8Array {
  const listed = lists.map(({ list, files }): CborValue => [
    list,
    files.map(({ sha256, size, from, version }): CborValue => [sha256, size, from, version]),
  ]);
  const claims = new Map<number, CborValue>([
    [claim.iat, seconds(madeAt)],
    [STATEMENTS, [statements, chain]],
    [LISTS, listed],
  ]);
  return sign1(encodeCbor(claims), signer, TYPE);
}

export function readDirectory(bytes: Uint8Array): Decoded<ReadDirectory> {
  const token = readSign1(bytes);
  if (!token.ok) return token;
  const claims = decodeCbor(token.value.payload);
  if (!claims.ok) return claims;
  const directory = claims.value instanceof Map ? toDirectory(claims.value as CborMap) : undefined;
  const ours = directory !== undefined && token.value.type === TYPE;
  return ours ? read({ directory, token: token.value }) : malformed('claims');
}

function toDirectory(claims: CborMap): TrustDirectory | undefined {
  const iat = claims.get(claim.iat);
  const [statements, chain] = listOf(claims.get(STATEMENTS));
  if (typeof iat !== 'number' || iat < 0 || iat > 253_402_300_799) return undefined;
  if (typeof statements !== 'number' || !(chain instanceof Uint8Array)) return undefined;
  const lists = listOf(claims.get(LISTS)).map((entry) => {
    const [list, files] = listOf(entry);
    if (typeof list !== 'string' || !/^[A-Z]{3}$/.test(list)) return undefined;
    const all = listOf(files).map(toFile);
    return all.every((each) => each !== undefined) ? { list, files: all } : undefined;
  });
  if (!lists.every((each) => each !== undefined)) return undefined;
  return { madeAt: new Date(iat * 1000).toISOString(), statements, chain, lists };
}

function toFile(value: CborValue): StatusFile | undefined {
  const [sha256, size, from, version] = listOf(value);
  if (!(sha256 instanceof Uint8Array) || sha256.length !== 32) return undefined;
  if (typeof size !== 'number' || typeof from !== 'number' || typeof version !== 'number') return undefined;
  return { sha256, size, from, version };
}

function listOf(value: CborValue | undefined): readonly CborValue[] {
  return Array.isArray(value) ? (value as readonly CborValue[]) : [];
}
