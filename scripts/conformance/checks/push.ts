import assert from 'node:assert/strict';
import { compress, isSigned, packBatch } from '../batch.ts';
import { expectOk, expectRefusal, type Check } from '../check.ts';
import type { Counter } from '../counter.ts';
import { Counter as Other } from '../counter.ts';
import { canonical, sha256, type Entry } from '../journal.ts';
import { member, textOf } from '../json.ts';
import { recorded, sampleCnic } from '../samples.ts';

const section = 'Push';
const person = () => recorded(sampleCnic());

export const pushChecks: readonly Check[] = [
  {
    section,
    name: 'acknowledges a batch with its own signature under the head',
    run: async ({ first }) => {
      const entries = first.journal.append(person(), person(), person());
      const answer = await first.batch(entries);
      expectOk(answer);
      const [ackSeq, head] = [member(answer.body, 'ackSeq'), member(answer.body, 'head')];
      assert.deepEqual([ackSeq, head], [first.journal.entries.length, first.journal.head]);
      const statement = `parwana-head-1\n${first.stream}\n${first.journal.entries.length}\n${first.journal.head}`;
      const signature = textOf(answer.body, 'headCountersignature');
      assert(isSigned(statement, { key: first.enrolment.centralKey, signature }), 'the countersignature is not valid');
    },
  },
  {
    section,
    name: 'takes a batch that comes twice, or overlaps, as a duplicate',
    run: async ({ first }) => {
      const last = first.journal.entries.length;
      const [one] = first.journal.append(person());
      assert(one !== undefined);
      for (const entries of [[one], [one], first.journal.from(last - 1)]) {
        const answer = await first.batch(entries);
        expectOk(answer);
        assert.equal(member(answer.body, 'ackSeq'), last + 1);
      }
      const receipts = await receiptsOf(first, one);
      assert.equal(receipts, 1, 'one entry has one receipt');
    },
  },
  {
    section,
    name: 'refuses a gap and says what it has',
    run: async ({ second }) => {
      const have = second.journal.entries.length;
      const entries = second.journal.append(person(), person());
      const answer = await second.batch(entries.slice(1));
      expectRefusal(answer, { status: 409, code: 'central.gap' });
      assert.equal(member(answer.body, 'data', 'have'), have);
      expectOk(await second.batch(entries));
    },
  },
  {
    section,
    name: 'refuses a signature of another key, and keeps nothing of the batch',
    run: async ({ first, second }) => {
      await refusesUnchanged(first, (entries) => packBatch(entries, { key: second.key }), 'central.badSignature');
    },
  },
  {
    section,
    name: 'refuses an entry whose hash is not that of its text',
    run: async ({ first }) => {
      const edit = (entries: readonly Entry[]) => entries.map((entry) => ({ ...entry, body: `${entry.body} ` }));
      await refusesUnchanged(first, (entries) => packBatch(edit(entries), { key: first.key }), 'central.badChain');
    },
  },
  {
    section,
    name: 'refuses another past than the one it has',
    run: async ({ second }) => {
      const honest = second.journal.entries.at(-1);
      assert(honest !== undefined);
      const { hash: _, body, ...header } = honest;
      const text = `${body} `;
      const forged: Entry = { ...header, body: text, hash: sha256(canonical(header, text)) };
      const answer = await second.batch([forged]);
      expectRefusal(answer, { status: 422, code: 'central.badChain' });
    },
  },
  {
    section,
    name: 'refuses entries of another stream',
    run: async ({ first, second }) => {
      const entry = first.journal.entries.at(-1);
      assert(entry !== undefined);
      const answer = await second.send(packBatch([entry], { key: second.key }));
      assert.equal(answer.status, 422, JSON.stringify(answer.body));
    },
  },
  {
    section,
    name: 'refuses what is no batch: other bytes, a bomb, a wrong type of content',
    run: async ({ first }) => {
      expectRefusal(await first.send(Buffer.from('no batch')), { status: 400, code: 'input.malformed' });
      expectRefusal(await first.send(compress('{}')), { status: 400, code: 'input.malformed' });
      const bomb = await first.send(compress(Buffer.alloc(64 * 1024 * 1024, '\n')));
      expectRefusal(bomb, { status: 413, code: 'central.tooLarge' });
      const typed = await first.ask('POST', 'batch', {
        bytes: Buffer.from('{}'),
        headers: { 'content-type': 'text/plain' },
      });
      assert.equal(typed.status, 400);
    },
  },
  {
    section,
    name: 'refuses more entries than its limit says, and takes them in two',
    run: async ({ elsewhere }) => {
      const { body } = await elsewhere.ask('POST', 'hello', {
        json: { build: '1.0.0', schemas: { oldest: 1, newest: 1 } },
      });
      const most = Number(member(body, 'limits', 'maxEntries'));
      const entries = elsewhere.journal.append(...Array.from({ length: most + 1 }, person));
      expectRefusal(await elsewhere.batch(entries), { status: 413, code: 'central.tooLarge' });
      expectOk(await elsewhere.batch(entries.slice(0, most)));
      expectOk(await elsewhere.batch(entries.slice(most)));
    },
  },
  {
    section,
    name: 'takes two deliveries of one batch at the same time, once',
    run: async ({ second }) => {
      const entries = second.journal.append(person(), person());
      const answers = await Promise.all([second.batch(entries), second.batch(entries), second.batch(entries)]);
      const done = answers.filter(({ status }) => status === 200);
      assert(done.length > 0, 'none was taken');
      for (const { status } of answers) assert([200, 429].includes(status), `answered ${status}`);
      for (const { body } of done) assert.equal(member(body, 'ackSeq'), second.journal.entries.length);
      assert.equal(await receiptsOf(second, entries.at(-1)), 1);
    },
  },
  {
    section: 'Epochs',
    name: 'a counter that enrols anew retires the epoch before it',
    run: async ({ central, codes }) => {
      const [before, after] = [new Other(central), new Other(central)];
      if (codes.length < 5) return;
      expectOk(await before.enrol(codes[3] ?? ''));
      await before.push(person());
      expectOk(await after.enrol(codes[4] ?? ''));
      assert.notEqual(after.stream, before.stream);
      const late = await before.batch(before.journal.append(person()));
      expectRefusal(late, { status: 403, code: 'central.staleEpoch' });
    },
  },
];

/** How many receipts an entry has in the feed once it is settled. */
async function receiptsOf(counter: Counter, entry: Entry | undefined): Promise<number> {
  assert(entry !== undefined);
  const { seen } = await counter.waitFor(({ receipt }) => receipt?.entryId === entry.id);
  return seen.filter(({ receipt }) => receipt?.entryId === entry.id).length;
}

async function refusesUnchanged(
  counter: Counter,
  pack: (entries: readonly Entry[]) => Uint8Array,
  code: string,
): Promise<void> {
  const entries = counter.journal.append(person());
  expectRefusal(await counter.send(pack(entries)), { status: 422, code });
  // The honest batch fits exactly where the false one was refused.
  const answer = await counter.batch(entries);
  expectOk(answer);
  assert.equal(member(answer.body, 'ackSeq'), counter.journal.entries.length);
}
