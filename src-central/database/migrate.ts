import { createHash } from 'node:crypto';
import type pg from 'pg';
import { centralMigrations, type CentralMigration } from '../../migrations/central/migrations.ts';
import { Fault } from '../../src-shared/errors.ts';

/** Any number, the same in every central: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_021_001;

interface AppliedMigration {
  readonly number: number;
  readonly checksum: string;
}

/** Hash of a step's SQL: tells an edited step from the one that was run. */
export function checksumOf(migration: CentralMigration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/**
 * Brings the database to this build's version, each step in its own transaction. Throws
 * `store.newer` for a database of a later build and `store.corrupt` when a step was edited after it ran.
 */
export async function migrate(
  pool: pg.Pool,
  migrations: readonly CentralMigration[] = centralMigrations,
): Promise<readonly number[]> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(`create table if not exists migration (
      number bigint primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<AppliedMigration>('select number, checksum from migration order by number');
    checkApplied(rows, migrations);
    const missing = migrations.filter((each) => !rows.some((row) => row.number === each.number));
    for (const migration of missing) await apply(client, migration);
    return missing.map((each) => each.number);
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
    client.release();
  }
}

function checkApplied(applied: readonly AppliedMigration[], known: readonly CentralMigration[]): void {
  for (const { number, checksum } of applied) {
    const migration = known.find((each) => each.number === number);
    if (migration === undefined) throw new Fault('store.newer', { version: number });
    if (checksumOf(migration) !== checksum) throw new Fault('store.corrupt', { migration: migration.name });
  }
}

async function apply(client: pg.PoolClient, migration: CentralMigration): Promise<void> {
  const { number, name, sql } = migration;
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksumOf(migration),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
