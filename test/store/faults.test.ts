import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomInt } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { Store } from '../../src-main/store/store.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { personData } from '../support/bodies.ts';
import { portrait, TestStore, wholeWay } from '../support/test-store.ts';
import { staff, streams } from '../support/world.ts';

const stores: TestStore[] = [];
afterEach(() => stores.splice(0).forEach((each) => each.destroy()));

function testStore(dir?: string): TestStore {
  const made = new TestStore(dir);
  stores.push(made);
  return made;
}

const tables = ['journal', 'blob', 'subject', 'person', 'application', 'licence', 'card', 'staff'] as const;

/** Every table that reads at all, as text; a table that does not read says with which code. */
function readAll(store: Store): Record<string, string> {
  const read = (table: (typeof tables)[number]): string => {
    try {
      const rows = store.all(store.sql.selectFrom(table).selectAll());
      return JSON.stringify(rows, (_, value: unknown) => (Buffer.isBuffer(value) ? value.toString('hex') : value));
    } catch (error) {
      return error instanceof Fault ? error.code : 'another error';
    }
  };
  return Object.fromEntries(tables.map((table) => [table, read(table)]));
}

describe('a key or a version that does not fit', () => {
  test('another key opens nothing and harms nothing', () => {
    const kept = testStore();
    kept.live(wholeWay);
    kept.store.close();
    const before = readFileSync(kept.file);
    expect(() => new Store(kept.file, new Uint8Array(32))).toThrow(expect.objectContaining({ code: 'store.wrongKey' }));
    expect(readFileSync(kept.file).equals(before)).toBe(true);
    kept.reopen();
    expect(kept.count('journal')).toBe(10);
  });

  test('a store that a newer build wrote is refused untouched', () => {
    const kept = testStore();
    const known = counterMigrations.length;
    kept.store.pragma(`user_version=${known + 3}`);
    expect(() => migrate(kept.store, counterMigrations)).toThrow(
      expect.objectContaining({ code: 'store.newer', detail: { found: known + 3, known } }),
    );
    expect(kept.store.pragma('user_version')).toBe(known + 3);
  });
});

describe('a flipped bit', () => {
  test('anywhere in the file gives the right data or a fault, never wrong data', () => {
    const kept = testStore();
    kept.live(wholeWay);
    kept.journal.append({ stream: streams[0], boot: 1 }, staff[0]!, [
      {
        type: 'person.recorded',
        subject: 'person:7110312345671' as Subject,
        data: { person: personData(0, 3) },
        blobs: [portrait()],
      },
    ]);
    kept.store.checkpoint();
    const right = readAll(kept.store);
    kept.store.close();
    const good = readFileSync(kept.file);
    const met = new Set<string>();
    const flips = [...Array(good.length / 4096).keys()].flatMap((page) =>
      [0, 1].map(() => page * 4096 + randomInt(4096)),
    );
    for (const place of flips) {
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(place) ^ (1 << randomInt(8)), place);
      writeFileSync(kept.file, bad);
      const found = opened(kept);
      for (const table of tables) {
        if (found[table] !== right[table]) expect(`${place} ${found[table]}`).toMatch(/ store\.(corrupt|wrongKey)$/);
        met.add(found[table] === right[table] ? 'right' : String(found[table]));
      }
    }
    expect([...met].toSorted()).toEqual(['right', 'store.corrupt', 'store.wrongKey']);
    writeFileSync(kept.file, good);
    kept.reopen();
    expect(readAll(kept.store)).toEqual(right);
  });

  /** A flip in the first page shows at opening already, and looks like a wrong key. */
  function opened(kept: TestStore): Record<string, string> {
    try {
      kept.reopen();
      return readAll(kept.store);
    } catch (error) {
      const code = error instanceof Fault ? error.code : String(error);
      return Object.fromEntries(tables.map((table) => [table, code]));
    }
  }

  test('in the log that a crash left ends the journal early at worst, and what central has is missed', () => {
    const kept = testStore();
    kept.store.run(kept.store.sql.updateTable('replay_cursor').set({ acked_seq: 10 }));
    kept.store.checkpoint();
    kept.live(wholeWay);
    const crashed = mkdtempSync(join(tmpdir(), 'crashed-'));
    const log = readFileSync(`${kept.file}-wal`);
    const whole = kept.store.all(kept.store.sql.selectFrom('journal').selectAll());
    const lengths = new Set<number>();
    for (let round = 0; round < 40; round += 1) {
      const file = join(crashed, `${round}.db`);
      copyFileSync(kept.file, file);
      const bad = Buffer.from(log);
      const place = randomInt(bad.length);
      bad.writeUInt8(bad.readUInt8(place) ^ (1 << randomInt(8)), place);
      writeFileSync(`${file}-wal`, bad);
      const store = new Store(file, kept.key);
      const found = store.all(store.sql.selectFrom('journal').selectAll());
      expect(found).toEqual(whole.slice(0, found.length));
      expect(rebuild(store, firstRules).differing).toEqual([]);
      const lost = found.length < 10 ? [{ seq: found.length + 1, what: 'gap' }] : [];
      expect(verifyJournal(store).breaks).toMatchObject(lost);
      lengths.add(found.length);
      store.close();
    }
    expect(lengths.size).toBeGreaterThan(2);
    rmSync(crashed, { recursive: true });
  });
});

describe('a full disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'full-'));
  const disk = join(root, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'parwana-full', disk]).status === 0;
  if (!mounted) console.warn('SKIPPED: this user may not mount a small tmpfs, so no disk gets full');
  afterAll(() => {
    if (mounted) spawnSync('umount', [disk]);
    rmSync(root, { recursive: true, force: true });
  });

  test.skipIf(!mounted)('refuses the act with nothing half there, and works again when there is space', () => {
    mkdirSync(join(disk, 'data'));
    const kept = testStore(join(disk, 'data'));
    const other = join(disk, 'somebody-elses-file');
    writeFileSync(other, Buffer.alloc(2_000_000));
    let saved = 0;
    const append = (): void => {
      const data = { person: { ...personData(0), address: `House ${saved}, Gilgit` } };
      const subject = 'person:7110312345671' as Subject;
      const place = { stream: streams[0], boot: 1 };
      const act = { type: 'person.recorded', subject, data, blobs: [portrait(), portrait()] } as const;
      expect(kept.journal.append(place, staff[0]!, [act]).ok).toBe(true);
      saved += 1;
    };
    const fill = (): void => {
      for (;;) append();
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'store.full' }));
    expect(saved).toBeGreaterThan(5);
    expect(append).toThrow(expect.objectContaining({ code: 'store.full' }));
    const asSaved = (): void => {
      expect([kept.count('journal'), kept.count('blob')]).toEqual([saved, 2 * saved]);
      expect(verifyJournal(kept.store)).toMatchObject({ entries: saved, breaks: [], blobs: [] });
    };
    asSaved();
    kept.reopen(); // as after a restart on the full disk
    asSaved();
    expect(existsSync(other)).toBe(true);
    rmSync(other);
    const before = saved;
    for (let count = 0; count < 3; count += 1) append();
    expect(saved).toBe(before + 3);
    asSaved();
    expect(rebuild(kept.store, firstRules).differing).toEqual([]);
  });
});
