import { afterEach, expect, test } from 'vitest';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { centralMigrations } from '../../migrations/central/migrations.ts';
import { openDatabase } from '../../src-central/database/database.ts';
import { migrate as migrateCentral } from '../../src-central/database/migrate.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { learnPublished } from '../../src-main/store/published-rules.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { storeOfVersion } from '../support/older-store.ts';
import { freshDatabase } from '../support/test-central.ts';
import type { TestStore } from '../support/test-store.ts';

let kept: TestStore | undefined;
afterEach(() => kept?.destroy());

test('0009-catalogue gives a store that is in use room for published rules, and leaves its work alone', () => {
  kept = storeOfVersion(8);
  migrate(kept.store, counterMigrations.slice(0, 9));
  expect(kept.store.pragma('user_version')).toBe(9);
  expect(kept.store.all(kept.store.sql.selectFrom('catalogue_version').selectAll())).toEqual([]);
  const rules = firstCatalogues();
  learnPublished(kept.store, rules);
  expect(rules.published).toEqual([]);
  migrate(kept.store, counterMigrations);
  expect(verifyJournal(kept.store)).toMatchObject({ breaks: [] });
});

test('0009-catalogue does the same at central', async () => {
  const opened = openDatabase(await freshDatabase(), { size: 2, onError: () => undefined });
  try {
    await migrateCentral(opened.pool, centralMigrations.slice(0, 8));
    await opened.pool.query(`insert into subject values ('person:1', '{}')`);
    expect(await migrateCentral(opened.pool, centralMigrations.slice(0, 9))).toEqual([9]);
    expect((await opened.pool.query('select * from catalogue_version')).rows).toEqual([]);
    expect((await opened.pool.query('select * from subject')).rows).toEqual([{ subject: 'person:1', state: '{}' }]);
  } finally {
    await opened.close();
  }
});
