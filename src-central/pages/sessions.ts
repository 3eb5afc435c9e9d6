import { Fault } from '../../src-shared/errors.ts';
import { hashPassword, isPassword } from '../auth/passwords.ts';
import { digestOf, randomSecret } from '../auth/secrets.ts';
import { throttled } from '../auth/throttle.ts';
import type { CentralDatabase } from '../database/database.ts';

const HOURS = 8;

/** Somebody signed in to the page. `formToken` goes into every form and proves that this page made it. */
export interface PageSession {
  readonly admin: string;
  readonly formToken: string;
}

/** Checked when a name is unknown, so that the time of the answer does not tell names. */
const nobody = hashPassword(randomSecret());

/**
 * Signs in: the token for the cookie, of which only the hash is kept. Throws `session.badCredentials`,
 * and `central.busy` after ten failures with one name.
 */
export async function beginSession(
  db: CentralDatabase,
  { name, password }: { name: string; password: string },
  now: Date,
): Promise<string> {
  await checkAdmin(db, { name, password }, now);
  await db.deleteFrom('page_session').where('expires_at', '<', now).execute();
  const token = randomSecret();
  const expires = new Date(now.getTime() + HOURS * 3_600_000);
  const session = { token_hash: digestOf(token), admin: name, form_token: randomSecret(), expires_at: expires };
  await db.insertInto('page_session').values(session).execute();
  return token;
}

/** Is it this administrator? Throws `session.badCredentials`, and `central.busy` after ten failures with one name. */
export async function checkAdmin(
  db: CentralDatabase,
  { name, password }: { name: string; password: string },
  now: Date,
): Promise<void> {
  await throttled(db, { what: `page ${name.slice(0, 40)}`, now }, async () => {
    const row = await db.selectFrom('admin').select('password_hash').where('name', '=', name).executeTakeFirst();
    const right = await isPassword(row?.password_hash ?? (await nobody), password);
    if (row === undefined || !right) throw new Fault('session.badCredentials');
  });
}

export async function findSession(
  db: CentralDatabase,
  token: string | undefined,
  now: Date,
): Promise<PageSession | undefined> {
  if (token === undefined) return undefined;
  const row = await db
    .selectFrom('page_session')
    .select(['admin', 'form_token'])
    .where('token_hash', '=', digestOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { admin: row.admin, formToken: row.form_token };
}

export async function endSession(db: CentralDatabase, token: string): Promise<void> {
  await db.deleteFrom('page_session').where('token_hash', '=', digestOf(token)).execute();
}
