import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signText } from '../../src-central/auth/signatures.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { FeedItem, FeedPage } from '../../src-shared/contract/central/feed.ts';
import { subjectStatement } from '../../src-shared/ledger/chain.ts';
import { allQuiet } from '../support/mates.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson } from '../support/test-counter.ts';

let running: RunningCentral;
let writer: ReplayCounter;
let counter: ReplayCounter;
/** What becomes of a page of the feed before the counter sees it. */
let change: (page: FeedPage) => FeedPage | object = (page) => page;
let number = 1;
beforeAll(async () => {
  running = await startTestCentral();
  writer = new ReplayCounter();
  await writer.enrol(running, { counter: 1 });
  writer.replay.start();
});
afterAll(async () => {
  await writer.destroy();
  await running.stop();
});
beforeEach(async () => {
  change = (page) => page;
  const between: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!(input as Request).url.includes('/feed?') || !response.ok) return response;
    return Response.json(change((await response.json()) as FeedPage));
  };
  counter = new ReplayCounter({ fetch: between });
  await counter.enrol(running, { counter: (number += 1) });
});
afterEach(() => counter.destroy());

/** The store as text: nothing of a page that was refused may be in it. */
function contents({ store }: ReplayCounter): string {
  const tables = [
    'subject',
    'subject_confirmed',
    'subject_base',
    'feed_entry',
    'receipt',
    'case_claim',
    'person',
  ] as const;
  const rows = tables.map((table) => store.all(store.sql.selectFrom(table).selectAll()));
  return JSON.stringify([rows, counter.feedChange]);
}

/** Adds an item to the next page, after all that is in it. */
function adding(make: (place: { change: number; at: string }) => object): void {
  change = (page) => {
    const place = { change: page.next + 1, at: page.serverTime };
    return { ...page, items: [...page.items, make(place)], next: place.change };
  };
}

async function expectRefused(code: string, state: 'paused' | 'down'): Promise<void> {
  const before = contents(counter);
  counter.replay.start();
  await counter.until(() => counter.replay.link.fault === code);
  expect(counter.replay.link.state).toBe(state);
  expect(contents(counter)).toBe(before);
}

const { subject, draft } = newPerson();
const state = JSON.stringify({ kind: 'person', cnic: subject.slice(7), person: null, applications: {}, licences: {} });

function stateItem(
  place: { change: number; at: string },
  told: { subject: string; state: string; of?: number },
): object {
  const stateHash = createHash('sha256').update(told.state).digest('hex');
  const statement = subjectStatement({ subject: told.subject, change: told.of ?? place.change, stateHash });
  const signature = signText(running.central.keys.signing, statement);
  return { ...place, kind: 'subject', subject: told.subject, state: told.state, signature };
}

