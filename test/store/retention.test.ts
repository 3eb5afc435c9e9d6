import { statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { storeBlobs } from '../../src-main/store/blobs.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { Upkeep } from '../../src-main/store/upkeep/upkeep.ts';
import { fieldPolicy } from '../../src-main/policy/field-policy.ts';
import { dropBlobs } from '../../src-main/store/upkeep/drop-blobs.ts';
import { emptyBodies } from '../../src-main/store/upkeep/empty-bodies.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { tablesOfCounter } from '../support/compare-tables.ts';
import { newPerson } from '../support/test-counter.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { portrait, TestStore, wholeWay } from '../support/test-store.ts';

const long = { before: '2999-01-01T00:00:00.000Z', most: 50 };

describe('photos', () => {
  let kept: TestStore;
  afterEach(() => kept.destroy());

  /** An applicant so many acts on, with the photo's bytes confirmed by central. */
  function photographed(steps: number): string | undefined {
    kept = new TestStore();
    kept.live(wholeWay.slice(0, steps));
    const { store } = kept;
    const photo = store.get(store.sql.selectFrom('application').select('photo'))?.photo;
    const sha256 = (photo ?? portrait().sha256) as ReturnType<typeof portrait>['sha256'];
    store.transact(() => storeBlobs(store, [{ ...portrait(), sha256 }], '2026-03-02T05:00:00.000Z'));
    return photo ?? undefined;
  }
  const confirm = () => kept.store.exec("update blob_delivery set confirmed_at = '2026-03-03T05:00:00.000Z'");
  const drop = (before = long.before) => kept.store.transact(() => dropBlobs(kept.store, { ...long, before }));
  const stageOf = () => kept.store.get(kept.store.sql.selectFrom('card').select('stage'))?.stage;

  it('stay until central has confirmed them, and for the days of the policy after', () => {
    photographed(1);
    expect(drop()).toBe(0);
    confirm();
    expect(drop('2026-03-03T05:00:00.000Z')).toBe(0);
    expect(drop('2026-03-03T05:00:00.001Z')).toBe(1);
    expect(kept.count('blob')).toBe(0);
    // What is gone is known to be at central: nothing is missing.
    expect(verifyJournal(kept.store).blobs).toEqual([]);
  });

  it('stay while an application is open, waits for approval, or its card is not printed', () => {
    const seen: string[] = [];
    for (let steps = 4; steps <= 9; steps += 1) {
      if (steps > 4) kept.destroy();
      if (photographed(steps) === undefined) continue;
      confirm();
      const stage = stageOf() ?? 'none';
      seen.push(stage);
      expect(drop(), `${steps} acts, card ${stage}`).toBe(stage === 'good' ? 1 : 0);
    }
    expect(new Set(seen)).toEqual(new Set(['none', 'printing', 'good']));
  });

  it('stay while a case about their entry is open', () => {
    photographed(1);
    confirm();
    const { store } = kept;
    const blob = portrait();
    kept.append({ ...firstAct(), at: '2026-03-02T06:00:00.000Z' } as never, [blob]);
    store.exec("update blob_delivery set confirmed_at = '2026-03-03T05:00:00.000Z'");
    const { id } = store.get(store.sql.selectFrom('journal').select('id').orderBy('seq', 'desc').limit(1))!;
    const opened = `insert into exception_case (subject, entry_id, stream, seq, type, about, code, owner, due_at, stage,
      times, opened_at) values ('exception:GLT-1-1:2', '${id}', 'GLT-1-1', 2, '', '', '', 'centre', '', 'open', 1, '')`;
    store.exec(opened);
    expect(drop()).toBe(1);
    expect(store.get(store.sql.selectFrom('blob').select('sha256'))?.sha256).toBe(blob.sha256);
    store.exec("update exception_case set stage = 'closed'");
    expect(drop()).toBe(1);
  });

  /** The first act once more, of another person. */
  function firstAct() {
    const { subject, draft } = newPerson();
    const row = kept.store.get(kept.store.sql.selectFrom('journal').selectAll().orderBy('seq').limit(1))!;
    return {
      type: 'person.recorded',
      subject,
      data: draft.data,
      actor: { id: row.actor, role: row.role },
      stream: row.stream,
    };
  }
});

describe('bodies', () => {
  let running: RunningCentral;
  let counter: ReplayCounter;
  let mate: ReplayCounter;
  beforeAll(async () => {
    running = await startTestCentral({ leaseSize: 10 });
    counter = new ReplayCounter();
    await counter.enrol(running, { counter: 1 });
    mate = new ReplayCounter();
    await mate.enrol(running, { counter: 2 });
  });
  afterAll(async () => {
    await counter.destroy();
    await mate.destroy();
    await running.stop();
  });

  const empty = (before = long.before) => {
    const { store } = counter;
    let gone = 0;
    for (;;) {
      const step = store.transact(() => emptyBodies(store, { before, most: 20, rules: firstRules }));
      if (step === 0) return gone;
      gone += step;
    }
  };
  const numberOf = (table: 'journal' | 'feed_entry') =>
    Number(counter.store.get(counter.store.sql.selectFrom(table).select((eb) => eb.fn.countAll().as('n')))?.n);

  it('leave once central settled them, and everything shown, proved and rebuilt is as before', async () => {
    const people = Array.from({ length: 30 }, () => newPerson());
    for (const { draft } of people) counter.append(draft as never);
    mate.recordPeople(12);
    for (const each of [counter, mate]) {
      each.replay.start();
      await each.until(() => each.isQuiet());
    }
    await counter.until(() => numberOf('feed_entry') >= 12);
    await counter.replay.stop();
    const unsent = counter.recordPeople(2);
    const before = tablesOfCounter(counter.store);
    expect(empty('2000-01-01T00:00:00.000Z')).toBe(0);
    expect(empty()).toBeGreaterThanOrEqual(42);
    expect(numberOf('feed_entry')).toBe(0);
    const left = counter.store.all(counter.store.sql.selectFrom('journal').select('id').where('body', '<>', 'null'));
    expect(left.map(({ id }) => id)).toEqual(unsent.map(({ id }) => id));
    expect(verifyJournal(counter.store)).toMatchObject({ entries: 32, emptied: 30, breaks: [] });
    expect(rebuild(counter.store, firstRules).differing).toEqual([]);
    expect(tablesOfCounter(counter.store)).toEqual(before);
    // Work on the same people goes on from there, here and at central.
    const again = people.slice(0, 5).map(({ draft }) => {
      const { person } = draft.data as { person: Record<string, unknown> };
      return { ...draft, data: { person: { ...person, phone: '03007654321' } } };
    });
    for (const draft of again) counter.append(draft as never);
    await counter.restart();
    await counter.until(() => counter.isQuiet());
    expect(counter.counts.exceptions).toBe(0);
    expect(rebuild(counter.store, firstRules).differing).toEqual([]);
    // The seven entries, and a lease if it came down meanwhile.
    expect([7, 8]).toContain(empty());
    expect(rebuild(counter.store, firstRules).differing).toEqual([]);
  });

  it('of what central has not settled cannot leave, and a body that left too soon is a break', () => {
    const [entry] = (counter.replay.stop(), counter.recordPeople(1));
    expect(() => counter.store.exec(`update journal set body = 'null' where id = '${entry!.id}'`)).toThrow(
      'append-only',
    );
    counter.store.exec(`drop trigger journal_no_update; update journal set body = 'null' where id = '${entry!.id}'`);
    const { breaks } = verifyJournal(counter.store);
    expect(breaks).toEqual([{ stream: entry!.stream, seq: entry!.seq, what: 'hash' }]);
  });
});

/** As many looks of an idle counter as it takes until the file no longer changes. */
async function idle(kept: TestStore): Promise<void> {
  const { store, journal } = kept;
  const upkeep = new Upkeep({
    dataDir: kept.dir,
    store,
    journal,
    rules: firstRules,
    clock: { now: () => Date.parse('2999-01-01T00:00:00.000Z') },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    policy: { ...fieldPolicy, ballastBytes: 0 },
    freeBytes: () => 1e12,
    stream: () => undefined,
    changed: () => undefined,
  });
  upkeep.start();
  for (let looks = 0, size = 0; looks < 200 && (looks < 10 || statSync(kept.file).size !== size); looks += 1) {
    size = statSync(kept.file).size;
    await upkeep.look();
  }
  await upkeep.stop();
}

describe('the file', () => {
  it('keeps its log bounded under a writer that never rests, and shrinks in idle time when much has left it', async () => {
    const kept = new TestStore();
    const { store } = kept;
    const log = () => statSync(`${kept.file}-wal`).size;
    let most = 0;
    for (let each = 0; each < 120; each += 1) {
      store.transact(() => storeBlobs(store, [portrait(500_000)], '2026-03-02T05:00:00.000Z'));
      most = Math.max(most, log());
    }
    // 60 MB written without a pause; the bound is 8,000 pages and the act that crossed it.
    expect(most).toBeLessThan(36 * 1024 * 1024);
    store.checkpoint();
    expect(log()).toBe(0);
    const full = statSync(kept.file).size;
    store.exec("update blob_delivery set confirmed_at = '2026-03-03T05:00:00.000Z'");
    await idle(kept);
    expect(kept.count('blob')).toBe(0);
    expect(statSync(kept.file).size).toBeLessThan(full / 5);
    kept.destroy();
  });
});
