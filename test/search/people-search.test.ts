import { copyFileSync, existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { people } from '../../bench/search/people.ts';
import { putPeople } from '../../bench/search/put-people.ts';
import { openCiphered } from '../../src-main/store/cipher.ts';
import { PeopleSearch } from '../../src-main/search/people-search.ts';
import { writeWords } from '../../src-main/search/person-words.ts';
import { SearchSource } from '../../src-main/search/search-source.ts';
import { sourceWorker } from '../../src-main/search/worker-program.ts';
import type { Store } from '../../src-main/store/store.ts';
import { intent } from '../support/acts.ts';
import { TestStore, wholeWay } from '../support/test-store.ts';

const PLENTY = Number.POSITIVE_INFINITY;
let kept: TestStore;
let search: PeopleSearch;
let log: string[];
let free: number;
/** Milliseconds that a test moves on. */
let monotonic: number;
const file = () => join(kept.dir, 'search.db');

function start(): void {
  const note = (what: string, facts?: unknown) => void log.push(`${what} ${JSON.stringify(facts ?? {})}`);
  search = new PeopleSearch({
    source: new SearchSource(kept.store, () => 'GLT'),
    place: { file: file(), key: kept.key },
    program: sourceWorker,
    log: { info: note, warn: note, error: note },
    freeBytes: () => free,
    monotonic: () => monotonic,
  });
  search.start();
}

beforeEach(() => {
  kept = new TestStore();
  [log, free, monotonic] = [[], PLENTY, 0];
  return async () => {
    await search.stop();
    kept.destroy();
  };
});

/** What the index holds, read from its file after the worker has let go of it, against the store. */
async function expectEqual(): Promise<void> {
  await search.settled();
  await search.stop();
  const db = openCiphered(file(), kept.key);
  const held = db.prepare("select printf('%013d', cnic) as cnic, marks, words from who order by cnic").all();
  const bearers = db.prepare('select word, bearers from word order by word').all() as {
    word: string;
    bearers: number;
  }[];
  const indexed = db.prepare('select count(*) from names').pluck().get();
  db.close();
  const source = new SearchSource(kept.store, () => 'GLT');
  const expected = allOf(source).map((person) => ({
    cnic: person.cnic,
    marks: (person.open ? 1 : 0) + (person.own ? 2 : 0),
    words: writeWords(person),
  }));
  expect(held).toEqual(expected);
  expect(indexed).toBe(expected.length);
  const counts = new Map<string, number>();
  for (const { words } of expected) {
    const names = words.split('|').slice(0, 4).join(' ').split(' ');
    for (const word of new Set(names)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  expect(bearers).toEqual(
    [...counts].map(([word, n]) => ({ word, bearers: n })).toSorted((a, b) => byBytes(a.word, b.word)),
  );
  expect(source.waits).toBe(false);
}

function allOf(source: SearchSource) {
  const all = [];
  for (let after = 0; ;) {
    const { people: page, upTo } = source.page(after);
    if (page.length === 0) return all.toSorted((a, b) => byBytes(a.cnic, b.cnic));
    all.push(...page);
    after = upTo;
  }
}

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const fill = (store: Store, count: number) => putPeople(store, people(count, 5), 1);
const cnicsOf = async (text: string) => (await search.find(text, 50)).hits.map(({ cnic }) => cnic);

describe('the index and the store', () => {
  test('hold the same people after any history', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(intent, { minLength: 20, maxLength: 120, size: 'max' }),
        fc.nat({ max: 100 }),
        async (wishes, cut) => {
          kept.destroy();
          kept = new TestStore();
          start();
          const world = kept.live(wishes.slice(0, cut));
          await search.settled();
          kept.live(wishes.slice(cut), world);
          await expectEqual();
        },
      ),
      { numRuns: 8 },
    );
  });

  test('are brought together when the queue was full of people that the index has not seen', async () => {
    kept.live(wholeWay);
    const sample = fill(kept.store, 900);
    start();
    await search.settled();
    expect(search.index).toMatchObject({ state: 'ready' });
    kept.store.exec("update person set name_en = 'Renamed ' || name_en where rowid % 2 = 0");
    kept.store.exec('delete from person where rowid % 3 = 0');
    expect(await cnicsOf('renamed ')).toHaveLength(50);
    await expectEqual();
    expect(sample).toHaveLength(900);
  });

  test('meet again at the next start, without building anything anew', async () => {
    fill(kept.store, 500);
    start();
    await search.settled();
    await search.stop();
    kept.store.exec("update person set name_en = 'Newcomer' where rowid = 7");
    log = [];
    start();
    expect(await cnicsOf('newcomer')).toHaveLength(1);
    await expectEqual();
    expect(log).toEqual([]);
  });

  test('a change between two looks is found by the very next search', async () => {
    fill(kept.store, 50);
    start();
    await search.settled();
    kept.store.exec("update person set name_en = 'Suddenly Here' where rowid = 3");
    expect(await cnicsOf('suddenly')).toHaveLength(1);
  });
});

