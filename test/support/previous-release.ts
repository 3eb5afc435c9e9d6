import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { Pool } from 'pg';
import { centralMigrations } from '../../migrations/central/migrations.ts';
import { migrate } from '../../src-central/database/migrate.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';

const fixture = join(import.meta.dirname, '../fixtures/previous-release');

interface CentralDump {
  readonly secret: string;
  readonly tables: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

/** Central's rows as the release left them. */
export function previousCentral(): CentralDump {
  return JSON.parse(zstdDecompressSync(readFileSync(join(fixture, 'central.json.zst'))).toString()) as CentralDump;
}

/** A data folder as the previous release left it, under its cipher; the key beside it. */
export async function previousCounter(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'previous-'));
  const keyFile = keyFileOf(dataDir);
  mkdirSync(dirname(keyFile), { mode: 0o700 });
  copyFileSync(join(fixture, 'counter.key'), keyFile);
  chmodSync(keyFile, 0o600);
  copyFileSync(join(fixture, 'store.key.json'), join(dataDir, 'store.key.json'));
  const file = join(dataDir, 'counter.db');
  writeFileSync(file, zstdDecompressSync(readFileSync(join(fixture, 'counter.sqlite.zst'))), { mode: 0o600 });
  const { wrapped } = JSON.parse(readFileSync(join(fixture, 'store.key.json'), 'utf8')) as { wrapped: string };
  const key = await keyFileGuard(keyFile).unwrap(Buffer.from(wrapped, 'base64'));
  const db = new Database(file);
  for (const text of ["cipher='aegis'", `rekey="x'${Buffer.from(key).toString('hex')}'"`, 'journal_mode=WAL']) {
    db.pragma(text);
  }
  db.close();
  return dataDir;
}

/** Puts central's rows into an empty database, under the migrations that release had. */
export async function loadPreviousCentral(databaseUrl: string, { tables }: CentralDump): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const applied = tables['migration'] ?? [];
    await migrate(pool, centralMigrations.slice(0, applied.length));
    // Rows come table by table: neither their references nor the triggers that guard them can look on.
    await pool.query('set session_replication_role = replica');
    for (const [table, rows] of Object.entries(tables)) {
      await pool.query(`delete from "${table}"`);
      const all = JSON.stringify(rows);
      await pool.query(`insert into "${table}" select * from jsonb_populate_recordset(null::"${table}", $1)`, [all]);
    }
  } finally {
    await pool.end();
  }
}
