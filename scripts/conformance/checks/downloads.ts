import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { isSigned } from '../batch.ts';
import { expectOk, type Check } from '../check.ts';
import type { Counter } from '../counter.ts';
import { sha256, uuidv7 } from '../journal.ts';
import { member, textOf } from '../json.ts';
import { opened, personSubject, photographed, recorded, sampleCnic } from '../samples.ts';

interface SnapshotFile {
  readonly sha256: string;
  readonly size: number;
  readonly subjects: number;
}

export const downloadChecks: readonly Check[] = [
  {
    section: 'Blobs',
    name: 'small ones go up together, all or none',
    run: async ({ first }) => {
      const [one, two] = [randomBytes(2_000), randomBytes(3_000)];
      const bundle = (named: readonly Uint8Array[], sent: readonly Uint8Array[]) => {
        const list = named.map((bytes) => ({ sha256: sha256(bytes), size: bytes.length }));
        return Buffer.concat([Buffer.from(`${JSON.stringify(list)}\n`), ...sent]);
      };
      const headers = { 'content-type': 'application/x-parwana-bundle' };
      const missing = async () => {
        const json = { sha256: [sha256(one), sha256(two)] };
        return member((await first.call('POST', '/v1/blobs/missing', { json })).body, 'missing');
      };
      const broken = await first.ask('POST', 'bundle', { bytes: bundle([one, two], [one, one]), headers });
      assert.equal(broken.status, 400, JSON.stringify(broken.body));
      assert.deepEqual(await missing(), [sha256(one), sha256(two)]);
      expectOk(await first.ask('POST', 'bundle', { bytes: bundle([one, two], [one, two]), headers }));
      assert.deepEqual(await missing(), []);
    },
  },
  {
    section: 'Blobs',
    name: 'a photo comes down to a centre that follows the person, from any byte on, and to no other',
    run: async ({ first, second, elsewhere }) => {
      const bytes = randomBytes(50_000);
      const path = await photograph(first, bytes);
      const whole = await second.call('GET', path);
      assert.equal(whole.status, 200);
      assert.equal(whole.body, bytes.toString('latin1'));
      const rest = await second.call('GET', path, { headers: { range: 'bytes=40000-' } });
      assert.equal(rest.status, 206);
      assert.equal(rest.body, bytes.subarray(40_000).toString('latin1'));
      assert.equal((await elsewhere.call('GET', path)).status, 404);
    },
  },
  {
    section: 'Snapshots',
    name: 'names files under central’s signature, each of the hash it says, with what the centre follows',
    run: async ({ first }) => {
      const cnic = sampleCnic();
      const [entry] = await first.push(recorded(cnic));
      assert(entry !== undefined);
      await first.receiptOf(entry);
      const answer = await first.ask('GET', 'snapshot');
      expectOk(answer);
      const manifest = member(answer.body, 'manifest') ?? null;
      const files = member(manifest, 'files') as unknown as readonly SnapshotFile[];
      const lines = files.map((file) => `${file.sha256} ${file.size} ${file.subjects}`);
      const [centre, madeAt] = [textOf(manifest, 'centre'), textOf(manifest, 'madeAt')];
      const change = JSON.stringify(member(manifest, 'change'));
      const statement = ['parwana-snapshot-1', centre, change, madeAt, ...lines].join('\n');
      const signature = textOf(manifest, 'signature');
      assert(isSigned(statement, { key: first.enrolment.centralKey, signature }), 'the signature is not valid');
      const subjects: string[] = [];
      for (const file of files) subjects.push(...(await subjectsIn(first, file)));
      const later = await first.ask('GET', `feed?after=${change}&limit=500`);
      const newer = JSON.stringify(member(later.body, 'items'));
      assert(
        subjects.includes(personSubject(cnic)) || newer.includes(entry.id),
        'what was settled is neither in the snapshot nor in the feed after it',
      );
    },
  },
  {
    section: 'Snapshots',
    name: 'a file goes to its own centre only',
    run: async ({ first, elsewhere }) => {
      const { body } = await first.ask('GET', 'snapshot');
      const [file] = member(body, 'manifest', 'files') as unknown as readonly SnapshotFile[];
      assert(file !== undefined);
      assert.equal((await elsewhere.call('GET', `/v1/files/${file.sha256}`)).status, 410);
    },
  },
];

/** Photographs a sample applicant and sends the photo; answers where it can be had. */
async function photograph(counter: Counter, bytes: Uint8Array): Promise<string> {
  const [cnic, applicationId] = [sampleCnic(), uuidv7()];
  const entries = await counter.push(
    recorded(cnic),
    opened(cnic, applicationId),
    photographed(cnic, applicationId, bytes),
  );
  const headers = {
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(bytes.length),
    'upload-metadata': `sha256 ${Buffer.from(sha256(bytes)).toString('base64')}`,
  };
  assert.equal((await counter.call('POST', '/v1/uploads', { headers, bytes })).status, 201);
  const last = entries.at(-1);
  assert(last !== undefined);
  assert.equal((await counter.receiptOf(last)).status, 'applied');
  return `/v1/blobs/${sha256(bytes)}/bytes`;
}

async function subjectsIn(counter: Counter, file: SnapshotFile): Promise<readonly string[]> {
  const { status, body } = await counter.call('GET', `/v1/files/${file.sha256}`);
  assert.equal(status, 200);
  assert(typeof body === 'string');
  const bytes = Buffer.from(body, 'latin1');
  assert.deepEqual([bytes.length, sha256(bytes)], [file.size, file.sha256]);
  const lines = zstdDecompressSync(bytes).toString('utf8').trimEnd().split('\n');
  assert.equal(lines.length, file.subjects);
  return lines.map((line) => (JSON.parse(line) as { subject: string }).subject);
}
