import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_TYPE, MAX_BUNDLE_BYTES } from '../../src-shared/contract/central/blobs.ts';
import { packBundle } from '../../src-main/replay/bundle.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { portrait } from '../support/test-store.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
beforeAll(async () => {
  running = await startTestCentral();
  counter = await enrolTestCounter(running, 1);
});
afterAll(() => running.stop());

function send(body: Blob | Uint8Array, headers: Record<string, string> = counter.headers): Promise<Response> {
  const url = `${counter.url}/v1/streams/${counter.stream}/bundle`;
  return fetch(url, { method: 'POST', headers: { ...headers, 'content-type': BUNDLE_TYPE }, body: body as Blob });
}

async function held(sha256: string): Promise<Buffer | undefined> {
  const { rows } = await running.central.pool.query<{ bytes: Buffer }>(
    'select c.bytes from blob b join upload_chunk c on c.upload = b.upload where b.sha256 = $1 order by c.at',
    [sha256],
  );
  return rows.length === 0 ? undefined : Buffer.concat(rows.map(({ bytes }) => bytes));
}

describe('a bundle of blobs', () => {
  it('is kept byte for byte, and nobody waits for its blobs any longer', async () => {
    const photos = [portrait(), portrait(1), portrait(200_000)];
    const blobs = photos.map(({ sha256, bytes }) => ({ sha256, size: bytes.length }));
    await counter.push([counter.write({ ...newPerson().draft, blobs })]);
    const response = await send(packBundle(photos));
    expect([response.status, await response.json()]).toEqual([200, { held: 3 }]);
    for (const { sha256, bytes } of photos) expect(await held(sha256)).toEqual(Buffer.from(bytes));
    const { rows } = await running.central.pool.query('select * from awaited_blob where sha256 = any($1)', [
      photos.map(({ sha256 }) => sha256),
    ]);
    expect(rows).toEqual([]);
  });

  it('is harmless when it comes again, at the same time, and with a blob in it twice', async () => {
    const [one, two] = [portrait(1_000), portrait(2_000)];
    const bundle = packBundle([one, two, one]);
    const answers = await Promise.all([send(bundle), send(bundle)]);
    expect([...answers, await send(bundle)].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await held(one.sha256)).toEqual(Buffer.from(one.bytes));
    expect(await held(two.sha256)).toEqual(Buffer.from(two.bytes));
  });

  it('is refused whole when one byte of it changed on the way', async () => {
    const photos = [portrait(5_000), portrait(5_000)];
    const bytes = Buffer.from(await packBundle(photos).arrayBuffer());
    bytes[bytes.length - 1] = (bytes.at(-1)! + 1) % 256;
    const response = await send(bytes);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'input.malformed']);
    expect(await held(photos[0]!.sha256)).toBeUndefined();
  });

  it('is malformed when its list is none, too short, too long or of others’ sizes', async () => {
    const sha256 = hash('sha256', 'x');
    const bundles = [
      '',
      'x',
      '\n',
      '[]\n',
      `[{"sha256":"${sha256}","size":1}]`,
      `[{"sha256":"${sha256}","size":2}]\nx`,
      `[{"sha256":"${sha256}","size":1}]\nxx`,
      `[{"sha256":"${sha256}","size":-1}]\nx`,
      `${JSON.stringify(Array.from({ length: 101 }, () => ({ sha256, size: 1 })))}\n${'x'.repeat(101)}`,
      `${' '.repeat(20_000)}[{"sha256":"${sha256}","size":1}]\nx`,
    ];
    const answers = await Promise.all(bundles.map((text) => send(Buffer.from(text))));
    expect(answers.map(({ status }) => status)).toEqual(bundles.map(() => 400));
  });

  it('is too large past its bound, and nobody’s without the stream’s key', async () => {
    expect((await send(Buffer.alloc(MAX_BUNDLE_BYTES + 1))).status).toBe(413);
    expect((await send(packBundle([portrait(10)]), {})).status).toBe(401);
    const mate = await enrolTestCounter(running, 2);
    expect((await send(packBundle([portrait(10)]), mate.headers)).status).toBe(403);
  });
});
