import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findConfirmed } from '../../src-main/store/confirmed.ts';
import { applySubjectState } from '../../src-main/store/feed.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { events, FeedWorld, type Event } from './feed-world.ts';

function statesOf({ counter: { store } }: FeedWorld): Map<string, unknown> {
  const found = store.all(store.sql.selectFrom('subject').selectAll());
  return new Map(found.map(({ subject, state }) => [subject, JSON.parse(state) as unknown]));
}

test('after any page of the feed a subject is the fold of central’s order, then of what is unsettled here', () => {
  const met = { applied: 0, exception: 0, parked: 0, entry: 0, subject: 0 };
  fc.assert(
    fc.property(events, (happened) => {
      const world = new FeedWorld();
      try {
        for (const each of happened) {
          world.run(each);
          if (each.kind === 'page') expect(statesOf(world)).toEqual(new Map(world.expected()));
        }
        world.run({ kind: 'page', size: world.feed.length, overlap: world.feed.length });
        expect(statesOf(world)).toEqual(new Map(world.expected()));
        expect(world.diverged).toEqual([]);
        expect(rebuild(world.counter.store, firstRules).differing).toEqual([]);
        for (const item of world.feed) {
          if (item.kind === 'receipt' && item.receipt.status !== 'rejected') met[item.receipt.status] += 1;
          if (item.kind === 'entry' || item.kind === 'subject') met[item.kind] += 1;
        }
      } finally {
        world.counter.destroy();
      }
    }),
    { numRuns: 25 },
  );
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
});

test('an act that central refused disappears from the screen, and what was built on it with it', () => {
  const world = new FeedWorld();
  const wish = { person: 0, actor: 0, stream: 0, pick: 0, slip: 'none', minutes: 1 } as const;
  const story: Event[] = [
    // Both counters open an application for the same person; the other one reaches central first.
    { kind: 'own', wish: { ...wish, what: 'person.recorded' } },
    { kind: 'own', wish: { ...wish, what: 'application.opened' } },
    { kind: 'foreign', wish: { ...wish, what: 'person.recorded' } },
    { kind: 'foreign', wish: { ...wish, what: 'application.opened' } },
    { kind: 'deliver', park: false },
    { kind: 'deliver', park: false },
    { kind: 'page', size: 10, overlap: 0 },
  ];
  story.forEach((each) => world.run(each));
  const { store } = world.counter;
  const applications = store.all(store.sql.selectFrom('application').select(['stream', 'stage']));
  expect(applications).toEqual([{ stream: 'GLT-2-1', stage: 'open' }]);
  const receipts = store.all(store.sql.selectFrom('receipt').select('status').orderBy('seq'));
  expect(receipts).toEqual([{ status: 'applied' }, { status: 'exception' }]);
  world.counter.destroy();
});

test('an answer to a lookup that the feed has overtaken takes nothing back', () => {
  const world = new FeedWorld();
  const wish = { person: 0, actor: 0, stream: 0, pick: 0, slip: 'none', minutes: 1 } as const;
  world.run({ kind: 'own', wish: { ...wish, what: 'person.recorded' } });
  world.run({ kind: 'deliver', park: false });
  world.run({ kind: 'page', size: 10, overlap: 0 });
  const { store } = world.counter;
  const { subject } = store.get(store.sql.selectFrom('subject').select('subject'))!;
  // Central answered as of this change; the feed brought the next one before the answer was read.
  const change = world.cursor;
  const state = JSON.stringify(findConfirmed(store, subject as Subject).state);
  world.run({ kind: 'foreign', wish: { ...wish, what: 'person.recorded' } });
  world.run({ kind: 'foreign', wish: { ...wish, what: 'application.opened' } });
  world.run({ kind: 'page', size: 10, overlap: 0 });
  expect(world.cursor).toBeGreaterThan(change);
  store.transact(() => applySubjectState(store, { subject: subject as Subject, state, change }, firstRules));
  expect(statesOf(world)).toEqual(new Map(world.expected()));
  world.counter.destroy();
});
