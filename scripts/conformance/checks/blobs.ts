import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { expectOk, expectRefusal, type Check } from '../check.ts';
import type { Answer, Counter } from '../counter.ts';
import { sha256 } from '../journal.ts';
import { member } from '../json.ts';

const section = 'Blobs';
const tus = { 'tus-resumable': '1.0.0' };
const piece = 'application/offset+octet-stream';

export const blobChecks: readonly Check[] = [
  {
    section,
    name: 'an upload cut in the middle goes on from its offset',
    run: async ({ first }) => {
      const bytes = randomBytes(300_000);
      const place = await begin(first, { sha256: sha256(bytes), length: bytes.length });
      const headers = { ...tus, 'content-type': piece };
      const half = await first.call('PATCH', place, {
        bytes: bytes.subarray(0, 100_000),
        headers: { ...headers, 'upload-offset': '0' },
      });
      assert.equal(half.status, 204);
      const asked = await first.call('HEAD', place, { headers: tus });
      assert.equal(asked.headers.get('upload-offset'), '100000');
      const rest = await first.call('PATCH', place, {
        bytes: bytes.subarray(100_000),
        headers: { ...headers, 'upload-offset': '100000' },
      });
      assert.equal(rest.status, 204);
      assert.equal(await isThere(first, sha256(bytes)), true);
    },
  },
  {
    section,
    name: 'bytes at a wrong offset are refused, and change nothing',
    run: async ({ first }) => {
      const bytes = randomBytes(1_000);
      const place = await begin(first, { sha256: sha256(bytes), length: bytes.length });
      const answer = await first.call('PATCH', place, {
        bytes,
        headers: { ...tus, 'content-type': piece, 'upload-offset': '10' },
      });
      assert.equal(answer.status, 409);
      assert.equal(await isThere(first, sha256(bytes)), false);
    },
  },
  {
    section,
    name: 'bytes of another hash do not become the blob',
    run: async ({ first }) => {
      const [bytes, others] = [randomBytes(1_000), randomBytes(1_000)];
      const answer = await whole(first, { sha256: sha256(bytes), bytes: others });
      assert.equal(answer.status, 460);
      assert.equal(await isThere(first, sha256(bytes)), false);
      assert.equal((await whole(first, { sha256: sha256(bytes), bytes })).status, 201);
      assert.equal(await isThere(first, sha256(bytes)), true);
    },
  },
  {
    section,
    name: 'many hashes are asked about in one call',
    run: async ({ first }) => {
      const bytes = randomBytes(500);
      const [here, missing] = [sha256(bytes), sha256(randomBytes(8))];
      await whole(first, { sha256: here, bytes });
      const answer = await first.call('POST', '/v1/blobs/missing', { json: { sha256: [here, missing] } });
      expectOk(answer);
      assert.deepEqual(member(answer.body, 'missing'), [missing]);
    },
  },
  {
    section,
    name: 'an upload is known to nobody but the counter that began it',
    run: async ({ first, second }) => {
      const bytes = randomBytes(100);
      const place = await begin(first, { sha256: sha256(bytes), length: bytes.length });
      assert.equal((await second.call('HEAD', place, { headers: tus })).status, 404);
    },
  },
  {
    section,
    name: 'without a key nothing is taken',
    run: async ({ first }) => {
      const answer = await first.call('POST', '/v1/uploads', { as: '', headers: { ...tus, 'upload-length': '1' } });
      expectRefusal(answer, { status: 401, code: 'central.unauthorised' });
    },
  },
  {
    section,
    name: 'a blob larger than the limit is refused before it is sent',
    run: async ({ first }) => {
      const { body } = await first.ask('POST', 'hello', {
        json: { build: '1.0.0', schemas: { oldest: 1, newest: 1 } },
      });
      const length = Number(member(body, 'limits', 'maxBlobBytes')) + 1;
      const headers = { ...tus, 'upload-length': String(length), 'upload-metadata': metadata(sha256('x')) };
      assert.equal((await first.call('POST', '/v1/uploads', { headers })).status, 413);
    },
  },
];

function metadata(hash: string): string {
  return `sha256 ${Buffer.from(hash).toString('base64')}`;
}

async function begin(counter: Counter, blob: { sha256: string; length: number }): Promise<string> {
  const headers = { ...tus, 'upload-length': String(blob.length), 'upload-metadata': metadata(blob.sha256) };
  const answer = await counter.call('POST', '/v1/uploads', { headers });
  assert.equal(answer.status, 201);
  const place = answer.headers.get('location');
  assert(place !== null, 'no Location');
  return new URL(place, new URL('/v1/uploads', counter.central)).pathname;
}

/** Begin and send in one request: the creation-with-upload extension. */
function whole(counter: Counter, blob: { sha256: string; bytes: Uint8Array }): Promise<Answer> {
  const headers = {
    ...tus,
    'content-type': piece,
    'upload-length': String(blob.bytes.length),
    'upload-metadata': metadata(blob.sha256),
  };
  return counter.call('POST', '/v1/uploads', { headers, bytes: blob.bytes });
}

async function isThere(counter: Counter, hash: string): Promise<unknown> {
  const answer = await counter.call('GET', `/v1/blobs/${hash}`);
  expectOk(answer);
  return member(answer.body, 'present');
}
