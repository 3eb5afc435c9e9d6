import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { centralMigrations, type CentralMigration } from '../../migrations/central/migrations.ts';
import { loadCentralKeys } from '../../src-central/auth/central-keys.ts';
import { sealingKey } from '../../src-central/auth/secrets.ts';
import { openDatabase, type OpenedDatabase } from '../../src-central/database/database.ts';
import { ownSecret, startEmbeddedPostgres } from '../../src-central/database/embedded.ts';
import { checksumOf, migrate } from '../../src-central/database/migrate.ts';
import { rowTables } from '../../src-shared/ledger/tables.ts';
import { freshDatabase } from '../support/test-central.ts';
import { TestStore } from '../support/test-store.ts';

/** Checksums of released migrations: a released one is never edited, another one is added. */
const released: Readonly<Record<string, string>> = {
  foundation: 'ed144b26fa97bfa355ee4b3a85cf8dda8f4563b6b06cf1e4bb9b9a29cbbd7dcf',
  devices: 'a62a2f178f026993e1fbc9d12b73d53a5da650a664200eb10ea30b908cfa9d9f',
};

let opened: OpenedDatabase;
beforeEach(async () => {
  opened = openDatabase(await freshDatabase(), { size: 3, onError: () => undefined });
});
afterEach(() => opened.close());

const newest = centralMigrations.length;
const next: CentralMigration = { number: newest + 1, name: 'next', sql: 'create table next (id bigint primary key)' };

describe('migrations of central', () => {
  it('run once, also when two centrals start at the same time', async () => {
    const runs = await Promise.all([migrate(opened.pool), migrate(opened.pool), migrate(opened.pool)]);
    expect(runs.flat()).toEqual(centralMigrations.map((each) => each.number));
  });

  it('are numbered without a gap, and the released ones are as they were', () => {
    expect(centralMigrations.map((each) => each.number)).toEqual(centralMigrations.map((_, index) => index + 1));
    for (const migration of centralMigrations) {
      const frozen = released[migration.name];
      if (frozen !== undefined) expect(checksumOf(migration), migration.name).toBe(frozen);
    }
  });

  it('go forward from what is there', async () => {
    await migrate(opened.pool);
    expect(await migrate(opened.pool, [...centralMigrations, next])).toEqual([next.number]);
  });

  it('0002-devices adds the tables of devices, and leaves the cards that are there', async () => {
    await migrate(opened.pool, centralMigrations.slice(0, 1));
    await opened.pool.query(
      `insert into card (job_id, subject, application_id, licence_number, stage, printer, front, back, stream, started_at, started_by)
        values ('job', 'person:1', 'application', 'licence', 'good', 'practice', 'a', 'b', 'GLT-1-1', 'then', 'op-1')`,
    );
    expect(await migrate(opened.pool, centralMigrations.slice(0, 2))).toEqual([2]);
    const { rows } = await opened.pool.query('select job_id, calibration, printer_serial, cards_inserted from card');
    expect(rows).toEqual([{ job_id: 'job', calibration: null, printer_serial: null, cards_inserted: null }]);
    const events = await opened.pool.query('select count(*)::int as n from printer_event');
    expect(events.rows).toEqual([{ n: 0 }]);
  });

  it('0003-exceptions takes the staff that is there as staff from ever, and keeps every change from then on', async () => {
    const { pool } = opened;
    await migrate(pool, centralMigrations.slice(0, 2));
    await pool.query(`insert into centre values ('GLT', 'Gilgit', 'گلگت')`);
    await pool.query(`insert into staff values ('GLT', 'op-1', 'One', 'One', 'operator', 'hash', true)`);
    await pool.query(
      `insert into receipt values ('GLT-1-1', 1, 'id', 'person:1', 'exception', 'ledger.badBody', null, 'then')`,
    );
    expect(await migrate(pool, centralMigrations.slice(0, 3))).toEqual([3]);
    const standings = async () =>
      (await pool.query('select id, role, active, since, until is null as holds from staff_standing order by since'))
        .rows;
    expect(await standings()).toEqual([{ id: 'op-1', role: 'operator', active: true, since: -Infinity, holds: true }]);
    await pool.query(`update staff set name_en = 'Uno', pin_hash = 'other'`);
    expect(await standings()).toHaveLength(1);
    await pool.query(`update staff set role = 'supervisor'`);
    await pool.query(`update staff set active = false`);
    expect((await standings()).map(({ role, active, holds }) => [role, active, holds])).toEqual([
      ['operator', true, false],
      ['supervisor', true, false],
      ['supervisor', false, true],
    ]);
    await pool.query(`update receipt set status = 'rejected'`);
    await expect(pool.query(`update receipt set status = 'gone'`)).rejects.toThrow('receipt_status_check');
    for (const table of ['exception_case', 'recall', 'replacement']) {
      expect((await pool.query(`select * from ${table}`)).rows).toEqual([]);
    }
  });

  it('refuse a database of a newer build', async () => {
    await migrate(opened.pool, [...centralMigrations, next]);
    await expect(migrate(opened.pool)).rejects.toMatchObject({ code: 'store.newer', detail: { version: next.number } });
  });

  it('refuse a step that was edited after it ran', async () => {
    await migrate(opened.pool);
    const [first] = centralMigrations as [CentralMigration];
    await expect(migrate(opened.pool, [{ ...first, sql: `${first.sql} ` }])).rejects.toMatchObject({
      code: 'store.corrupt',
    });
  });

  it('leave nothing of a step that failed', async () => {
    await migrate(opened.pool);
    const half = { ...next, sql: 'create table half (id bigint); select 1 / 0' };
    await expect(migrate(opened.pool, [...centralMigrations, half])).rejects.toThrow('division by zero');
    const { rows } = await opened.pool.query("select to_regclass('half') as half");
    expect(rows).toEqual([{ half: null }]);
  });

  it('give the ledger’s tables the columns every counter has', async () => {
    await migrate(opened.pool);
    const counter = new TestStore();
    try {
      for (const table of ['subject', ...rowTables]) {
        const { rows } = await opened.pool.query<{ name: string }>(
          `select column_name as name from information_schema.columns where table_name = $1 and table_schema = 'public'`,
          [table],
        );
        const here = counter.store.all({
          compile: () => ({ sql: `select name from pragma_table_info('${table}')`, parameters: [] }) as never,
        }) as { name: string }[];
        expect(rows.map((row) => row.name).toSorted(), table).toEqual(here.map((row) => row.name).toSorted());
      }
    } finally {
      counter.destroy();
    }
  });
});

