import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { MAX_STATEMENTS } from '../../src-shared/contract/central/trust.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';

/** The chain before the first statement. */
const GENESIS = Buffer.alloc(32);

/** Hash of all statements up to one: two ends with the same chain have been told the same. */
export function chainOf(before: Uint8Array, statement: Uint8Array): Buffer {
  return createHash('sha256').update(before).update(statement).digest();
}

/** Says something about keys, for good, in the caller's transaction and under its lock; the answer is its number. */
export async function appendStatement(
  trx: CentralTransaction,
  { kid, statement, now }: { readonly kid: string; readonly statement: Uint8Array; readonly now: Date },
): Promise<number> {
  const { statements, chain } = await lastStatement(trx);
  const number = statements + 1;
  const bytes = Buffer.from(statement);
  await trx
    .insertInto('trust_statement')
    .values({ number, kid, statement: bytes, chain: chainOf(chain, bytes), made_at: now.toISOString() })
    .execute();
  return number;
}

/** How many statements there are, and the chain over them. */
export async function lastStatement(db: CentralDatabase): Promise<{ statements: number; chain: Buffer }> {
  const last = await db
    .selectFrom('trust_statement')
    .select(['number', 'chain'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { statements: last?.number ?? 0, chain: last?.chain ?? GENESIS };
}

/** Statements after a number, in order. */
export async function readStatements(
  db: CentralDatabase,
  after: number,
): Promise<{ statements: readonly string[]; next: number; more: boolean }> {
  const rows = await db
    .selectFrom('trust_statement')
    .select(['number', 'statement'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(MAX_STATEMENTS)
    .execute();
  const statements = rows.map((row) => row.statement.toString('base64'));
  return { statements, next: rows.at(-1)?.number ?? after, more: rows.length === MAX_STATEMENTS };
}

/** Name of the key that stands at the beginning. */
export async function firstRoot(db: CentralDatabase): Promise<string> {
  const { rows } = await sql<{ kid: string }>`select kid from trust_statement where number = 1`.execute(db);
  return rows[0]?.kid ?? '';
}
