import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BUNDLE_BYTES } from '../../src-shared/contract/central/blobs.ts';
import { BundlePace } from '../../src-main/replay/bundle.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { newPerson } from '../support/test-counter.ts';
import { portrait } from '../support/test-store.ts';

let running: RunningCentral;
let counter: ReplayCounter;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral();
});
afterAll(() => running.stop());
afterEach(() => counter.destroy());

/** Sends so many photos; tells what was asked of central for them. `meet` may let a request fail. */
async function photosSent(count: number, meet: (path: string) => void = () => undefined): Promise<string[]> {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const path = new URL((input as Request).url).pathname;
    if (/bundle|uploads/.test(path)) asked.push(path.includes('bundle') ? 'bundle' : 'upload');
    meet(path);
    return globalThis.fetch(input, init);
  };
  counter = new ReplayCounter({ fetch });
  await counter.enrol(running, { counter: (number += 1) });
  const photos = Array.from({ length: count }, () => portrait());
  for (const photo of photos) counter.append({ ...newPerson().draft, blobs: [photo] } as never);
  counter.replay.start();
  await counter.until(() => counter.isQuiet());
  const { rows } = await running.central.pool.query(
    `select b.sha256, b.size, sum(length(c.bytes)) as bytes from blob b join upload_chunk c using (upload)
     where sha256 = any($1) group by 1, 2`,
    [photos.map(({ sha256 }) => sha256)],
  );
  expect(rows.map(({ size, bytes }) => [size, Number(bytes)])).toEqual(photos.map(() => [60_000, 60_000]));
  return asked;
}

describe('photos', () => {
  it('go up together where the line is quick', async () => {
    const asked = await photosSent(40);
    expect(asked).toContain('bundle');
    expect(asked.length).toBeLessThan(40);
  });

  it('go up one by one where bundles never get through', async () => {
    const asked = await photosSent(14, (path) => {
      if (path.includes('bundle')) throw new TypeError('the line broke');
    });
    expect(asked.filter((each) => each === 'upload').length).toBeGreaterThanOrEqual(14);
    expect(asked.filter((each) => each === 'bundle').length).toBeLessThan(4);
  });
});

describe('what goes up in one request', () => {
  it('is one blob until the line proved quick, then up to four times as much each time, up to a bound', () => {
    const pace = new BundlePace();
    pace.sentAlone(900);
    expect(pace.bytes).toBe(0);
    pace.sentAlone(20);
    const sizes = Array.from({ length: 6 }, () => {
      const { bytes } = pace;
      pace.sentTogether(100);
      return bytes;
    });
    expect(sizes.slice(0, 2)).toEqual([262_144, 1_048_576]);
    expect(sizes.at(-1)).toBeLessThan(MAX_BUNDLE_BYTES - 262_144);
  });

  it('begins with a long question that was answered quickly, where nothing has failed', () => {
    const pace = new BundlePace();
    pace.asked(1_000, 5);
    pace.asked(30_000, 600);
    expect(pace.bytes).toBe(0);
    pace.asked(30_000, 5);
    expect(pace.bytes).toBe(262_144);
    pace.failed();
    pace.asked(30_000, 5);
    expect(pace.bytes).toBe(0);
  });

  it('is one blob again after a bundle that took long or failed', () => {
    const pace = new BundlePace();
    pace.sentAlone(20);
    pace.sentTogether(3_000);
    expect(pace.bytes).toBe(0);
    pace.sentAlone(20);
    pace.failed();
    expect(pace.bytes).toBe(0);
  });

  it('is one blob for eight times as long after each failure', () => {
    const pace = new BundlePace();
    const alone = () => {
      let count = 0;
      for (; pace.bytes === 0; count += 1) pace.sentAlone(20);
      pace.failed();
      return count;
    };
    expect([alone(), alone(), alone()]).toEqual([1, 8, 64]);
  });
});
