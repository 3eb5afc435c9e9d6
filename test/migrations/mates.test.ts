import { afterEach, expect, test } from 'vitest';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { storeOfVersion } from '../support/older-store.ts';
import type { TestStore } from '../support/test-store.ts';

let kept: TestStore;
afterEach(() => kept.destroy());

test('0005-mates folds what was confirmed before from the first entry on', () => {
  kept = storeOfVersion(4);
  const { store } = kept;
  store.exec('insert into subject_confirmed values (\'till:GLT-1-1:2026-11-21\', \'{"kind":"till","receipts":[]}\')');
  migrate(store, counterMigrations.slice(0, 5));
  expect(store.all(store.sql.selectFrom('subject_confirmed').select(['subject', 'base_change']))).toEqual([
    { subject: 'till:GLT-1-1:2026-11-21', base_change: 0 },
  ]);
  store.exec('delete from subject_confirmed');
  migrate(store, counterMigrations);
  expect(rebuild(store, firstRules).differing).toEqual([]);
  for (const table of ['subject_base', 'download', 'staged_subject', 'staged_receipt', 'case_claim'] as const) {
    expect(store.all(store.sql.selectFrom(table).selectAll())).toEqual([]);
  }
});
