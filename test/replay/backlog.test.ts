import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { entriesOf } from '../../src-main/features/replay/entry-list.ts';
import { replayCounts } from '../../src-main/features/replay/replay-counts.ts';
import { dayReceipts } from '../../src-main/features/reports/day-money.ts';
import { dayActs } from '../../src-main/features/reports/day-acts.ts';
import { hasUnsent, unsentEntries } from '../../src-main/replay/replay-store.ts';
import type { Store } from '../../src-main/store/store.ts';
import { dropBlobs } from '../../src-main/store/upkeep/drop-blobs.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';

const MB = 1024 * 1024;

describe('a long backlog', () => {
  let running: RunningCentral;
  let counter: ReplayCounter;
  beforeAll(async () => {
    running = await startTestCentral();
    counter = new ReplayCounter();
    await counter.enrol(running, { counter: 1 });
    counter.recordPeople(20);
  });
  afterAll(async () => {
    await counter.destroy();
    await running.stop();
  });

  it('is counted, sent and reported without walking through all of it', () => {
    const { store, identity } = counter;
    const scans = scansOf(store, () => {
      replayCounts({ store, identity });
      unsentEntries(store, identity.place.stream, { after: 10, most: 500, bytes: MB });
      hasUnsent(store, identity.place.stream);
      for (const filter of ['waiting', 'stuck'] as const) {
        entriesOf({ store, identity }, { filter, before: null, limit: 50 });
      }
      dayActs({ store, identity }, '2026-03-02');
      dayReceipts({ store, identity }, '2026-03-02');
      store.transact(() => dropBlobs(store, { before: '2000-01-01', most: 50 }));
    });
    const listed = scansOf(store, () => {
      for (const filter of ['waiting', 'stuck'] as const) {
        for (const before of [null, 2_000]) entriesOf({ store, identity }, { filter, before, limit: 50 });
      }
    }).filter((line) => /\bjournal\b/.test(line));
    expect(listed.length).toBeGreaterThan(6);
    // One by one, or between two places that are known, or the last one, as the counts ask: never the whole stream.
    const counted = new Set(scansOf(store, () => replayCounts({ store, identity })));
    const few = /\((id=\?|stream=\? AND seq=\?|stream=\? AND seq>\? AND seq<\?)\)/;
    expect(listed.filter((line) => !few.test(line) && !counted.has(line))).toEqual([]);
    // Tables that grow with the work are searched by an index; the small ones may be walked.
    const growing =
      /^SCAN (journal|receipt|blob|blob_delivery|feed_entry)\b(?!.* USING (COVERING )?INDEX \w+_(waiting|status))/;
    expect(scans.length).toBeGreaterThan(10);
    expect(scans.filter((line) => growing.test(line))).toEqual([]);
  });
});

/** What the query planner says of every query that a piece of work runs. */
function scansOf(store: Store, work: () => void): string[] {
  const lines: string[] = [];
  const spied = ['get', 'all', 'run'] as const;
  const plan = (query: Parameters<Store['get']>[0]) => {
    const { sql, parameters } = query.compile();
    const explain = { compile: () => ({ ...query.compile(), sql: `explain query plan ${sql}`, parameters }) };
    for (const row of originals.all(explain) as { detail: string }[]) lines.push(row.detail);
  };
  const originals = { all: store.all.bind(store) };
  const kept = spied.map((name) => [name, store[name]] as const);
  for (const [name, method] of kept) {
    Object.defineProperty(store, name, {
      configurable: true,
      value: (query: never) => {
        plan(query);
        return (method as (query: never) => unknown).call(store, query);
      },
    });
  }
  try {
    work();
  } finally {
    for (const name of spied) delete (store as never as Record<string, unknown>)[name];
  }
  return lines;
}
