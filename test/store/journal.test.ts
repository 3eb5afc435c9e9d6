import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putReceipt } from '../../src-main/store/feed.ts';
import { putMeta } from '../../src-main/store/meta.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { findSubject } from '../../src-main/store/subjects.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { EntryId } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { intents, plan } from '../support/acts.ts';
import { personData } from '../support/bodies.ts';
import { portrait, TestStore, wholeWay } from '../support/test-store.ts';
import { staff, streams, World } from '../support/world.ts';

let kept: TestStore;
beforeEach(() => {
  kept = new TestStore();
});
afterEach(() => kept.destroy());

const subject = 'person:7110312345671' as Subject;
const place = { stream: streams[0], boot: 1 };

describe('append', () => {
  test('an act is an entry, a state and its rows at once', () => {
    const world = kept.live(wholeWay);
    expect(world.applied).toHaveLength(10);
    expect(kept.count('journal')).toBe(10);
    expect(findSubject(kept.store, subject)).toEqual(world.states.get(subject));
    const card = kept.store.get(kept.store.sql.selectFrom('card').selectAll());
    expect(card).toMatchObject({ stage: 'good', handed_to: 'Sample Person' });
    expect(verifyJournal(kept.store)).toMatchObject({ entries: 10, breaks: [], blobs: [] });
  });

  test('acts of one call are all there or none is: a refusal of the last leaves no trace of the first', () => {
    const person = personData(0);
    const photo = portrait();
    const acts = [
      { type: 'person.recorded', subject, data: { person }, blobs: [photo] },
      { type: 'person.recorded', subject, data: { person: { ...person, birthDate: '2990-01-01' } } },
    ] as const;
    expect(kept.journal.append(place, staff[0]!, acts)).toMatchObject({ ok: false, code: 'person.birthDateInFuture' });
    expect([kept.count('journal'), kept.count('blob'), kept.count('subject'), kept.count('person')]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(kept.journal.append(place, staff[0]!, acts.slice(0, 1)).ok).toBe(true);
    expect([kept.count('journal'), kept.count('blob'), kept.count('subject'), kept.count('person')]).toEqual([
      1, 1, 1, 1,
    ]);
  });

  test('acts of one call see each other and name each other as dependencies', () => {
    const first = { type: 'person.recorded', subject, data: { person: personData(0) } } as const;
    const applicationId = '01900000-0000-7000-8000-00000000aaaa' as never;
    const data = {
      applicationId,
      service: 'new',
      categories: ['car'],
      years: 5,
      rules: 'sample-2025-02' as never,
    } as const;
    const result = kept.journal.append(place, staff[0]!, [
      first,
      { type: 'application.opened', subject, data: { ...data, categories: ['car'] }, after: [0] },
    ]);
    if (!result.ok) throw new Fault(result.code);
    expect(result.value[1]?.deps).toEqual([result.value[0]?.id]);
    expect(result.value[1]?.prevHash).toBe(result.value[0]?.hash);
  });

  test('nothing is issued while the clock stands before a time that central vouched for', () => {
    kept.live(wholeWay.slice(0, 4));
    const server_time = new Date(kept.now + 3_600_000).toISOString();
    kept.store.run(kept.store.sql.updateTable('replay_cursor').set({ server_time, offset_ms: -3_600_000 }));
    const world = new World();
    world.now = kept.now;
    const money = { ...wholeWay[0]!, what: 'till.took' } as const;
    expect(kept.append(plan(world, money))).toMatchObject({ ok: false, code: 'clock.behind' });
    const recorded = kept.append(plan(world, { ...wholeWay[0]!, what: 'person.recorded' }));
    expect(recorded).toMatchObject({ ok: true, value: [{ offsetMs: -3_600_000 }] });
  });

  test('the store and a memory without one come to the same, whatever is tried', () => {
    fc.assert(
      fc.property(intents, (wishes) => {
        const one = new TestStore();
        try {
          const world = one.live(wishes);
          expect(one.count('journal')).toBe(world.applied.length);
          for (const [name, state] of world.states) expect(findSubject(one.store, name)).toEqual(state);
          expect(rebuild(one.store, firstRules).differing).toEqual([]);
          expect(verifyJournal(one.store).breaks).toEqual([]);
        } finally {
          one.destroy();
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('tampering', () => {
  test('SQLite itself refuses to change or remove an entry', () => {
    kept.live(wholeWay.slice(0, 2));
    expect(() => kept.store.exec(`update journal set body = '{}' where seq = 1`)).toThrow('append-only');
    expect(() => kept.store.exec(`delete from journal where seq = 2`)).toThrow('append-only');
    expect(() => kept.store.exec(`insert or replace into journal select * from journal where seq = 1`)).toThrow(
      'append-only',
    );
    expect(kept.count('journal')).toBe(2);
  });

  const edits = [
    ['an edited body', `update journal set body = replace(body, 'Person a', 'Person z') where seq = 1`, [1], 'hash'],
    ['another actor', `update journal set actor = 'op-9' where seq = 3`, [3], 'hash'],
    ['a moved time', `update journal set at = '2026-01-01T00:00:00.000Z' where seq = 4`, [4], 'hash'],
    ['a list that is no JSON any more', `update journal set deps = '[' where seq = 2`, [2], 'hash'],
    ['a removed entry', `delete from journal where seq = 5`, [6], 'gap'],
    ['a removed first entry', `delete from journal where seq = 1`, [2], 'gap'],
    [
      'two entries exchanged',
      `update journal set seq = 99 where seq = 2; update journal set seq = 2 where seq = 3; update journal set seq = 3 where seq = 99`,
      [2, 3, 4],
      'previous',
    ],
  ] as const;
  test.each(edits)('%s is found at its place', (...edit) => {
    const [, sql, places, what] = edit;
    kept.live(wholeWay);
    kept.tamper((db) => db.exec(sql));
    const { breaks } = verifyJournal(kept.store);
    expect(breaks.map((each) => each.seq)).toEqual(places);
    expect(breaks[0]).toMatchObject({ stream: streams[0], what });
  });

  test('an entry edited together with its hash breaks at the next one', () => {
    kept.live(wholeWay);
    kept.tamper((db) => db.exec(`update journal set hash = printf('%064d', 7) where seq = 4`));
    expect(verifyJournal(kept.store).breaks).toMatchObject([
      { seq: 4, what: 'hash' },
      { seq: 5, what: 'previous' },
    ]);
  });

  test('an end that was cut off is found by what central acknowledged', () => {
    kept.live(wholeWay);
    kept.store.run(kept.store.sql.updateTable('replay_cursor').set({ acked_seq: 10 }));
    kept.tamper((db) => db.exec(`delete from journal where seq > 8`));
    expect(verifyJournal(kept.store).breaks).toEqual([{ seq: 9, what: 'gap', stream: streams[0] }]);
  });

  test('an end that only the copy before this one had is no cut, also while the new stream is empty', () => {
    kept.live(wholeWay);
    const known = { change: 7, at: '2026-03-02T05:00:00.000Z' };
    const lost = { stream: streams[0], seq: 12, entryId: '01900000-0000-7000-8000-000000000012' as EntryId };
    const status = { status: 'exception', code: 'application.unknown', waitsFor: null } as const;
    kept.store.transact(() => putReceipt(kept.store, { ...lost, ...status }, known));
    const cut = [{ seq: 11, what: 'gap', stream: streams[0] }];
    kept.store.transact(() => putMeta(kept.store, 'enrolment', { stream: streams[0] }));
    expect(verifyJournal(kept.store).breaks).toEqual(cut);
    const renewed = streams[0].replace(/1$/, '2');
    kept.store.transact(() => putMeta(kept.store, 'enrolment', { stream: renewed }));
    expect(verifyJournal(kept.store).breaks).toEqual([]);
    kept.store.run(kept.store.sql.updateTable('replay_cursor').set({ acked_seq: 1 }));
    expect(verifyJournal(kept.store).breaks).toEqual([{ seq: 1, what: 'gap', stream: renewed }]);
  });

  test('an end that central never saw is missed by the tables', () => {
    kept.live(wholeWay);
    kept.tamper((db) => db.exec(`delete from journal where seq > 8`));
    expect(verifyJournal(kept.store).breaks).toEqual([]);
    expect(rebuild(kept.store, firstRules).differing).toEqual(['card', 'subject']);
  });

  test('an entry moved to a stream of another name is found', () => {
    kept.live(wholeWay);
    kept.tamper((db) => db.exec(`update journal set stream = 'nobody' where seq = 10`));
    expect(verifyJournal(kept.store).breaks).toMatchObject([{ stream: 'nobody', seq: 10 }]);
  });

  test('an edited table differs from the journal, and is mended from it', () => {
    kept.live(wholeWay);
    kept.tamper((db) => db.exec(`update licence set valid_until = '2099-01-01'`));
    expect(rebuild(kept.store, firstRules).differing).toEqual(['licence']);
    expect(rebuild(kept.store, firstRules)).toMatchObject({ subjects: 1, differing: [] });
  });

  test('a changed and a removed photo are found', () => {
    const photos = [portrait(), portrait(), portrait()] as const;
    const data = { person: personData(0) };
    kept.journal.append(place, staff[0]!, [{ type: 'person.recorded', subject, data, blobs: photos }]);
    kept.tamper((db) => {
      db.prepare('update blob set bytes = ? where sha256 = ?').run(portrait().bytes, photos[0].sha256);
      for (const table of ['blob', 'blob_delivery'])
        db.prepare(`delete from ${table} where sha256 = ?`).run(photos[1].sha256);
      // Purged after central had confirmed it: nothing to complain about.
      db.prepare('update blob_delivery set confirmed_at = ? where sha256 = ?').run('2026-03-02', photos[2].sha256);
      db.prepare('delete from blob where sha256 = ?').run(photos[2].sha256);
    });
    expect(verifyJournal(kept.store).blobs).toEqual([
      { sha256: photos[0].sha256, what: 'changed' },
      { sha256: photos[1].sha256, what: 'missing' },
    ]);
  });
});
