import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putCentre, putStaff } from '../../src-central/enrolment/centres.ts';
import { compactFeed } from '../../src-central/feed/compact.ts';
import { readPage } from '../../src-central/feed/page.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { FeedPage } from '../../src-shared/contract/central/feed.ts';
import { CentreCode, StaffId } from '../../src-shared/ids.ts';
import { settleAll, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
let mate: TestCounter;
let stranger: TestCounter;
beforeAll(async () => {
  running = await startTestCentral();
  await putCentre(running.central.db, { code: CentreCode.parse('SKD'), nameEn: 'Skardu', nameUr: 'سکردو' }, new Date());
  counter = await enrolTestCounter(running, 1);
  mate = await enrolTestCounter(running, 2);
  stranger = await enrolTestCounter(running, 1, 'SKD');
});
afterAll(() => running.stop());

async function write(of: TestCounter, count: number) {
  const entries = Array.from({ length: count }, () => of.write(newPerson().draft));
  await of.push(entries);
  await of.receiptsOf(entries);
  return entries;
}

async function whole(of: TestCounter, limit: number): Promise<FeedPage['items']> {
  const items: FeedPage['items'] = [];
  for (let after = 0; ;) {
    const page = FeedPage.parse(await of.feed({ after, limit }));
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    after = page.next;
    if (!page.more) return items;
  }
}

describe('the feed', () => {
  it('gives the same items in the same order whatever the size of a page', async () => {
    await write(counter, 11);
    await write(mate, 7);
    const once = await whole(counter, 500);
    for (const limit of [1, 3, 10]) expect(await whole(counter, limit)).toEqual(once);
    const changes = once.map((item) => item.change);
    expect(changes).toEqual(changes.toSorted((a, b) => a - b));
  });

  it('shows a counter its own receipts and its centre mates’ entries, and nothing of another centre', async () => {
    const theirs = await write(stranger, 3);
    const items = await whole(counter, 500);
    const receipts = items.flatMap((item) => (item.kind === 'receipt' ? [item.receipt.entryId] : []));
    const entries = items.flatMap((item) => (item.kind === 'entry' ? [item.entry.id] : []));
    expect(receipts).toEqual(counter.entries.map((entry) => entry.id));
    expect(entries).toEqual(mate.entries.map((entry) => entry.id));
    expect(JSON.stringify(items)).not.toContain(theirs[0]!.id);
    const foreign = await whole(stranger, 500);
    expect(foreign.filter((item) => item.kind === 'entry')).toEqual([]);
  });

  it('passes over other centres’ numbers at once', async () => {
    const { next } = await counter.feed();
    await write(stranger, 5);
    const page = await counter.feed({ after: next });
    expect(page.items).toEqual([]);
    expect(page.next).toBeGreaterThanOrEqual(next + 5);
  });

  it('does not show an entry that was not applied to anybody but its writer', async () => {
    const bad = counter.write({ ...newPerson().draft, body: '{}' });
    await counter.push([bad]);
    const [receipt] = await counter.receiptsOf([bad]);
    expect(receipt!.status).toBe('exception');
    // That there is a case about it is central's own news, and the centre's business.
    const others = (await whole(mate, 500)).filter(
      (item) => item.kind !== 'entry' || item.entry.type !== 'exception.opened',
    );
    expect(JSON.stringify(others)).not.toContain(bad.id);
  });

  it('waits for news and brings it the moment it is settled', async () => {
    const { next } = await mate.feed();
    const asked = performance.now();
    const waiting = mate.feed({ after: next, wait: 20 });
    await write(counter, 1);
    const page = await waiting;
    expect(page.items).toHaveLength(1);
    expect(performance.now() - asked).toBeLessThan(10_000);
  });

  it('waits no longer than asked', async () => {
    const { next } = await mate.feed();
    const asked = performance.now();
    expect((await mate.feed({ after: next, wait: 1 })).items).toEqual([]);
    expect(performance.now() - asked).toBeGreaterThan(950);
  });

  it('brings the centre’s people whenever they change, to that centre alone', async () => {
    const { next } = await counter.feed();
    const before = await stranger.feed();
    const member = {
      centre: CentreCode.parse('GLT'),
      id: StaffId.parse('operator-9'),
      nameEn: 'Operator 9',
      nameUr: 'آپریٹر 9',
      role: 'operator' as const,
      pin: '987654',
      active: true,
    };
    await putStaff(running.central.db, [member], new Date());
    const page = FeedPage.parse(await counter.feed({ after: next, wait: 5 }));
    expect(page.items[0]).toMatchObject({ kind: 'reference' });
    const { reference } = page.items[0] as { reference: { staff: { id: string; pinHash: string }[] } };
    const added = reference.staff.find((each) => each.id === 'operator-9');
    expect(added?.pinHash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(page)).not.toContain('987654');
    expect((await stranger.feed({ after: before.next })).items).toEqual([]);
  });

  it('refuses a query that makes no sense', async () => {
    for (const query of [{ after: -1 }, { after: 0, limit: 0 }, { after: 0, limit: 501 }, { after: 0, wait: 999 }]) {
      expect(await counter.feed(query)).toMatchObject({ code: 'input.malformed', status: 400 });
    }
  });
});

it('has no hole where changes are removed while a page is read, whichever query they fall behind', async () => {
  const { central } = running;
  const settings = { ...central.settings, snapshotBehind: 1 };
  const muchLater = () => new Date(Date.now() + 400 * 86_400_000);
  const met = new Set<string>();
  for (let k = 1, queries = k; queries >= k; k += 1) {
    const { change: after } = await central.db.selectFrom('feed_head').select('change').executeTakeFirstOrThrow();
    const entries = [1, 2, 3].map(() => counter.write(newPerson().draft));
    await counter.push(entries);
    await settleAll(running);
    queries = 0;
    const compacting: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if ((queries += 1) === k) await compactFeed({ ...central, settings, now: muchLater });
        return result;
      },
    };
    const page = readPage({ ...central, db: central.db.withPlugin(compacting) }, counter.stream, { after, limit: 500 });
    const found = await page.then(
      ({ items }) => items.map((item) => (item.kind === 'receipt' ? item.receipt.entryId : item.kind)),
      (error: { code: string }) => [error.code],
    );
    if (found[0] !== 'central.snapshotNeeded') expect(found, `query ${k}`).toEqual(entries.map(({ id }) => id));
    met.add(found[0]!.startsWith('central') ? 'refused' : 'whole');
  }
  expect([...met].toSorted()).toEqual(['refused', 'whole']);
});