describe('of a central that lies, a counter takes nothing, be it in a page of good items:', () => {
  it('a state that central did not sign', async () => {
    adding((place) => ({ ...stateItem(place, { subject, state }), state: state.replace('null', '{}') }));
    await expectRefused('central.badSignature', 'paused');
  });

  it('a state that central signed for another person', async () => {
    adding((place) => ({ ...stateItem(place, { subject, state }), subject: newPerson().subject }));
    await expectRefused('central.badSignature', 'paused');
  });

  it('an old state, signed once, said again as new', async () => {
    adding((place) => stateItem(place, { subject, state, of: 1 }));
    await expectRefused('central.badSignature', 'paused');
  });

  it.each([
    ['no JSON', '{'],
    ['of another kind', JSON.stringify({ kind: 'till', receipts: [] })],
    ['that is nothing', 'null'],
  ])('a state %s, though it is signed', async (_, wrong) => {
    adding((place) => stateItem(place, { subject, state: wrong }));
    await expectRefused('central.garbage', 'down');
  });

  it.each([
    ['for ever', { until: '2099-01-01T00:00:00.000Z' }],
    ['by nobody', { stream: null }],
    ['of a till', { subject: 'till:GLT-1-1:2026-11-21', until: null, stream: null }],
  ])('a case held %s', async (_, wrong) => {
    adding((place) => {
      const until = new Date(Date.parse(place.at) + 60_000).toISOString();
      return { ...place, kind: 'claim', subject, stream: 'GLT-1-1', actor: 'operator-1', until, ...wrong };
    });
    await expectRefused('central.garbage', 'down');
  });

  it('a page of more items than a page has', async () => {
    adding((place) => ({ ...place, kind: 'claim', subject, stream: null, actor: null, until: null }));
    const one = change;
    change = (page) => {
      const { items } = one(page) as FeedPage;
      const last = items.at(-1) as FeedItem;
      const many = Array.from({ length: 501 }, (_, index) => ({ ...last, change: last.change + index }));
      return { ...page, items: many, next: last.change + 600 };
    };
    await expectRefused('central.garbage', 'down');
  });

  it('items beyond the number it says to go on from', async () => {
    adding((place) => ({ ...place, kind: 'claim', subject, stream: null, actor: null, until: null }));
    const one = change;
    change = (page) => ({ ...one(page), next: page.next });
    await expectRefused('central.garbage', 'down');
  });

  it('an answer without an end', async () => {
    change = (page) => ({ ...page, filler: 'x'.repeat(33 * 1024 * 1024) });
    await expectRefused('central.garbage', 'down');
  });
});

describe('a central that was set back', () => {
  it('is noticed when the counter has seen more than there is: it pauses, says why, and keeps its work', async () => {
    writer.append(draft as never);
    counter.replay.start();
    await allQuiet(running, [writer, counter]);
    await counter.replay.stop();
    // A database from yesterday: its last changes are gone.
    const { pool } = running.central;
    const { rows } = await pool.query<{ change: number }>('select change from feed_head');
    await pool.query('update feed_head set change = change - 1');
    const before = contents(counter);
    const [own] = counter.append(newPerson().draft as never);
    await counter.restart();
    await counter.until(() => counter.replay.link.fault === 'central.rolledBack');
    expect(counter.replay.link.state).toBe('paused');
    await counter.until(() => counter.counts.unsent === 0);
    expect(JSON.parse(contents(counter))[0][3]).toEqual(JSON.parse(before)[0][3]);
    const kept = counter.store.get(counter.store.sql.selectFrom('journal').select('id').where('id', '=', own!.id));
    expect(kept).toEqual({ id: own!.id });
    await counter.replay.stop();
    await pool.query('update feed_head set change = greatest(change, $1)', [rows[0]!.change]);
  });

  it('is noticed also when it has gone on, another way, past what the counter has seen', async () => {
    writer.recordPeople(5);
    counter.replay.start();
    await allQuiet(running, [writer, counter]);
    await counter.replay.stop();
    const { pool } = running.central;
    const seen = counter.feedChange;
    await pool.query('delete from change where change > $1', [seen - 3]);
    await pool.query('update feed_head set change = $1', [seen - 3]);
    const mate = await enrolTestCounter(running, 900);
    const entries = Array.from({ length: 8 }, () => mate.write(newPerson().draft));
    await mate.push(entries);
    await mate.receiptsOf(entries);
    const { rows } = await pool.query<{ change: number }>('select change from feed_head');
    expect(rows[0]!.change).toBeGreaterThan(seen);
    await counter.restart();
    await counter.until(() => counter.replay.link.fault === 'central.rolledBack');
    expect(counter.feedChange).toBe(seen);
  });

  it('is noticed when its feed goes backwards', async () => {
    counter.replay.start();
    await allQuiet(running, [counter]);
    const here = counter.feedChange;
    change = (page) => ({ ...page, items: [], next: here - 1 });
    writer.recordPeople(1);
    await counter.until(() => counter.replay.link.fault === 'central.rolledBack');
    expect(counter.feedChange).toBe(here);
  });
});
