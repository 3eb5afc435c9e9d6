import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBundle, storeBundle } from '../../src-central/blobs/bundle.ts';
import { packBundle } from '../../src-main/replay/bundle.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter } from '../support/test-counter.ts';
import { portrait } from '../support/test-store.ts';

let running: RunningCentral;
beforeAll(async () => {
  running = await startTestCentral();
});
afterAll(() => running.stop());

it('blobs of a bundle are written in the order of their hashes, so that two bundles cannot wait for each other', async () => {
  const { stream } = await enrolTestCounter(running, 1);
  const { db, pool } = running.central;
  const photos = Array.from({ length: 20 }, () => portrait(100));
  const falling = photos.toSorted((a, b) => (a.sha256 < b.sha256 ? 1 : -1));
  const bundle = readBundle(Buffer.from(await packBundle(falling).arrayBuffer()));
  await storeBundle(db, stream, { bundle, at: new Date() });
  const { rows } = await pool.query<{ sha256: string }>('select sha256 from blob order by ctid');
  expect(rows.map(({ sha256 }) => sha256)).toEqual(falling.map(({ sha256 }) => sha256).toReversed());
});
