import { encodeCbor, type CborMap, type CborValue } from './cbor.ts';
import { claim, SCHEME, seconds } from './claims.ts';
import { fromCoseKey, toCoseKey } from './cose-key.ts';
import { readSign1, sign1, type Sign1 } from './cose-sign1.ts';
import type { CredentialSigner, VerifyingKey } from './crypto-port.ts';
import { malformed, read, type Decoded } from './decoded.ts';
import { decodeCbor } from './read-cbor.ts';

/** What a certified key is for. `root` certifies centres and the status key, `centre` its counters, `card` signs cards. */
export const keyUses = ['root', 'centre', 'card', 'status'] as const;
export type KeyUse = (typeof keyUses)[number];

/** That a key belongs to somebody, for one use and for a time. */
export interface Certificate {
  readonly is: 'certificate';
  readonly use: KeyUse;
  /** `authority`, a centre (`GLT`), a stream (`GLT-2-1`), or `central`. */
  readonly holder: string;
  readonly key: VerifyingKey;
  /** First and last moment it may sign at, ISO 8601 in UTC, whole seconds. */
  readonly from: string;
  readonly until: string;
}

/** That a key is no longer to be believed: what it signs from `since` on is false, what it signed before is in doubt. */
export interface Revocation {
  readonly is: 'revocation';
  readonly kid: Uint8Array;
  readonly since: string;
}

export type Statement = Certificate | Revocation;

/** A statement as read, and the signature that is still to be checked. */
export interface ReadStatement {
  readonly statement: Statement;
  readonly token: Sign1;
}

/** Private claims: a key's use by its place in `keyUses`; the name of a key that is revoked. */
const USE = -65_538;
const REVOKED = -65_539;
/** `COSE_Key` in a `cnf` claim (RFC 8747, 3.1). */
const COSE_KEY = 1;

/** A statement as a CWT: a certificate says whose key it is by `cnf` (RFC 8747), a revocation names the key. */
export function writeStatement(statement: Statement, signer: CredentialSigner): Uint8Array {
  return sign1(encodeCbor(statementClaims(statement)), signer);
}

function statementClaims(statement: Statement): CborMap {
  if (statement.is === 'revocation') {
    return new Map<number, CborValue>([
      [claim.nbf, seconds(statement.since)],
      [REVOKED, statement.kid],
    ]);
  }
  return new Map<number, CborValue>([
    [claim.sub, SCHEME + statement.holder],
    [claim.exp, seconds(statement.until)],
    [claim.nbf, seconds(statement.from)],
    [claim.cnf, new Map([[COSE_KEY, toCoseKey(statement.key)]])],
    [USE, keyUses.indexOf(statement.use)],
  ]);
}

export function readStatement(bytes: Uint8Array): Decoded<ReadStatement> {
  const token = readSign1(bytes);
  if (!token.ok) return token;
  const claims = decodeCbor(token.value.payload);
  if (!claims.ok) return claims;
  if (!(claims.value instanceof Map)) return malformed('claims');
  const statement = toStatement(claims.value as CborMap);
  return statement.ok ? read({ statement: statement.value, token: token.value }) : statement;
}

function toStatement(claims: CborMap): Decoded<Statement> {
  const from = momentOf(claims.get(claim.nbf));
  if (from === undefined) return malformed('claims');
  const kid = claims.get(REVOKED);
  if (kid !== undefined) {
    return kid instanceof Uint8Array && claims.size === 2
      ? read({ is: 'revocation', kid, since: from })
      : malformed('claims');
  }
  const until = momentOf(claims.get(claim.exp));
  const use = keyUses[Number(claims.get(USE) ?? -1)];
  const holder = claims.get(claim.sub);
  const cnf = claims.get(claim.cnf);
  if (until === undefined || until < from || use === undefined || claims.size !== 5) return malformed('claims');
  if (typeof holder !== 'string' || !/^parwana:[A-Za-z0-9-]{3,20}$/.test(holder)) return malformed('claims');
  const key = fromCoseKey(cnf instanceof Map ? (cnf as CborMap).get(COSE_KEY) : undefined);
  if (!key.ok) return key;
  return read({ is: 'certificate', use, holder: holder.slice(SCHEME.length), key: key.value, from, until });
}

function momentOf(value: CborValue | undefined): string | undefined {
  if (typeof value !== 'number' || value < 0 || value > 253_402_300_799) return undefined;
  return new Date(value * 1000).toISOString();
}
