import { sql } from 'kysely';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { writeStatement, type KeyUse } from '../../src-shared/credential/certificate.ts';
import { keyId } from '../../src-shared/credential/cose-key.ts';
import type { Algorithm, CredentialSigner } from '../../src-shared/credential/crypto-port.ts';
import { seal, unseal } from '../auth/secrets.ts';
import type { CentralTransaction } from '../database/database.ts';
import { newKeyPair, nodeCrypto, signerOf } from './node-crypto.ts';
import { appendStatement } from './statements.ts';

/** How this deployment keeps and makes the authority's keys. */
export interface TrustTerms {
  /** Seals the secrets; it is not in the database. */
  readonly sealedBy: Buffer;
  readonly algorithm: Algorithm;
}

/** Uses of the keys that central itself holds. */
type OwnUse = Exclude<KeyUse, 'card'>;

const YEAR_MS = 365 * 86_400_000;
/** How long a key signs, and how long before its end the next is made and announced. */
const terms: Readonly<Record<OwnUse, { readonly years: number; readonly overlapYears: number }>> = {
  root: { years: 20, overlapYears: 2 },
  centre: { years: 6, overlapYears: 2 },
  status: { years: 6, overlapYears: 2 },
};
/** A key may sign from a little before it was made: clocks of counters differ. */
const LEEWAY_MS = 3_600_000;
/** One at a time says whom to believe. */
const TRUST_LOCK = 7_021_004;

/** A key that signs for a use, with the time it may sign at. */
export interface HeldKey {
  readonly signer: CredentialSigner;
  readonly kid: string;
  readonly until: string;
}

/** Holds all that is said about keys, to the end of the transaction. */
export async function lockTrust(trx: CentralTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TRUST_LOCK})`.execute(trx);
}

/**
 * The newest key of a use, made and certified where there is none, or where the one there is nears its end: then the
 * next is announced under it while both are valid. Call under `lockTrust`.
 */
export async function ensureKey(
  trx: CentralTransaction,
  wish: { readonly use: OwnUse; readonly holder: string },
  { trust, now }: { readonly trust: TrustTerms; readonly now: Date },
): Promise<HeldKey> {
  const held = await findHeld(trx, wish, { trust, now });
  const { overlapYears } = terms[wish.use];
  if (held !== undefined && Date.parse(held.until) - now.getTime() > overlapYears * YEAR_MS) return held;
  return makeKey(trx, wish, { trust, now, before: held });
}

/** Makes the next key of a use at once, certified by the root; of a root, by the one before it. */
export async function makeKey(
  trx: CentralTransaction,
  { use, holder }: { readonly use: OwnUse; readonly holder: string },
  { trust, now, before }: { readonly trust: TrustTerms; readonly now: Date; readonly before?: HeldKey | undefined },
): Promise<HeldKey> {
  const pair = newKeyPair(trust.algorithm);
  const itself = signerOf(pair.secret);
  const by = use === 'root' ? (before?.signer ?? itself) : (await ensureKey(trx, ROOT, { trust, now })).signer;
  const from = new Date(now.getTime() - LEEWAY_MS).toISOString();
  const until = new Date(now.getTime() + terms[use].years * YEAR_MS).toISOString();
  const kid = toHex(keyId(nodeCrypto, pair.key));
  await trx
    .insertInto('trust_key')
    .values({
      kid,
      use,
      holder,
      sealed: seal(pair.secret, { key: trust.sealedBy, name: `trust ${kid}` }),
      valid_from: from,
      valid_until: until,
      revoked_since: null,
    })
    .execute();
  const statement = writeStatement({ is: 'certificate', use, holder, key: pair.key, from, until }, by);
  await appendStatement(trx, { kid, statement, now });
  return { signer: itself, kid, until };
}

/** The authority's root. */
export const ROOT = { use: 'root', holder: 'authority' } as const;
/** Who signs status lists. */
export const STATUS = { use: 'status', holder: 'central' } as const;

async function findHeld(
  trx: CentralTransaction,
  { use, holder }: { readonly use: OwnUse; readonly holder: string },
  { trust, now }: { readonly trust: TrustTerms; readonly now: Date },
): Promise<HeldKey | undefined> {
  const row = await trx
    .selectFrom('trust_key')
    .selectAll()
    .where('use', '=', use)
    .where('holder', '=', holder)
    .where('revoked_since', 'is', null)
    .where('sealed', 'is not', null)
    .where('valid_until', '>', now.toISOString())
    .orderBy('valid_until', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || row.sealed === null) return undefined;
  const secret = unseal(row.sealed, { key: trust.sealedBy, name: `trust ${row.kid}` });
  return { signer: signerOf(secret), kid: row.kid, until: row.valid_until };
}
