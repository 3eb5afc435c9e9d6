import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import { readRange } from '../../src-central/http/byte-range.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { openFor, recordOf } from '../support/mates.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let taker: TestCounter;
let mate: TestCounter;
let stranger: TestCounter;
const bytes = randomBytes(700_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const cnic = newPerson().subject.slice(7) as never;
beforeAll(async () => {
  running = await startTestCentral();
  await putCentre(running.central.db, { code: 'SKD' as never, nameEn: 'Skardu', nameUr: 'سکردو' }, new Date());
  taker = await enrolTestCounter(running, 1);
  mate = await enrolTestCounter(running, 2);
  stranger = await enrolTestCounter(running, 1, 'SKD');
  await upload();
});
afterAll(() => running.stop());

async function upload(): Promise<void> {
  const tus = { ...taker.headers, 'tus-resumable': '1.0.0' };
  const named = `sha256 ${Buffer.from(sha256).toString('base64')}`;
  const size = String(bytes.length);
  const created = await fetch(`${running.url}/v1/uploads`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': size, 'upload-metadata': named },
  });
  await fetch(new URL(created.headers.get('location')!, running.url), {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
}

/** An application with that photo, written by the first counter. */
async function photograph(): Promise<void> {
  const opened = openFor(cnic);
  const { applicationId } = opened.data as { applicationId: string };
  const photo = { sha256, size: bytes.length, width: 600, height: 800, camera: 'practice' };
  const drafts = [
    recordOf(cnic, 'Sat For A Photo'),
    opened,
    { ...opened, type: 'application.photographed', data: { applicationId, photo } },
  ];
  const entries = drafts.map((each) => taker.write(each as never));
  await taker.push(entries);
  const receipts = await taker.receiptsOf(entries);
  expect(receipts.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
}

function get(of: TestCounter, range?: string, hash = sha256): Promise<Response> {
  const headers = { ...of.headers, ...(range === undefined ? {} : { range }) };
  return fetch(`${running.url}/v1/blobs/${hash}/bytes`, { headers });
}

describe('a photo', () => {
  it('that no application names is given to nobody, not even to who sent it', async () => {
    for (const each of [taker, mate, stranger]) {
      const response = await get(each);
      expect([response.status, await response.json()]).toMatchObject([404, { code: 'photo.notHere' }]);
    }
  });

  it('of a person is given to the centres that follow that person', async () => {
    await photograph();
    for (const each of [taker, mate]) {
      const response = await get(each);
      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    }
    expect((await get(stranger)).status).toBe(404);
    const theirs = stranger.write(recordOf(cnic, 'Also Here') as never);
    await stranger.push([theirs]);
    await stranger.receiptsOf([theirs]);
    expect((await get(stranger)).status).toBe(200);
  });

  it('comes from any byte on, and says so', async () => {
    for (const from of [1, 262_143, 262_144, 262_145, 524_288, 699_999]) {
      const response = await get(mate, `bytes=${from}-`);
      expect(response.status).toBe(206);
      expect(response.headers.get('content-range')).toBe(`bytes ${from}-699999/700000`);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(from))).toBe(true);
    }
    const middle = await get(mate, 'bytes=262140-262150');
    expect(Buffer.from(await middle.arrayBuffer()).equals(bytes.subarray(262_140, 262_151))).toBe(true);
    const beyond = await get(mate, 'bytes=700000-');
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */700000']);
  });

  it('needs a key, a hash and a GET', async () => {
    const url = `${running.url}/v1/blobs/${sha256}/bytes`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { method: 'POST', headers: mate.headers })).status).toBe(404);
    expect((await get(mate, undefined, 'f'.repeat(64))).status).toBe(404);
    expect((await get(mate, undefined, `${'f'.repeat(63)}%27`)).status).toBe(404);
  });
});

describe('a range of bytes', () => {
  it.each([
    [undefined, undefined],
    ['bytes=0-', { from: 0, to: 10 }],
    ['bytes=4-6', { from: 4, to: 7 }],
    ['bytes=4-99', { from: 4, to: 10 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=6-4', undefined],
    // Of the kinds that no counter sends the whole is the right answer (RFC 9110, 14.2).
    ['bytes=-3', undefined],
    ['bytes=0-1,4-5', undefined],
    ['lines=1-2', undefined],
    ['bytes=99999999999999999999-', undefined],
  ])('%s', (header, range) => {
    expect(readRange(header, 10)).toEqual(range);
  });
});
