import { existsSync, readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { Store } from '../../src-main/store/store.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { storeOfVersion } from '../support/older-store.ts';
import { TestStore, wholeWay } from '../support/test-store.ts';

let kept: TestStore;
afterEach(() => kept.destroy());

test('0001-ledger makes an empty store of the first version', () => {
  kept = new TestStore(undefined, 1);
  expect(kept.store.pragma('user_version')).toBe(1);
  expect(kept.count('journal')).toBe(0);
  expect(columns(kept, 'card')).not.toContain('calibration');
  expect(readdirSync(kept.dir).filter((name) => name.includes('before'))).toEqual([]);
});

test('0002-desk adds staff and drafts to a store that is in use, and leaves its work alone', () => {
  kept = storeOfVersion(1);
  migrate(kept.store, counterMigrations.slice(0, 2));
  expect(kept.store.pragma('user_version')).toBe(2);
  expect(kept.count('journal')).toBe(10);
  const draft = { cnic: '7110312345671', field: 'nameEn', value: 'Sample', updated_at: '', updated_by: 'op-1' };
  kept.store.run(kept.store.sql.insertInto('draft').values(draft));
  for (const table of ['staff', 'sign_in_failure'] as const) {
    expect(kept.store.all(kept.store.sql.selectFrom(table).selectAll())).toEqual([]);
  }
  migrate(kept.store, counterMigrations);
  expect(verifyJournal(kept.store)).toMatchObject({ entries: 10, breaks: [] });
});

test('0003-devices adds calibrations and printer events; work from before is as if folded today', () => {
  kept = storeOfVersion(2);
  const before = columns(kept, 'card').length;
  migrate(kept.store, counterMigrations.slice(0, 3));
  expect(kept.store.pragma('user_version')).toBe(3);
  expect(columns(kept, 'card')).toHaveLength(before + 4);
  expect(kept.store.get(kept.store.sql.selectFrom('card').selectAll())).toMatchObject({
    stage: 'good',
    calibration: null,
    printer_serial: null,
    cards_inserted: null,
  });
  expect(kept.store.get(kept.store.sql.selectFrom('application').select('photo_calibration'))).toEqual({
    photo_calibration: null,
  });
  migrate(kept.store, counterMigrations);
  expect(rebuild(kept.store, firstRules).differing).toEqual([]);
  for (const table of ['calibration', 'device', 'device_choice', 'printer_event'] as const) {
    expect(kept.store.all(kept.store.sql.selectFrom(table).selectAll())).toEqual([]);
  }
});

test('0007-field counts what is settled and what waits from before, and lets the journal be as it was', () => {
  kept = storeOfVersion(6);
  const { store } = kept;
  const [first] = store.all(store.sql.selectFrom('journal').select(['id', 'stream']).orderBy('seq'));
  store.exec(`insert into receipt values ('${first!.id}', '${first!.stream}', 1, 'applied', null, null, 1, '')`);
  store.exec("insert into blob_delivery values ('a', null), ('b', '2026-01-01')");
  const waiting =
    1 + Number(count(kept, "select count(*) n from blob_delivery where sha256 > 'b' and confirmed_at is null"));
  migrate(store, counterMigrations);
  const tally = () =>
    Object.fromEntries(store.all(store.sql.selectFrom('tally').selectAll()).map((r) => [r.name, r.count]));
  expect(tally()).toEqual({ [`settled ${first!.stream}`]: 1, 'blobs waiting': waiting });
  store.exec("update receipt set status = 'parked'; update blob_delivery set confirmed_at = ''");
  expect(tally()).toEqual({ [`settled ${first!.stream}`]: 0, 'blobs waiting': 0 });
  store.exec('delete from blob_delivery; delete from receipt');
  expect(tally()).toEqual({ [`settled ${first!.stream}`]: 0, 'blobs waiting': 0 });
  for (const change of ["set body = 'null'", "set body = '{}'", 'set seq = 99', "set actor = 'x'"]) {
    expect(() => store.exec(`update journal ${change} where seq = 1`), change).toThrow('append-only');
  }
  expect(() => store.exec('delete from journal')).toThrow('append-only');
});

function count({ store }: TestStore, text: string): unknown {
  return (store.get({ compile: () => ({ sql: text, parameters: [] }) as never }) as { n: number }).n;
}

test('0004-exceptions knows the card jobs from before, as triggers keep those that come', () => {
  kept = new TestStore();
  kept.live(wholeWay);
  const jobs = () => kept.store.all(kept.store.sql.selectFrom('card_job').selectAll());
  const written = jobs();
  expect(written).toEqual([expect.objectContaining({ stage: 'good' })]);
  kept.destroy();
  kept = storeOfVersion(3);
  migrate(kept.store, counterMigrations);
  expect(jobs()).toEqual(written);
});

test('0010-till keeps the receipts from before, without a shift or a reference, and has nothing in its tables', () => {
  kept = storeOfVersion(9);
  const [number, till] = ['GLT-2-1-20261121-0001', 'till:GLT-2-1:2026-11-21'];
  kept.store.exec(
    `insert into till_receipt values ('${number}', '${till}', 'a', 'r', '[]', 7, 9, 'cash', 'GLT-2-1', '', 'op-1', '2026-11-21')`,
  );
  const receipts = [{ receipt_number: number, subject: till, total: 7, tendered: 9, day: '2026-11-21' }];
  migrate(kept.store, counterMigrations);
  const after = kept.store.all(kept.store.sql.selectFrom('till_receipt').selectAll());
  expect(after).toMatchObject(receipts.map((row) => ({ ...row, shift: null, reference: null, printed: 0 })));
  for (const table of ['till_shift', 'till_refund', 'till_payout', 'payment_slip', 'day_close'] as const) {
    expect(kept.store.all(kept.store.sql.selectFrom(table).selectAll()), table).toEqual([]);
  }
  expect(verifyJournal(kept.store)).toMatchObject({ entries: 10, breaks: [] });
});

test('0012-checks adds a table for checks to a store that is in use, with nothing in it', () => {
  kept = storeOfVersion(11);
  migrate(kept.store, counterMigrations.slice(0, 12));
  expect(kept.store.pragma('user_version')).toBe(12);
  expect(kept.store.all(kept.store.sql.selectFrom('card_check').selectAll())).toEqual([]);
  migrate(kept.store, counterMigrations);
  expect(verifyJournal(kept.store)).toMatchObject({ entries: 10, breaks: [] });
});

test('0004-exceptions adds cases and recalls to a store that is in use, and leaves its receipts alone', () => {
  kept = storeOfVersion(3);
  const receipts = kept.count('receipt');
  migrate(kept.store, counterMigrations.slice(0, 4));
  expect(kept.store.pragma('user_version')).toBe(4);
  expect(kept.count('receipt')).toBe(receipts);
  for (const table of ['exception_case', 'recall'] as const) {
    expect(kept.store.all(kept.store.sql.selectFrom(table).selectAll())).toEqual([]);
  }
  migrate(kept.store, counterMigrations);
  expect(verifyJournal(kept.store)).toMatchObject({ entries: 10, breaks: [] });
});

test('a store with work in it is copied first, and the copy opens as it was', () => {
  kept = storeOfVersion(1);
  migrate(kept.store, counterMigrations);
  const copy = `${kept.file}.before-${counterMigrations.length}`;
  const before = new Store(copy, kept.key);
  expect(before.pragma('user_version')).toBe(1);
  migrate(before, counterMigrations);
  expect(verifyJournal(before)).toMatchObject({ entries: 10, breaks: [] });
  before.close();
  expect(existsSync(`${copy}.draft`)).toBe(false);
});

test('a migration that fails leaves the version before it, with all its rows', () => {
  kept = storeOfVersion(1);
  const broken = { number: 2, purpose: 'broken', sql: 'create table half (a); create table journal (a);' };
  expect(() => migrate(kept.store, [...counterMigrations.slice(0, 1), broken])).toThrow('journal already exists');
  expect(kept.store.pragma('user_version')).toBe(1);
  expect(() => kept.store.exec('select * from half')).toThrow('no such table');
  expect(kept.count('journal')).toBe(10);
});

function columns({ store }: TestStore, table: string): readonly string[] {
  const query = { sql: `select name from pragma_table_info('${table}')`, parameters: [] };
  return store.all({ compile: () => query as never }).map((row) => (row as { name: string }).name);
}
