import type { CertificateReply } from '../../src-shared/contract/central/trust.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { writeStatement } from '../../src-shared/credential/certificate.ts';
import { fromCoseKey, keyId } from '../../src-shared/credential/cose-key.ts';
import { decodeCbor } from '../../src-shared/credential/read-cbor.ts';
import type { VerifyingKey } from '../../src-shared/credential/crypto-port.ts';
import { Fault } from '../../src-shared/errors.ts';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import type { CentralDatabase } from '../database/database.ts';
import { nodeCrypto } from './node-crypto.ts';
import { appendStatement } from './statements.ts';
import { ensureKey, lockTrust, type TrustTerms } from './trust-keys.ts';

/** How long a counter's key signs. It asks for the next long before. */
const CARD_KEY_DAYS = 400;
/** Keys of one stream that may be valid at once: a counter makes one, and another when that nears its end. */
const MOST_KEYS = 6;
/** Clocks of counters differ by no more. */
const LEEWAY_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface CertificateAsk {
  readonly key: string;
  readonly trust: TrustTerms;
  readonly now: Date;
}

/**
 * Certifies a counter's key for cards under its centre's, both ends hearing of it by the statements. The same key gets
 * the same answer again. Throws `input.malformed` for what is no key of this deployment's kind, `central.busy` for a
 * counter that asks in a circle, `session.forbidden` for a key that is somebody else's.
 */
export async function certify(db: CentralDatabase, stream: StreamId, ask: CertificateAsk): Promise<CertificateReply> {
  const key = readKey(ask);
  const kid = toHex(keyId(nodeCrypto, key));
  const { trust, now } = ask;
  return db.transaction().execute(async (trx) => {
    await lockTrust(trx);
    const known = await trx.selectFrom('trust_key').select('holder').where('kid', '=', kid).executeTakeFirst();
    if (known !== undefined) {
      if (known.holder !== stream) throw new Fault('session.forbidden');
      const row = trx.selectFrom('trust_statement').select(['number', 'statement']).where('kid', '=', kid);
      const { number, statement } = await row.orderBy('number').limit(1).executeTakeFirstOrThrow();
      return { number, statement: statement.toString('base64') };
    }
    const valid = await trx
      .selectFrom('trust_key')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('holder', '=', stream)
      .where('valid_until', '>', now.toISOString())
      .executeTakeFirstOrThrow();
    if (valid.count >= MOST_KEYS) throw new Fault('central.busy', { retryAfter: 3_600 });
    const { centre } = streamParts(stream);
    const { signer } = await ensureKey(trx, { use: 'centre', holder: centre }, { trust, now });
    const from = new Date(now.getTime() - LEEWAY_MS).toISOString();
    const until = new Date(now.getTime() + CARD_KEY_DAYS * DAY_MS).toISOString();
    const times = { valid_from: from, valid_until: until, revoked_since: null };
    await trx
      .insertInto('trust_key')
      .values({ kid, use: 'card', holder: stream, sealed: null, ...times })
      .execute();
    const statement = writeStatement({ is: 'certificate', use: 'card', holder: stream, key, from, until }, signer);
    const number = await appendStatement(trx, { kid, statement, now });
    return { number, statement: Buffer.from(statement).toString('base64') };
  });
}

function readKey({ key, trust }: CertificateAsk): VerifyingKey {
  const item = decodeCbor(Buffer.from(key, 'base64'));
  const read = item.ok ? fromCoseKey(item.value) : item;
  if (!read.ok || read.value.algorithm !== trust.algorithm) throw new Fault('input.malformed', { path: 'key' });
  return read.value;
}
