import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { portrait } from '../support/test-store.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
let other: TestCounter;
let skew = 0;
beforeAll(async () => {
  running = await startTestCentral({ now: () => new Date(Date.now() + skew) });
  counter = await enrolTestCounter(running, 1);
  other = await enrolTestCounter(running, 2);
});
afterAll(() => running.stop());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const metadata = (sha256: string) => `sha256 ${Buffer.from(sha256).toString('base64')}`;

function create(of: TestCounter, { sha256, size }: { sha256: string; size: number }): Promise<Response> {
  const headers = {
    ...of.headers,
    'tus-resumable': '1.0.0',
    'upload-length': String(size),
    'upload-metadata': metadata(sha256),
  };
  return fetch(`${of.url}/v1/uploads`, { method: 'POST', headers });
}

function patch(of: TestCounter, location: string, { at, bytes }: { at: number; bytes: Uint8Array }): Promise<Response> {
  const headers = {
    ...of.headers,
    'tus-resumable': '1.0.0',
    'upload-offset': String(at),
    'content-type': 'application/offset+octet-stream',
  };
  return fetch(new URL(location, of.url), { method: 'PATCH', headers, body: Buffer.from(bytes) });
}

function head(of: TestCounter, location: string): Promise<Response> {
  const headers = { ...of.headers, 'tus-resumable': '1.0.0' };
  return fetch(new URL(location, of.url), { method: 'HEAD', headers });
}

async function upload(of: TestCounter, bytes: Uint8Array, sha256 = hashOf(bytes)): Promise<Response> {
  const created = await create(of, { sha256, size: bytes.length });
  return patch(of, created.headers.get('location')!, { at: 0, bytes });
}

async function isPresent(sha256: string): Promise<boolean> {
  const response = await fetch(`${counter.url}/v1/blobs/${sha256}`, { headers: counter.headers });
  return ((await response.json()) as { present: boolean }).present;
}

async function stored(sha256: string): Promise<Buffer> {
  const { rows } = await running.central.pool.query<{ bytes: Buffer }>(
    'select c.bytes from blob b join upload_chunk c on c.upload = b.upload where b.sha256 = $1 order by c.at',
    [sha256],
  );
  return Buffer.concat(rows.map((row) => row.bytes));
}

