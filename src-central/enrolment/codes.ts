import { createHash, randomInt } from 'node:crypto';
import type { CentralDatabase } from '../database/database.ts';

/** Crockford's base32 letters: none is mistaken for another when read aloud or copied by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 random bits: guessed one code a second, a code of a day is found once in 10^13 days. */
const LENGTH = 12;
const VALID_HOURS = 24;

/** What is kept of a code; spaces, dashes, case and look-alike letters do not matter. */
export function codeHash(typed: string): Buffer {
  const code = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(`parwana-enrol-1\n${code}`).digest();
}

/** Makes a one-time code for a counter, e.g. `7KQD-0XHB-2M9T`; shown once, valid for a day. */
export async function createEnrolmentCode(
  db: CentralDatabase,
  { centre, counter, now }: { centre: string; counter: number; now: Date },
): Promise<string> {
  const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const expiresAt = new Date(now.getTime() + VALID_HOURS * 3_600_000);
  const nothing = { used_at: null, stream: null, public_key: null };
  await db
    .insertInto('enrolment_code')
    .values({ code_hash: codeHash(code), centre, counter, expires_at: expiresAt, ...nothing })
    .execute();
  return code.match(/.{4}/g)?.join('-') ?? code;
}
