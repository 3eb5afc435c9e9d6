import { statfsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SearchBench } from '../support/search-bench.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { wholeWay } from '../support/test-store.ts';

const disk = SmallDisk.mount(24);
if (disk === undefined) console.warn('SKIPPED: nothing can be mounted here, so no disk can be filled.');

describe.skipIf(disk === undefined)('a full disk', () => {
  let bench: SearchBench;
  beforeAll(() => {
    bench = new SearchBench(disk!.folder);
  });
  afterAll(async () => {
    await bench.destroy();
    disk!.unmount();
  });

  test('stops the index, not the store; with room again the index is built to its end', async () => {
    bench.fill(3_000);
    // As if its own look at the disk came too early: SQLite itself runs out of room in the middle of the build.
    disk!.fill();
    bench.start();
    await bench.search.settled();
    expect(bench.search.index).toMatchObject({ state: 'off' });
    expect(bench.log.at(-1)).toBe('search index rests {"code":"store.full"}');
    expect(await bench.search.find('muhammad', 5)).toEqual({ hits: [], corrected: null });
    disk!.clear();
    bench.kept.live(wholeWay);
    expect(bench.kept.count('journal')).toBeGreaterThan(0);
    bench.monotonic += 60_001;
    await bench.search.settled();
    expect(bench.search.index).toMatchObject({ state: 'ready' });
    expect(await bench.cnicsOf('muhammad')).toHaveLength(50);
    await bench.expectEqual();
    expect(statfsSync(disk!.folder).bavail).toBeGreaterThan(0);
  });
});
