import assert from 'node:assert/strict';
import { isSigned } from '../batch.ts';
import { expectOk, expectRefusal, type Check } from '../check.ts';
import { canonical, sha256 } from '../journal.ts';
import { member } from '../json.ts';
import { recorded, sampleCnic } from '../samples.ts';

const section = 'Feed';

export const feedChecks: readonly Check[] = [
  {
    section,
    name: 'comes in rising change numbers, the same each time it is read',
    run: async ({ first }) => {
      const pages = [await first.ask('GET', 'feed?after=0&limit=50'), await first.ask('GET', 'feed?after=0&limit=50')];
      pages.forEach(expectOk);
      const [one, two] = pages.map(({ body }) => member(body, 'items') as unknown as { change: number }[]);
      assert.deepEqual(one, two);
      const changes = (one ?? []).map(({ change }) => change);
      assert.deepEqual(
        changes,
        [...new Set(changes)].toSorted((a, b) => a - b),
      );
    },
  },
  {
    section,
    name: 'goes on after any change number, item by item',
    run: async ({ second }) => {
      const { body } = await second.ask('GET', 'feed?after=0&limit=20');
      const whole = member(body, 'items') as unknown as { change: number }[];
      let next = 0;
      const stepped: unknown[] = [];
      while (stepped.length < whole.length) {
        const page = await second.ask('GET', `feed?after=${next}&limit=1`);
        stepped.push(...(member(page.body, 'items') as unknown as unknown[]));
        const following = Number(member(page.body, 'next'));
        assert(following > next, 'the cursor stands still while there is more');
        next = following;
      }
      assert.deepEqual(stepped, whole);
    },
  },
  {
    section,
    name: 'brings a centre mate’s applied entry, verbatim',
    run: async ({ first, second }) => {
      const [entry] = await first.push(recorded(sampleCnic()));
      assert(entry !== undefined);
      const { item } = await second.waitFor((each) => each.entry?.id === entry.id);
      assert.deepEqual(item.entry, entry);
      const { hash, body, ...header } = item.entry ?? entry;
      assert.equal(hash, sha256(canonical(header, body)));
    },
  },
  {
    section,
    name: 'keeps from other centres what does not concern them',
    run: async ({ first, elsewhere }) => {
      const [entry] = await first.push(recorded(sampleCnic()));
      assert(entry !== undefined);
      await first.receiptOf(entry);
      const [own] = await elsewhere.push(recorded(sampleCnic()));
      assert(own !== undefined);
      const { seen } = await elsewhere.waitFor(({ receipt }) => receipt?.entryId === own.id);
      assert(!seen.some((item) => item.entry?.id === entry.id), 'another centre’s entry came down');
    },
  },
  {
    section,
    name: 'a long poll answers as soon as there is news',
    run: async ({ first, second }) => {
      const { body } = await second.ask('GET', 'feed?after=0&limit=500');
      let after = Number(member(body, 'next'));
      for (;;) {
        const page = await second.ask('GET', `feed?after=${after}&limit=500`);
        const next = Number(member(page.body, 'next'));
        if (next === after) break;
        after = next;
      }
      const waiting = second.ask('GET', `feed?after=${after}&wait=25`);
      const started = performance.now();
      await first.push(recorded(sampleCnic()));
      const news = await waiting;
      expectOk(news);
      assert((member(news.body, 'items') as unknown as unknown[]).length > 0);
      assert(performance.now() - started < 20_000, 'the news came with the end of the wait');
    },
  },
  {
    section,
    name: 'central’s own entries bear its signature',
    run: async ({ first }) => {
      await first.ask('POST', 'leases', { json: { remaining: 0 } });
      const { item } = await first.waitFor(({ entry }) => entry?.type === 'lease.granted');
      const { entry, signature = '' } = item;
      assert(entry !== undefined);
      const statement = `parwana-head-1\n${entry.stream}\n${entry.seq}\n${entry.hash}`;
      assert(isSigned(statement, { key: first.enrolment.centralKey, signature }), 'the signature is not valid');
    },
  },
  {
    section,
    name: 'refuses questions out of range',
    run: async ({ first }) => {
      for (const query of ['after=-1', 'after=x', 'after=0&limit=100000', 'after=0&wait=100000']) {
        expectRefusal(await first.ask('GET', `feed?${query}`), { status: 400, code: 'input.malformed' });
      }
    },
  },
];
