import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import type { NewAct } from '../../src-main/store/journal.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { devicesSubject } from '../../src-shared/ledger/subjects.ts';
import { plan, type Intent } from '../support/acts.ts';
import { deviceActs } from '../support/device-acts.ts';
import { tablesOfCentral, tablesOfCounter } from '../support/compare-tables.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { settleAll, startTestCentral } from '../support/test-central.ts';
import { World } from '../support/world.ts';

let running: RunningCentral;
const counters: ReplayCounter[] = [];
beforeAll(async () => {
  running = await startTestCentral();
  for (const number of [1, 2]) {
    const counter = new ReplayCounter();
    await counter.enrol(running, { counter: number });
    counters.push(counter);
  }
});
afterAll(async () => {
  for (const counter of counters) await counter.destroy();
  await running.stop();
});

let works = 0;

/** One application at a counter, cut off after so many acts. Both counters take the same licence number. */
function work(counter: ReplayCounter, { person, steps }: { person: number; steps: number }): void {
  works += 1;
  const { stream } = counter.identity.place;
  // What would be two works' same id or receipt is made this work's own.
  const own = (data: unknown) =>
    JSON.parse(
      JSON.stringify(data)
        .replaceAll(/01900000-0000-7000-8000-0000000(.{5})/g, `01900000-0000-7000-8000-00000${works}0$1`)
        .replaceAll(/GLT-1-1-(\d{8})-(\d{4})/g, `${stream}-$1-${works}$2`),
    ) as unknown;
  const world = new World();
  // The same day at the centre as the counter's clock says: the generator dates licences by it.
  world.now = Date.now();
  for (let step = 0; step < steps; step += 1) {
    const wish: Intent = {
      what: 'next',
      person,
      actor: 0,
      stream: 0,
      pick: step === 5 ? 1 : 0,
      slip: 'none',
      minutes: 0,
    };
    const { type, subject, data, actor, at } = plan(world, wish);
    const act = { type, subject, data: own(data) } as NewAct;
    const done = counter.journal.append(counter.identity.place, actor, [act]);
    if (!done.ok) throw new Error(`${type} ${done.code}`);
    world.try({ type, subject, data: own(data), actor, stream, at });
    counter.replay.wake();
  }
}

/** The technician's and the supervisor's work with camera and printer; some of it central cannot apply. */
function workOnDevices(counter: ReplayCounter, seed: number): void {
  const { place } = counter.identity;
  const world = new World(seed * 0x1000);
  world.now = Date.now();
  const slipOf = (index: number) => (index % 7 === 6 ? ('actor' as const) : ('none' as const));
  for (let index = 0; index < 30; index += 1) {
    const what = deviceActs[index % deviceActs.length]!;
    // The first explanation is of what was just found at that printer.
    const pick = index === 9 ? 8 : index * 3;
    const wish: Intent = { what, person: 0, actor: 4, stream: 0, pick, slip: slipOf(index), minutes: 0 };
    const { type, data, actor, stream, at } = plan(world, wish);
    const act = { type, subject: devicesSubject(place.stream), data } as NewAct;
    const done = counter.journal.append(place, actor, [act]);
    if (done.ok) world.try({ type, subject: devicesSubject(stream), data, actor, stream, at });
    counter.replay.wake();
  }
}

/** Every entry has its receipt, and every counter has all of the feed. */
async function allQuiet(): Promise<void> {
  const count = ({ store }: ReplayCounter, table: 'journal' | 'receipt') =>
    store.get(store.sql.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n')))?.n ?? 0;
  for (const counter of counters) await counter.until(() => count(counter, 'receipt') === count(counter, 'journal'));
  // Exceptions open their cases in a round of their own.
  await settleAll(running);
  const { rows } = await running.central.pool.query<{ change: number }>('select change from feed_head');
  const feedOf = ({ store }: ReplayCounter) => store.get(store.sql.selectFrom('replay_cursor').select('feed_change'));
  for (const counter of counters) {
    await counter.until(() => (feedOf(counter)?.feed_change ?? 0) >= (rows[0]?.change ?? 0));
  }
}

describe('two counters that worked with the cable out', () => {
  it('and central show the same tables once the cable is in, whatever they did to the same people', async () => {
    const [one, two] = counters as [ReplayCounter, ReplayCounter];
    work(one, { person: 0, steps: 10 });
    work(two, { person: 1, steps: 7 });
    // Both take in the same person: one of the two applications cannot stand.
    work(one, { person: 2, steps: 3 });
    work(two, { person: 2, steps: 5 });
    workOnDevices(one, 1);
    workOnDevices(two, 2);
    one.recordPeople(10);
    for (const counter of counters) counter.replay.start();
    await allQuiet();
    const central = await tablesOfCentral(running.central.db);
    for (const counter of counters) {
      const { lease: _, ...tables } = tablesOfCounter(counter.store);
      const { lease: __, ...expected } = central;
      expect(tables).toEqual(expected);
      expect(counter.log.filter((each) => each.what.includes('refuses'))).toEqual([]);
    }
    expect(central['application']).toHaveLength(3);
    for (const table of ['calibration', 'device', 'device_choice', 'printer_event']) {
      expect(central[table]!.length, table).toBeGreaterThan(1);
    }
    expect(central['printer_event']!.some((row) => row['explained_at'] !== null)).toBe(true);
    const { rows } = await running.central.pool.query("select count(*) as n from receipt where status <> 'applied'");
    expect(rows[0].n).toBeGreaterThan(0);
  });

  it('go on from there, and a journal rebuilt from nothing gives the same', async () => {
    const [one] = counters as [ReplayCounter];
    one.recordPeople(3);
    await allQuiet();
    const before = tablesOfCounter(one.store);
    expect(verifyJournal(one.store)).toMatchObject({ breaks: [], blobs: [] });
    rebuild(one.store, firstRules);
    expect(tablesOfCounter(one.store)).toEqual(before);
  });
});
