import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { CentralDatabase } from '../database/database.ts';
import { seal, unseal } from './secrets.ts';
import { rawPublicKey } from './signatures.ts';

/** Central's own keys. The escrow key's private half is the authority's: only recovery unseals it. */
export interface CentralKeys {
  readonly signing: KeyObject;
  /** Ed25519, raw base64. */
  readonly publicKey: string;
  /** X25519, raw base64. */
  readonly escrowKey: string;
  /** Opens files that come by stick. */
  readonly sealing: KeyObject;
  /** X25519, raw base64: what those files are sealed to. */
  readonly sealKey: string;
}

/**
 * Loads central's keys, or makes them at the first start. In the database they are sealed by a key
 * that is not in it; `escrowKey` overrides the one made here with the authority's own.
 */
export async function loadCentralKeys(
  db: CentralDatabase,
  options: { sealedBy: Buffer; escrowKey?: string },
): Promise<CentralKeys> {
  const signing = await loadKey(db, { name: 'signing', sealedBy: options.sealedBy });
  const escrow = options.escrowKey ?? (await loadKey(db, { name: 'escrow', sealedBy: options.sealedBy })).publicKey;
  const stick = await loadKey(db, { name: 'stick', sealedBy: options.sealedBy });
  return {
    signing: signing.privateKey,
    publicKey: signing.publicKey,
    escrowKey: escrow,
    sealing: stick.privateKey,
    sealKey: stick.publicKey,
  };
}

interface NamedKey {
  readonly name: 'signing' | 'escrow' | 'stick';
  readonly sealedBy: Buffer;
}

async function loadKey(
  db: CentralDatabase,
  { name, sealedBy }: NamedKey,
): Promise<{ privateKey: KeyObject; publicKey: string }> {
  const pair = name === 'signing' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const made = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  await db
    .insertInto('central_key')
    .values({ name, public_key: rawPublicKey(pair.publicKey), sealed: seal(made, { key: sealedBy, name }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('central_key').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
  const der = unseal(row.sealed, { key: sealedBy, name });
  return { privateKey: createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }), publicKey: row.public_key };
}