describe('central’s own keys', () => {
  it('are made once and opened by the right secret only', async () => {
    await migrate(opened.pool);
    const sealedBy = sealingKey('a'.repeat(40));
    const first = await loadCentralKeys(opened.db, { sealedBy });
    const second = await loadCentralKeys(opened.db, { sealedBy });
    expect(second.publicKey).toBe(first.publicKey);
    await expect(loadCentralKeys(opened.db, { sealedBy: sealingKey('b'.repeat(40)) })).rejects.toMatchObject({
      code: 'store.wrongKey',
    });
    expect(() => sealingKey('short')).toThrow('store.wrongKey');
  });
});

describe('the embedded PostgreSQL', () => {
  it('keeps its data, is fsynced, speaks UTF-8, and is taken over when its central was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    try {
      const first = await startEmbeddedPostgres(folder);
      const url = await first.urlOf('kept');
      const one = openDatabase(url, { size: 1, onError: () => undefined });
      const settings = await one.pool.query(
        "select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses",
      );
      expect(settings.rows).toEqual([{ fsync: 'on', encoding: 'UTF8', commit: 'on', addresses: '127.0.0.1' }]);
      await one.pool.query("create table word (w text); insert into word values ('پروانہ')");
      // As after a SIGKILL of central: the server runs on, and the next start finds it.
      const second = await startEmbeddedPostgres(folder);
      expect(await second.urlOf('kept')).toBe(url);
      // Another central still works on it: stopping one leaves it running.
      await second.stop();
      expect((await one.pool.query('select w from word')).rows).toEqual([{ w: 'پروانہ' }]);
      await one.close();
      await first.stop();
      const third = await startEmbeddedPostgres(folder);
      const again = openDatabase(await third.urlOf('kept'), { size: 1, onError: () => undefined });
      expect((await again.pool.query('select w from word')).rows).toEqual([{ w: 'پروانہ' }]);
      await again.close();
      await third.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('makes a secret once, for its owner’s eyes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secret-'));
    const file = join(folder, 'key');
    const [one, two] = [await ownSecret(file), await ownSecret(file)];
    expect(two).toBe(one);
    expect(createHash('sha256').update(one).digest('hex')).toHaveLength(64);
    expect((await import('node:fs')).statSync(file).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true, force: true });
  });
});
