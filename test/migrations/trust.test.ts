import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { centralMigrations } from '../../migrations/central/migrations.ts';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { openDatabase, type OpenedDatabase } from '../../src-central/database/database.ts';
import { migrate as migrateCentral } from '../../src-central/database/migrate.ts';
import { trustOf } from '../../src-main/features/trust/trust-board.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { countStatements } from '../../src-main/store/trust.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { storeOfVersion } from '../support/older-store.ts';
import { freshDatabase } from '../support/test-central.ts';
import type { TestStore } from '../support/test-store.ts';

describe('0011-trust at a counter', () => {
  let kept: TestStore;
  afterEach(() => kept.destroy());

  test('begins with nobody to believe, and leaves the work that is there alone', () => {
    kept = storeOfVersion(10);
    const { entries } = verifyJournal(kept.store);
    migrate(kept.store, counterMigrations.slice(0, 11));
    expect(kept.store.pragma('user_version')).toBe(11);
    expect(countStatements(kept.store)).toBe(0);
    const { keyring, asOf, status } = trustOf(kept.store);
    expect([keyring.size, asOf, status.statusOf('QAA', 1)]).toEqual([0, null, undefined]);
    migrate(kept.store, counterMigrations);
    expect(verifyJournal(kept.store)).toMatchObject({ entries, breaks: [] });
  });
});

describe('0011-trust at central', () => {
  let opened: OpenedDatabase;
  beforeEach(async () => {
    opened = openDatabase(await freshDatabase(), { size: 2, onError: () => undefined });
  });
  afterEach(() => opened.close());

  test('adds its tables to a register that is there', async () => {
    await migrateCentral(opened.pool, centralMigrations.slice(0, 10));
    await opened.pool.query(
      `insert into card_issue (place, subject, licence_number, application_id, list, position, stream, issued_at, issued_by, entry_id)
       values ('QAA-1', 'person:1', 'GLT-1', 'application', 'QAA', 1, 'GLT-1-1', 'then', 'op', 'entry')`,
    );
    expect(await migrateCentral(opened.pool, centralMigrations.slice(0, 11))).toEqual([11]);
    for (const table of ['trust_key', 'trust_statement', 'status_file', 'status_place', 'trust_directory']) {
      const { rows } = await opened.pool.query(`select count(*)::int as n from ${table}`);
      expect(rows, table).toEqual([{ n: 0 }]);
    }
    const { rows } = await opened.pool.query('select place from card_issue');
    expect(rows).toEqual([{ place: 'QAA-1' }]);
  });
});
