import { generateKeyPairSync } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256Text } from '../../src-central/auth/signatures.ts';
import { readBatch } from '../../src-central/ingest/batch-body.ts';
import { receive } from '../../src-central/ingest/receive.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { Ack } from '../../src-shared/contract/central/batch.ts';
import { StreamId } from '../../src-shared/ids.ts';
import { hashEntry } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral();
});
afterAll(() => running.stop());
beforeEach(async () => {
  number += 1;
  counter = await enrolTestCounter(running, number);
});

const people = (count: number): Entry[] => Array.from({ length: count }, () => counter.write(newPerson().draft));

async function stored(): Promise<number[]> {
  const { rows } = await running.central.pool.query<{ seq: number }>(
    'select seq from entry where stream = $1 order by seq',
    [counter.stream],
  );
  return rows.map((row) => row.seq);
}

async function refusal(response: Response): Promise<{ status: number; code: unknown; data: unknown }> {
  const { code, data } = (await response.json()) as { code: unknown; data: unknown };
  return { status: response.status, code, data };
}

describe('a batch delivered more than once', () => {
  it('is in effect once, and every delivery is acknowledged alike', async () => {
    const entries = people(5);
    const acks = [];
    for (let time = 0; time < 3; time += 1) acks.push(Ack.parse(await (await counter.push(entries)).json()));
    expect(acks.map((ack) => `${ack.ackSeq} ${ack.head}`)).toEqual(Array(3).fill(`5 ${entries[4]!.hash}`));
    expect(await stored()).toEqual([1, 2, 3, 4, 5]);
  });

  it('is in effect once when both deliveries run at the same time', async () => {
    const entries = people(50);
    const responses = await Promise.all(Array.from({ length: 6 }, () => counter.push(entries)));
    expect(responses.map((response) => response.status)).toEqual(Array(6).fill(200));
    expect(await stored()).toHaveLength(50);
    const receipts = await counter.receiptsOf(entries);
    expect(receipts.every((receipt) => receipt.status === 'applied')).toBe(true);
  });

  it('adds only what is new when it overlaps what was received', async () => {
    const entries = people(6);
    await counter.push(entries.slice(0, 4));
    expect((await counter.push(entries.slice(2))).status).toBe(200);
    expect(await stored()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a batch that does not fit', () => {
  it('with entries missing before it is a gap, and central says what it has', async () => {
    const entries = people(5);
    await counter.push(entries.slice(0, 2));
    const answer = await refusal(await counter.push(entries.slice(3)));
    expect(answer).toMatchObject({ status: 409, code: 'central.gap', data: { have: 2 } });
    expect(await stored()).toEqual([1, 2]);
  });

  it('with entries missing before it is a gap, whatever entry its first one claims to follow', async () => {
    const [first, second] = people(2) as [Entry, Entry];
    await counter.push([first]);
    const skipping = counter.rewrite(second);
    const { prevHash } = second;
    const { body, hash: _, ...header } = { ...skipping, prevHash };
    const forged: Entry = { ...header, body, hash: hashEntry(header, body, sha256Text) };
    expect(await refusal(await counter.push([forged]))).toMatchObject({ status: 409, code: 'central.gap' });
    expect(await stored()).toEqual([1]);
  });

  it('whose body was changed breaks the chain', async () => {
    const [first, second] = people(2) as [Entry, Entry];
    const answer = await refusal(await counter.push([first, { ...second, body: second.body.replace('1990', '1991') }]));
    expect(answer).toMatchObject({ status: 422, code: 'central.badChain', data: { seq: 2, what: 'hash' } });
  });

  it('whose entries are reordered or dropped breaks the chain', async () => {
    const [first, second, third] = people(3) as [Entry, Entry, Entry];
    for (const list of [
      [first, third],
      [second, first],
    ]) {
      expect((await counter.push(list)).status).toBe(422);
    }
    expect(await stored()).toEqual([]);
  });

  it('signed by another key is refused', async () => {
    const thief = new TestCounter(counter.url, counter.enrolment, generateKeyPairSync('ed25519').privateKey);
    const answer = await refusal(await thief.push([thief.write(newPerson().draft)]));
    expect(answer).toMatchObject({ status: 422, code: 'central.badSignature' });
  });

  it('whose signature is of another range is refused', async () => {
    const entries = people(3);
    const { header } = counter.batchOf(entries.slice(0, 2));
    const lines = entries.map((entry) => JSON.stringify(entry));
    const text = [JSON.stringify({ ...header, to: 3, head: entries[2]!.hash }), ...lines].join('\n');
    expect(await refusal(await counter.pushText(text))).toMatchObject({ code: 'central.badSignature' });
  });

  it('from a copied disk that wrote another story is refused, new entries and old ones alike', async () => {
    const copy = new TestCounter(counter.url, counter.enrolment, counter.key);
    await counter.push(people(3));
    const other = Array.from({ length: 4 }, () => copy.write(newPerson().draft));
    expect(await refusal(await copy.push(other.slice(0, 3)))).toMatchObject({ status: 422, code: 'central.badChain' });
    expect(await refusal(await copy.push(other.slice(3)))).toMatchObject({ status: 422, code: 'central.badChain' });
  });

  it('of a counter that was enrolled anew is refused for ever', async () => {
    const entries = people(2);
    await counter.push(entries.slice(0, 1));
    const again = await enrolTestCounter(running, number);
    expect(again.stream).toBe(`GLT-${number}-2`);
    const answer = await refusal(await counter.push(entries.slice(1)));
    expect(answer).toMatchObject({ status: 403, code: 'central.staleEpoch' });
    expect((await again.push([again.write(newPerson().draft)])).status).toBe(200);
  });

  it('of a counter that was enrolled anew while its batch was read is refused', async () => {
    const { header, lines } = counter.batchOf(people(2));
    const batch = await readBatch(zstdCompressSync([JSON.stringify(header), ...lines].join('\n')));
    await enrolTestCounter(running, number);
    const late = receive(running.central.db, StreamId.parse(counter.stream), { batch, at: new Date() });
    await expect(late).rejects.toMatchObject({ code: 'central.staleEpoch' });
    expect(await stored()).toEqual([]);
  });
});

describe('what is no batch at all', () => {
  const line = (value: unknown) => zstdCompressSync(typeof value === 'string' ? value : JSON.stringify(value));

  it('is malformed: no zstd, half a frame, no JSON, no header, no entries, bad UTF-8', async () => {
    const whole = zstdCompressSync(`{"from":1}\n${'x'.repeat(5000)}`);
    const { header } = counter.batchOf(people(1));
    const bodies = [
      Buffer.from('plain'),
      whole.subarray(0, whole.length - 6),
      line('not json'),
      line({ from: 1 }),
      line(header),
      zstdCompressSync(Buffer.from([0xff, 0xfe, 0x0a])),
      Buffer.alloc(0),
    ];
    for (const body of bodies) {
      expect(await refusal(await counter.pushBytes(body))).toMatchObject({ status: 400, code: 'input.malformed' });
    }
  });

  it('is too large on the wire', async () => {
    const body = Buffer.alloc(1024 * 1024 + 1);
    expect(await refusal(await counter.pushBytes(body))).toMatchObject({ status: 413, code: 'central.tooLarge' });
  });

  it('is too large on the wire without saying so beforehand', async () => {
    let left = 128;
    const stream = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(256 * 1024));
        left -= 1;
        if (left === 0) controller.close();
      },
    });
    const headers = { ...counter.headers, 'content-type': 'application/zstd' };
    const url = `${counter.url}/v1/streams/${counter.stream}/batch`;
    const sent = fetch(url, { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit);
    // Node closes a long upload: the answer or the closed line, never a wait.
    const status = await sent.then(
      (response) => response.status,
      () => 'closed',
    );
    expect([413, 'closed']).toContain(status);
  });

  it('unfolds to more than allowed: a bomb of 64 MiB in a few KiB', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(64 * 1024);
    const before = process.memoryUsage().rss;
    expect(await refusal(await counter.pushBytes(bomb))).toMatchObject({ status: 413, code: 'central.tooLarge' });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('holds more entries than allowed', async () => {
    expect(await refusal(await counter.push(people(501)))).toMatchObject({ status: 413, code: 'central.tooLarge' });
  });
});

describe('who may push', () => {
  it('is nobody elsewhere: a body as large as a batch is read on the way to a batch alone', async () => {
    const ask = (path: string, type: string) =>
      fetch(`${counter.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: Buffer.alloc(200_000),
      });
    for (const type of ['application/zstd', 'application/x-parwana-bundle', 'application/json']) {
      for (const path of ['/v1/enrol', `/v1/streams/${counter.stream}/hello`, '/v1/nothing']) {
        expect(await refusal(await ask(path, type)), `${type} ${path}`).toMatchObject({ status: 413 });
      }
    }
  });

  it('is nobody without the key, with a wrong key, or to another counter’s stream', async () => {
    const other = await enrolTestCounter(running, 900 + number);
    const url = `${counter.url}/v1/streams/${counter.stream}/batch`;
    const body = zstdCompressSync('x');
    const ask = (headers: Record<string, string>) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/zstd', ...headers }, body }).then(refusal);
    expect(await ask({})).toMatchObject({ status: 401, code: 'central.unauthorised' });
    const wrong = `Bearer ${'x'.repeat(43)}`;
    expect(await ask({ authorization: wrong })).toMatchObject({ status: 401, code: 'central.unauthorised' });
    expect(await ask(other.headers)).toMatchObject({ status: 403, code: 'session.forbidden' });
  });
});

describe('what was received', () => {
  it('can be changed by nobody, not even in the database', async () => {
    await counter.push(people(1));
    const { pool } = running.central;
    for (const sql of ['update entry set line = line', 'delete from entry', 'truncate entry']) {
      await expect(pool.query(sql)).rejects.toThrow('append-only');
    }
  });

  it('is the very line the counter wrote', async () => {
    const [entry] = people(1) as [Entry];
    await counter.push([entry]);
    const { rows } = await running.central.pool.query('select line from entry where id = $1', [entry.id]);
    expect(rows).toEqual([{ line: JSON.stringify(entry) }]);
  });
});
