import { existsSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { intent } from '../support/acts.ts';
import { SearchBench } from '../support/search-bench.ts';
import { wholeWay } from '../support/test-store.ts';

let bench: SearchBench;
beforeEach(() => {
  bench = new SearchBench();
  return () => bench.destroy();
});

describe('the index and the store', () => {
  test('hold the same people after any history', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(intent, { minLength: 20, maxLength: 120, size: 'max' }),
        fc.nat({ max: 100 }),
        async (wishes, cut) => {
          await bench.destroy();
          bench = new SearchBench();
          bench.start();
          const world = bench.kept.live(wishes.slice(0, cut));
          await bench.search.settled();
          bench.kept.live(wishes.slice(cut), world);
          await bench.expectEqual();
        },
      ),
      { numRuns: 8 },
    );
  });

  test('are brought together when the queue was full of people that the index has not seen', async () => {
    bench.kept.live(wholeWay);
    const sample = bench.fill(900);
    bench.start();
    await bench.search.settled();
    expect(bench.search.index).toMatchObject({ state: 'ready' });
    bench.kept.store.exec("update person set name_en = 'Renamed ' || name_en where rowid % 2 = 0");
    bench.kept.store.exec('delete from person where rowid % 3 = 0');
    expect(await bench.cnicsOf('renamed ')).toHaveLength(50);
    await bench.expectEqual();
    expect(sample).toHaveLength(900);
  });

  test('meet again at the next start, without building anything anew', async () => {
    bench.fill(500);
    bench.start();
    await bench.search.settled();
    await bench.search.stop();
    bench.kept.store.exec("update person set name_en = 'Newcomer' where rowid = 7");
    bench.log = [];
    bench.start();
    expect(await bench.cnicsOf('newcomer')).toHaveLength(1);
    await bench.expectEqual();
    expect(bench.log).toEqual([]);
  });

  test('a change between two looks is found by the very next search', async () => {
    bench.fill(50);
    bench.start();
    await bench.search.settled();
    bench.kept.store.exec("update person set name_en = 'Suddenly Here' where rowid = 3");
    expect(await bench.cnicsOf('suddenly')).toHaveLength(1);
  });
});

describe('while the index is built', () => {
  test('searches are answered from what is in it, and say how far it is', async () => {
    bench.fill(8_000);
    bench.start();
    const seen: number[] = [];
    let hits = 0;
    while (bench.search.index.state === 'building') {
      hits = Math.max(hits, (await bench.cnicsOf('muhammad')).length);
      seen.push(bench.search.index.done);
    }
    expect(hits).toBe(50);
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(bench.search.index).toEqual({ state: 'ready', done: 8_000, total: 8_000 });
  });
});

describe('a worker that dies', () => {
  test('in mid-search is started again, and the search is answered', async () => {
    const [someone] = bench.fill(5_000);
    bench.start();
    await bench.search.settled();
    const asked = Array.from({ length: 20 }, () => bench.cnicsOf(`${someone!.nameEn} ${someone!.fatherEn}`));
    await bench.search.killWorker();
    for (const answer of await Promise.all(asked)) expect(answer).toContain(someone!.cnic);
    expect(bench.log).toContain('search worker ended {}');
    await bench.expectEqual();
  });

  test('in mid-build goes on with the build', async () => {
    bench.fill(6_000);
    bench.start();
    while (bench.search.index.done < 2_000) await bench.search.find('muhammad', 5);
    await bench.search.killWorker();
    bench.monotonic += 60_001;
    await bench.search.settled();
    expect(bench.search.index).toMatchObject({ state: 'ready', done: 6_000 });
    await bench.expectEqual();
  });

  test('again and again is left alone for a while: searches find nothing, nobody waits, and then it is tried again', async () => {
    bench.fill(200);
    bench.start();
    for (let times = 0; times < 4; times += 1) {
      await bench.search.settled();
      await bench.search.killWorker();
    }
    await bench.search.settled();
    expect(bench.search.index).toMatchObject({ state: 'off' });
    expect(await bench.search.find('muhammad', 5)).toEqual({ hits: [], corrected: null });
    bench.monotonic += 6 * 60_000;
    await bench.search.settled();
    expect(bench.search.index).toMatchObject({ state: 'ready' });
    await bench.expectEqual();
  });
});

test('without room the index does not grow; what is in it is found, and with room it goes on', async () => {
  bench.fill(1_000);
  bench.start();
  await bench.search.settled();
  bench.free = 10 * 1024 * 1024;
  bench.kept.store.exec("update person set name_en = 'Latecomer' where rowid = 5");
  expect(await bench.cnicsOf('latecomer')).toEqual([]);
  expect(await bench.cnicsOf('muhammad')).toHaveLength(50);
  expect(bench.search.index).toMatchObject({ state: 'off' });
  bench.free = Number.POSITIVE_INFINITY;
  bench.monotonic += 60_001;
  expect(await bench.cnicsOf('latecomer')).toHaveLength(1);
  expect(bench.search.index).toMatchObject({ state: 'ready' });
});

test('no log line says anything of anybody, whatever happens', async () => {
  const sample = bench.fill(300);
  bench.start();
  await bench.search.settled();
  await bench.search.find(sample[0]!.nameEn, 5);
  await bench.search.killWorker();
  bench.free = 0;
  await bench.search.settled();
  const text = bench.log.join('\n').toLowerCase();
  expect(bench.log.length).toBeGreaterThan(2);
  for (const { cnic, nameEn, nameUr } of sample) {
    for (const said of [cnic, nameEn.toLowerCase(), nameUr]) expect(text.includes(said)).toBe(false);
  }
  expect(existsSync(bench.file)).toBe(true);
});
