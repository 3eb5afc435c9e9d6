import assert from 'node:assert/strict';
import { expectOk, type Check } from '../check.ts';
import type { Counter } from '../counter.ts';
import { member } from '../json.ts';

interface Lease {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  readonly stream: string;
}

export const numberChecks: readonly Check[] = [
  {
    section: 'Numbers',
    name: 'lends ranges that never overlap, also to counters that ask at once',
    run: async ({ first, second }) => {
      const asks = [first, second, first, second].map((counter) =>
        counter.ask('POST', 'leases', { json: { remaining: 0 } }),
      );
      (await Promise.all(asks)).forEach(expectOk);
      const leases = [...(await leasesOf(first)), ...(await leasesOf(second))];
      assert(leases.length >= 2, 'both counters have a lease');
      const sorted = leases.toSorted((a, b) => a.prefix.localeCompare(b.prefix) || a.from - b.from);
      sorted.forEach((lease, index) => {
        const next = sorted[index + 1];
        assert(next === undefined || next.prefix !== lease.prefix || next.from > lease.to, 'two leases overlap');
      });
    },
  },
  {
    section: 'Numbers',
    name: 'lends nothing to a counter that has enough',
    run: async ({ first }) => {
      const answer = await first.ask('POST', 'leases', { json: { remaining: 1_000_000 } });
      expectOk(answer);
      assert.equal(member(answer.body, 'granted'), false);
    },
  },
];

/** The leases of a counter, from the feed: read until nothing more comes. */
async function leasesOf(counter: Counter): Promise<Lease[]> {
  const found: Lease[] = [];
  await counter.waitFor(({ entry }) => entry?.type === 'lease.granted');
  for (let after = 0; ;) {
    const { body } = await counter.ask('GET', `feed?after=${after}&limit=500`);
    for (const item of member(body, 'items') as unknown as { entry?: { type: string; body: string } }[]) {
      if (item.entry?.type === 'lease.granted') found.push(JSON.parse(item.entry.body) as Lease);
    }
    const next = Number(member(body, 'next'));
    if (next === after) return found.filter((lease) => lease.stream === counter.stream);
    after = next;
  }
}