describe('a blob', () => {
  it('arrives whole, in pieces of 256 KiB, and is known by its hash', async () => {
    const bytes = randomBytes(700_000);
    expect(await isPresent(hashOf(bytes))).toBe(false);
    expect((await upload(counter, bytes)).status).toBe(204);
    expect(await isPresent(hashOf(bytes))).toBe(true);
    expect((await stored(hashOf(bytes))).equals(bytes)).toBe(true);
  });

  it('that comes twice, even at the same time, is kept once', async () => {
    const bytes = randomBytes(90_000);
    const answers = await Promise.all([counter, other, counter, other].map((each) => upload(each, bytes)));
    expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204, 204]);
    expect((await stored(hashOf(bytes))).equals(bytes)).toBe(true);
    const { rows } = await running.central.pool.query('select count(*) as n from upload where sha256 = $1', [
      hashOf(bytes),
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('whose bytes are not those of its hash is thrown away, and can be sent right', async () => {
    const bytes = randomBytes(50_000);
    const wrong = Buffer.from(bytes);
    wrong[1234]! ^= 1;
    expect((await upload(counter, wrong, hashOf(bytes))).status).toBe(460);
    expect(await isPresent(hashOf(bytes))).toBe(false);
    const { rows } = await running.central.pool.query('select count(*) as n from upload where sha256 = $1', [
      hashOf(bytes),
    ]);
    expect(rows).toEqual([{ n: 0 }]);
    expect((await upload(counter, bytes)).status).toBe(204);
  });

  it('goes on where the line was cut in the middle of a piece', async () => {
    const bytes = randomBytes(1_000_000);
    const created = await create(counter, { sha256: hashOf(bytes), size: bytes.length });
    const location = created.headers.get('location')!;
    await cutAfter(600_000, { location, bytes });
    let at = 0;
    // The server may still be writing what came before the cut.
    const limit = Date.now() + 20_000;
    while (at === 0 && Date.now() < limit) {
      at = Number((await head(counter, location)).headers.get('upload-offset'));
    }
    // A reset line may lose what the server had not read; what it did read is kept.
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(bytes.length);
    expect((await patch(counter, location, { at, bytes: bytes.subarray(at) })).status).toBe(204);
    expect((await stored(hashOf(bytes))).equals(bytes)).toBe(true);
  });

  it('takes bytes at the offset it has, and at no other', async () => {
    const bytes = randomBytes(2_000);
    const created = await create(counter, { sha256: hashOf(bytes), size: bytes.length });
    const location = created.headers.get('location')!;
    await patch(counter, location, { at: 0, bytes: bytes.subarray(0, 1_000) });
    expect((await patch(counter, location, { at: 0, bytes: bytes.subarray(0, 1_000) })).status).toBe(409);
    expect((await patch(counter, location, { at: 1_500, bytes: bytes.subarray(1_500) })).status).toBe(409);
    expect((await patch(counter, location, { at: 1_000, bytes })).status).toBe(413);
    expect((await patch(counter, location, { at: 1_000, bytes: bytes.subarray(1_000) })).status).toBe(204);
  });

  it('is refused without a hash, with a nonsense hash, empty, too large, or without a key', async () => {
    const size = 10;
    expect((await create(counter, { sha256: 'nonsense', size })).status).toBe(400);
    expect((await create(counter, { sha256: hashOf(Buffer.alloc(0)), size: 0 })).status).toBe(400);
    expect((await create(counter, { sha256: hashOf(Buffer.alloc(1)), size: 17 * 1024 * 1024 })).status).toBe(413);
    const headers = { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': metadata('a'.repeat(64)) };
    expect((await fetch(`${counter.url}/v1/uploads`, { method: 'POST', headers })).status).toBe(401);
  });

  it('under way belongs to the counter that began it', async () => {
    const bytes = randomBytes(500);
    const created = await create(counter, { sha256: hashOf(bytes), size: bytes.length });
    const location = created.headers.get('location')!;
    expect((await patch(other, location, { at: 0, bytes })).status).toBe(404);
    expect((await fetch(new URL(location, counter.url), { method: 'PATCH' })).status).toBe(401);
  });

  it('that nobody finished is forgotten after a week; a finished one never is', async () => {
    const [half, full] = [randomBytes(1_000), randomBytes(1_000)];
    await upload(counter, full);
    await create(counter, { sha256: hashOf(half), size: half.length });
    skew = 7 * 24 * 3_600_000 + 60_000;
    try {
      await upload(counter, randomBytes(10));
      const left = async () =>
        (await running.central.pool.query('select count(*) as n from upload where sha256 = $1', [hashOf(half)])).rows[0]
          .n;
      await expect.poll(left, { timeout: 10_000 }).toBe(0);
      expect((await stored(hashOf(full))).equals(full)).toBe(true);
    } finally {
      skew = 0;
    }
  });

  it('is asked for by the hundred, and awaited until it came', async () => {
    const photos = [portrait(900), portrait(900)];
    const blobs = photos.map((photo) => ({ sha256: photo.sha256, size: photo.bytes.length }));
    const entry = counter.write({ ...newPerson().draft, blobs });
    await counter.push([entry]);
    const awaited = async () =>
      (await running.central.pool.query('select count(*) as n from awaited_blob where stream = $1', [counter.stream]))
        .rows[0].n;
    expect(await awaited()).toBe(2);
    await upload(counter, photos[0]!.bytes);
    expect(await awaited()).toBe(1);
    const response = await counter.post('/v1/blobs/missing', { sha256: blobs.map((blob) => blob.sha256) });
    expect(await response.json()).toEqual({ missing: [blobs[1]!.sha256] });
  });
});

/** Sends a PATCH over a bare socket and breaks the line after so many bytes of its body. */
function cutAfter(count: number, { location, bytes }: { location: string; bytes: Buffer }): Promise<void> {
  const url = new URL(location, counter.url);
  const lines = [
    `PATCH ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    `authorization: ${counter.headers['authorization']}`,
    'tus-resumable: 1.0.0',
    'upload-offset: 0',
    'content-type: application/offset+octet-stream',
    `content-length: ${bytes.length}`,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      socket.write(bytes.subarray(0, count), () => {
        socket.end();
        resolve();
      });
    });
  });
}