describe('an index that is not the store’s', () => {
  /** Builds, stops, does something to the file, starts again and expects an index as good as new. */
  async function rebuiltAfter(what: () => void): Promise<void> {
    fill(kept.store, 600);
    start();
    await search.settled();
    await search.stop();
    what();
    log = [];
    start();
    await expectEqual();
  }
  const built = () => log.some((line) => line.startsWith('search index is built'));

  test.each([
    ['missing', () => rmSync(file())],
    [
      'no database',
      () => writeFileSync(file(), 'not a database at all, but long enough to be read as one'.repeat(200)),
    ],
    ['cut short', () => truncateSync(file(), 8192)],
    [
      'of another key',
      () => {
        rmSync(file());
        const db = openCiphered(file(), Buffer.alloc(32, 1));
        db.exec('create table x (y)');
        db.close();
      },
    ],
    [
      'of another format',
      () => {
        const db = openCiphered(file(), kept.key);
        db.pragma('user_version=999');
        db.close();
      },
    ],
  ])('%s: it is built anew', async (_what, damage) => {
    await rebuiltAfter(damage);
    expect(built()).toBe(true);
  });

  test('of an earlier time than the store: it is built anew', async () => {
    const copy = () => join(kept.dir, 'yesterday.db');
    fill(kept.store, 300);
    start();
    await search.settled();
    await search.stop();
    copyFileSync(file(), copy());
    kept.store.exec("update person set name_en = 'Today' where rowid < 9");
    start();
    await search.settled();
    await search.stop();
    for (const end of ['-wal', '-shm']) rmSync(`${file()}${end}`, { force: true });
    copyFileSync(copy(), file());
    start();
    await expectEqual();
    expect(built()).toBe(true);
  });

  test('of a later time than the store, which was restored: it is built anew', async () => {
    fill(kept.store, 300);
    start();
    await search.settled();
    await search.stop();
    kept.store.exec("update search_state set batch = -5; update person set name_en = 'Restored' where rowid < 9");
    log = [];
    start();
    await expectEqual();
    expect(built()).toBe(true);
  });

  test('one batch ahead, as a stop between the two commits leaves it: that batch is looked at again', async () => {
    fill(kept.store, 300);
    start();
    await search.settled();
    kept.store.exec("update person set name_en = 'Twice' where rowid < 9");
    await search.settled();
    await search.stop();
    // The store never heard that the batch was taken, and meanwhile is as it was before.
    kept.store.exec(
      "update person set name_en = 'Once' where rowid < 9; delete from search_queue; update search_state set batch = batch - 1",
    );
    log = [];
    start();
    await expectEqual();
    expect(built()).toBe(false);
  });

  test('half built: it is gone on with where it stopped', async () => {
    fill(kept.store, 30_000);
    start();
    while (search.index.done < 8_000) await search.find('muhammad', 5);
    expect(search.index).toMatchObject({ state: 'building', total: 30_000 });
    await search.stop();
    log = [];
    start();
    await expectEqual();
    const from = Number(/"from":(\d+)/.exec(log.find((line) => line.startsWith('search index is built')) ?? '')?.[1]);
    expect(from).toBeGreaterThanOrEqual(5_000);
  });
});

describe('while the index is built', () => {
  test('searches are answered from what is in it, and say how far it is', async () => {
    fill(kept.store, 20_000);
    start();
    const seen: number[] = [];
    let hits = 0;
    while (search.index.state === 'building') {
      hits = Math.max(hits, (await cnicsOf('muhammad')).length);
      seen.push(search.index.done);
    }
    expect(hits).toBe(50);
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(search.index).toEqual({ state: 'ready', done: 20_000, total: 20_000 });
  });
});

describe('a worker that dies', () => {
  test('in mid-search is started again, and the search is answered', async () => {
    const [someone] = fill(kept.store, 5_000);
    start();
    await search.settled();
    const asked = Array.from({ length: 20 }, () => cnicsOf(`${someone!.nameEn} ${someone!.fatherEn}`));
    await search.killWorker();
    for (const answer of await Promise.all(asked)) expect(answer).toContain(someone!.cnic);
    expect(log).toContain('search worker ended {}');
    await expectEqual();
  });

  test('in mid-build goes on with the build', async () => {
    fill(kept.store, 10_000);
    start();
    while (search.index.done < 2_000) await search.find('muhammad', 5);
    await search.killWorker();
    monotonic += 60_001;
    await search.settled();
    expect(search.index).toMatchObject({ state: 'ready', done: 10_000 });
    await expectEqual();
  });

  test('again and again is left alone for a while: searches find nothing, nobody waits, and then it is tried again', async () => {
    fill(kept.store, 200);
    start();
    for (let times = 0; times < 4; times += 1) {
      await search.settled();
      await search.killWorker();
    }
    await search.settled();
    expect(search.index).toMatchObject({ state: 'off' });
    expect(await search.find('muhammad', 5)).toEqual({ hits: [], corrected: null });
    monotonic += 6 * 60_000;
    await search.settled();
    expect(search.index).toMatchObject({ state: 'ready' });
    await expectEqual();
  });
});

test('without room the index does not grow; what is in it is found, and with room it goes on', async () => {
  fill(kept.store, 1_000);
  start();
  await search.settled();
  free = 10 * 1024 * 1024;
  kept.store.exec("update person set name_en = 'Latecomer' where rowid = 5");
  expect(await cnicsOf('latecomer')).toEqual([]);
  expect(await cnicsOf('muhammad')).toHaveLength(50);
  expect(search.index).toMatchObject({ state: 'off' });
  free = PLENTY;
  monotonic += 60_001;
  expect(await cnicsOf('latecomer')).toHaveLength(1);
  expect(search.index).toMatchObject({ state: 'ready' });
});

test('no log line says anything of anybody, whatever happens', async () => {
  const sample = fill(kept.store, 300);
  start();
  await search.settled();
  await search.find(sample[0]!.nameEn, 5);
  await search.killWorker();
  free = 0;
  await search.settled();
  const text = log.join('\n').toLowerCase();
  expect(log.length).toBeGreaterThan(2);
  for (const { cnic, nameEn, nameUr } of sample) {
    for (const said of [cnic, nameEn.toLowerCase(), nameUr]) expect(text.includes(said)).toBe(false);
  }
  expect(existsSync(file())).toBe(true);
});
