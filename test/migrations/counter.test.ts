import { existsSync, readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { Store } from '../../src-main/store/store.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { sampleRuleBooks } from '../../src-shared/licensing/sample-rules.ts';
import { TestStore, wholeWay } from '../support/test-store.ts';

let kept: TestStore;
afterEach(() => kept.destroy());

test('0001-ledger makes an empty store that acts can be written to', () => {
  kept = new TestStore(undefined, 1);
  expect(kept.store.pragma('user_version')).toBe(1);
  expect(kept.live(wholeWay).applied).toHaveLength(10);
  expect(readdirSync(kept.dir).filter((name) => name.includes('before'))).toEqual([]);
});

test('0002-desk adds staff and drafts to a store that is in use, and leaves its work alone', () => {
  kept = new TestStore(undefined, 1);
  kept.live(wholeWay);
  migrate(kept.store, counterMigrations.slice(0, 2));
  expect(kept.store.pragma('user_version')).toBe(2);
  expect(verifyJournal(kept.store)).toMatchObject({ entries: 10, breaks: [] });
  expect(rebuild(kept.store, sampleRuleBooks).differing).toEqual([]);
  const draft = { cnic: '7110312345671', field: 'nameEn', value: 'Sample', updated_at: '', updated_by: 'op-1' };
  kept.store.run(kept.store.sql.insertInto('draft').values(draft));
  for (const table of ['staff', 'sign_in_failure'] as const) {
    expect(kept.store.all(kept.store.sql.selectFrom(table).selectAll())).toEqual([]);
  }
});

test('a store with work in it is copied first, and the copy opens as it was', () => {
  kept = new TestStore(undefined, 1);
  kept.live(wholeWay);
  migrate(kept.store, counterMigrations);
  const copy = `${kept.file}.before-${counterMigrations.length}`;
  const before = new Store(copy, kept.key);
  expect(before.pragma('user_version')).toBe(1);
  expect(verifyJournal(before)).toMatchObject({ entries: 10, breaks: [] });
  before.close();
  expect(existsSync(`${copy}.draft`)).toBe(false);
});

test('a migration that fails leaves the version before it, with all its rows', () => {
  kept = new TestStore(undefined, 1);
  kept.live(wholeWay);
  const broken = { number: 2, purpose: 'broken', sql: 'create table half (a); create table journal (a);' };
  expect(() => migrate(kept.store, [...counterMigrations.slice(0, 1), broken])).toThrow('journal already exists');
  expect(kept.store.pragma('user_version')).toBe(1);
  expect(() => kept.store.exec('select * from half')).toThrow('no such table');
  expect(kept.count('journal')).toBe(10);
});
