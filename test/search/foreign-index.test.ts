import { copyFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openCiphered } from '../../src-main/store/cipher.ts';
import { SearchBench } from '../support/search-bench.ts';

let bench: SearchBench;
beforeEach(() => {
  bench = new SearchBench();
  return () => bench.destroy();
});

describe('an index that is not the store’s', () => {
  /** Builds, stops, does something to the file, starts again and expects an index as good as new. */
  async function rebuiltAfter(what: () => void): Promise<void> {
    bench.fill(600);
    bench.start();
    await bench.search.settled();
    await bench.search.stop();
    what();
    bench.log = [];
    bench.start();
    await bench.expectEqual();
  }

  test.each([
    ['missing', () => rmSync(bench.file)],
    [
      'no database',
      () => writeFileSync(bench.file, 'not a database at all, but long enough to be read as one'.repeat(200)),
    ],
    ['cut short', () => truncateSync(bench.file, 8192)],
    [
      'of another key',
      () => {
        rmSync(bench.file);
        const db = openCiphered(bench.file, Buffer.alloc(32, 1));
        db.exec('create table x (y)');
        db.close();
      },
    ],
    [
      'of another format',
      () => {
        const db = openCiphered(bench.file, bench.kept.key);
        db.pragma('user_version=999');
        db.close();
      },
    ],
  ])('%s: it is built anew', async (_what, damage) => {
    await rebuiltAfter(damage);
    expect(bench.hasBuilt).toBe(true);
  });

  test('of an earlier time than the store: it is built anew', async () => {
    const copy = () => join(bench.kept.dir, 'yesterday.db');
    bench.fill(300);
    bench.start();
    await bench.search.settled();
    await bench.search.stop();
    copyFileSync(bench.file, copy());
    bench.kept.store.exec("update person set name_en = 'Today' where rowid < 9");
    bench.start();
    await bench.search.settled();
    await bench.search.stop();
    for (const end of ['-wal', '-shm']) rmSync(`${bench.file}${end}`, { force: true });
    copyFileSync(copy(), bench.file);
    bench.start();
    await bench.expectEqual();
    expect(bench.hasBuilt).toBe(true);
  });

  test('of a later time than the store, which was restored: it is built anew', async () => {
    bench.fill(300);
    bench.start();
    await bench.search.settled();
    await bench.search.stop();
    bench.kept.store.exec("update search_state set batch = -5; update person set name_en = 'Restored' where rowid < 9");
    bench.log = [];
    bench.start();
    await bench.expectEqual();
    expect(bench.hasBuilt).toBe(true);
  });

  test('one batch ahead, as a stop between the two commits leaves it: that batch is looked at again', async () => {
    bench.fill(300);
    bench.start();
    await bench.search.settled();
    bench.kept.store.exec("update person set name_en = 'Twice' where rowid < 9");
    await bench.search.settled();
    await bench.search.stop();
    // The store never heard that the batch was taken, and meanwhile is as it was before.
    bench.kept.store.exec(
      "update person set name_en = 'Once' where rowid < 9; delete from search_queue; update search_state set batch = batch - 1",
    );
    bench.log = [];
    bench.start();
    await bench.expectEqual();
    expect(bench.hasBuilt).toBe(false);
  });

  test('half built: it is gone on with where it stopped', async () => {
    bench.fill(12_000);
    bench.start();
    while (bench.search.index.done < 8_000) await bench.search.find('muhammad', 5);
    expect(bench.search.index).toMatchObject({ state: 'building', total: 12_000 });
    await bench.search.stop();
    bench.log = [];
    bench.start();
    await bench.expectEqual();
    const from = Number(
      /"from":(\d+)/.exec(bench.log.find((line) => line.startsWith('search index is built')) ?? '')?.[1],
    );
    expect(from).toBeGreaterThanOrEqual(5_000);
  });
});
