import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import type { CentralTables } from './tables.ts';

export type CentralDatabase = Kysely<CentralTables>;
export type CentralTransaction = Transaction<CentralTables>;

const INT8 = 20;

export interface OpenedDatabase {
  readonly db: CentralDatabase;
  readonly pool: Pool;
  /** Ends all connections; harmless when called twice. */
  readonly close: () => Promise<void>;
}

/**
 * A pool of connections. Every number central keeps fits a double (sequence, paisa, bytes), so bigint
 * comes back as number; `synchronous_commit` is set, so that an acknowledgement never outruns the disk.
 */
export function openDatabase(url: string, options: { size: number; onError: (error: Error) => void }): OpenedDatabase {
  const pool = new Pool({
    connectionString: url,
    max: options.size,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: 'parwana-central',
    options: '-c synchronous_commit=on -c timezone=UTC -c statement_timeout=60000',
    types: { getTypeParser: parserFor as typeof types.getTypeParser },
  });
  pool.on('error', options.onError);
  // A connection that breaks while it is lent says so to its query, which rejects, and once more as an event: unheard,
  // that would end central each time the database goes away in the middle of a transaction.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<CentralTables>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await db.destroy();
    // Kysely ends a pool only if it was the one to use it.
    if (!pool.ended) await pool.end();
  };
  return { db, pool, close };
}

function parserFor(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === INT8) return Number;
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text');
}
