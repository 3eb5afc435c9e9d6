import { keyUses, writeStatement, type KeyUse } from '../../src-shared/credential/certificate.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Central } from '../central.ts';
import { appendStatement } from './statements.ts';
import { ensureKey, lockTrust, makeKey, ROOT, STATUS, type HeldKey } from './trust-keys.ts';

/** A key as the authority's list shows it. */
export interface ListedKey {
  readonly kid: string;
  readonly use: KeyUse;
  readonly holder: string;
  readonly until: string;
  readonly revokedSince: string | null;
}

type Parts = Pick<Central, 'db' | 'trust' | 'now'>;

/** All keys, the authority's first. */
export async function listKeys({ db }: Parts): Promise<readonly ListedKey[]> {
  const rows = await db.selectFrom('trust_key').selectAll().orderBy('holder').orderBy('valid_from').execute();
  return rows
    .map((row) => ({
      kid: row.kid,
      use: row.use,
      holder: row.holder,
      until: row.valid_until,
      revokedSince: row.revoked_since,
    }))
    .toSorted((a, b) => keyUses.indexOf(a.use) - keyUses.indexOf(b.use));
}

/** Makes the next key of the authority (`root`), of the status lists (`status`) or of a centre at once; both stay valid. */
export async function rotateKey({ db, trust, now: clock }: Parts, whose: string): Promise<string> {
  const now = clock();
  const wish = whose === 'root' ? ROOT : whose === 'status' ? STATUS : ({ use: 'centre', holder: whose } as const);
  return db.transaction().execute(async (trx) => {
    await lockTrust(trx);
    const before = await ensureKey(trx, wish, { trust, now });
    return (await makeKey(trx, wish, { trust, now, before })).kid;
  });
}

/**
 * Says that a key is not to be believed from now on; what it signed before is in doubt. Its holder makes another: a
 * counter as soon as it hears of it, the rest here. A root is revoked by the next, which it certified. Throws
 * `input.malformed` for a key that is not known or revoked already.
 */
export async function revokeKey({ db, trust, now: clock }: Parts, kid: string): Promise<void> {
  const now = clock();
  await db.transaction().execute(async (trx) => {
    await lockTrust(trx);
    const row = await trx.selectFrom('trust_key').selectAll().where('kid', '=', kid).executeTakeFirst();
    if (row === undefined || row.revoked_since !== null) throw new Fault('input.malformed', { path: 'kid' });
    const root = await ensureKey(trx, ROOT, { trust, now });
    const by: HeldKey = root.kid === kid ? await makeKey(trx, ROOT, { trust, now, before: root }) : root;
    const since = now.toISOString();
    const bytes = new Uint8Array(Buffer.from(kid, 'hex'));
    const statement = writeStatement({ is: 'revocation', kid: bytes, since }, by.signer);
    await appendStatement(trx, { kid, statement, now });
    await trx.updateTable('trust_key').set({ revoked_since: since }).where('kid', '=', kid).execute();
  });
}
