import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { settleRound } from '../../src-central/settle/round.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { readCase } from '../../src-central/pages/desk/case-data.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { tablesOfCentral, tablesOfCounter } from '../support/compare-tables.ts';
import { CounterWork } from '../support/counter-work.ts';
import { Desk } from '../support/desk.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { settleAll, startTestCentral } from '../support/test-central.ts';
import { newPerson } from '../support/test-counter.ts';
import { Catalogue, Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import type { CatalogueFiles } from '../../src-shared/catalogue/read-catalogue.ts';

/**
 * Two real counters of a centre that work with the cable out, and what central makes of facts that cannot
 * both stand: never the last one's word, always a case with both versions, whose decision reaches both ends.
 */
let running: RunningCentral;
let desk: Desk;
let counters: readonly ReplayCounter[];
let work: readonly [CounterWork, CounterWork];
beforeAll(async () => {
  running = await startTestCentral({ leaseSize: 20 });
  desk = new Desk(running);
  counters = [new ReplayCounter(), new ReplayCounter()];
  for (const [index, counter] of counters.entries()) {
    await counter.enrol(running, { counter: index + 1 });
    counter.replay.start();
    await counter.until(() => tablesOfCounter(counter.store)['lease']!.length > 0);
  }
  work = [new CounterWork(counters[0]!), new CounterWork(counters[1]!)];
  // From here on the tests say when central settles, and by which rules.
  await running.central.settler.stop();
});
afterAll(async () => {
  for (const counter of counters) await counter.destroy();
  await running.stop();
});
afterEach(async () => {
  await allQuiet();
  const central = await tablesOfCentral(running.central.db);
  for (const { store, log } of counters) {
    const { lease: _, ...tables } = tablesOfCounter(store);
    const { lease: __, ...expected } = central;
    expect(tables).toEqual(expected);
    expect(log.filter((each) => each.what.includes('refuses'))).toEqual([]);
    expect(rebuild(store, firstCatalogues()).differing).toEqual([]);
  }
});

async function unplug(): Promise<void> {
  await Promise.all(counters.map((counter) => counter.replay.stop()));
}

/** Sends all that is written at both, one counter after the other, so that the first is first. */
async function plugIn(): Promise<void> {
  for (const counter of counters) {
    await counter.restart();
    await counter.until(() => counter.counts.unsent === 0);
    await settleAll(running);
  }
}

async function allQuiet(): Promise<void> {
  await settleAll(running);
  const { rows } = await running.central.pool.query<{ change: number }>('select change from feed_head');
  const feedOf = ({ store }: ReplayCounter) => store.get(store.sql.selectFrom('replay_cursor').select('feed_change'));
  for (const counter of counters) {
    await counter.until(() => (feedOf(counter)?.feed_change ?? 0) >= (rows[0]?.change ?? 0));
    await counter.until(() => counter.isQuiet() || counter.counts.unsettled > 0);
  }
}

function somebody(): PersonData {
  return (newPerson().draft.data as { person: PersonData }).person;
}

async function both({ stream, seq }: Pick<Entry, 'stream' | 'seq'>) {
  const file = await readCase(running.central, { stream, seq });
  return file!.fields.filter(({ differs }) => differs).map(({ path }) => path);
}

it('one person opened at two counters: the second is a case, and stands aside when it is rejected', async () => {
  await unplug();
  const person = somebody();
  const [one, two] = work;
  one.open(person);
  const second = two.open({ ...person, phone: '03111111111' }, 3);
  two.submit(person, second.applicationId);
  await plugIn();
  const [recorded, opened] = second.entries;
  expect(await desk.fates([recorded!, opened!])).toEqual(['applied', 'exception application.alreadyOpen']);
  expect(await both(opened!)).toEqual(['applicationId', 'years']);
  await allQuiet();
  await desk.decide(opened!, 'reject');
  await allQuiet();
  const { store } = counters[1]!;
  const statuses = store.all(store.sql.selectFrom('receipt').select(['status', 'seq']).orderBy('seq'));
  // The money stays in the till: it was taken.
  expect(statuses.filter((row) => row.seq > opened!.seq).map((row) => row.status)).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'applied',
    'rejected',
  ]);
});

it('one person licensed at two counters: the second card is recalled', async () => {
  await unplug();
  const person = somebody();
  const cards = work.map((each) => {
    const { applicationId, entries } = each.open(person);
    each.submit(person, applicationId);
    each.approve(person, applicationId);
    return { opened: entries[1]!, ...each.print(person, applicationId) };
  });
  await plugIn();
  const { opened, jobId } = cards[1]!;
  expect(await desk.fates([cards[0]!.opened, opened])).toEqual(['applied', 'exception application.holdsLicence']);
  await desk.decide(opened, 'reject');
  await allQuiet();
  for (const { store } of counters) {
    const recalls = store.all(store.sql.selectFrom('recall').selectAll());
    expect(recalls).toMatchObject([{ job_id: jobId, why: 'application.holdsLicence', handed_to: person.nameEn }]);
    expect(store.all(store.sql.selectFrom('licence').select('cnic').where('cnic', '=', person.cnic))).toHaveLength(1);
  }
});

it('one number for two people: the register says whose it is, and nothing of the other is lost', async () => {
  await unplug();
  const [first, second] = [somebody(), somebody()];
  const [one] = work;
  const opened = [first, second].map((person) => {
    const { applicationId } = one.open(person);
    one.submit(person, applicationId);
    return applicationId;
  });
  const [, approved] = one.approve(first, opened[0]!);
  const { licenceNumber: number } = JSON.parse(approved!.body) as { licenceNumber: LicenceNumber };
  const [again] = one.approve(second, opened[1]!, number);
  await plugIn();
  expect(await desk.fates([approved!, again!])).toEqual(['applied', 'exception lease.numberTaken']);
  const file = await readCase(running.central, again!);
  expect(file!.holder).toMatchObject({ number, cnic: first.cnic });
  expect(await both(again!)).toContain('applicationId');
  await desk.decide(again!, 'reject');
  await allQuiet();
  // The application is back with the supervisor, who approves it with a number of its own.
  one.approve(second, opened[1]!);
  await counters[0]!.until(() => counters[0]!.counts.unsent === 0);
  await settleAll(running);
  const { rows } = await running.central.pool.query('select stage from application where id = $1', [opened[1]]);
  expect(rows).toEqual([{ stage: 'approved' }]);
});

it('a fee by other rules than central’s: both sums are there, and a retry applies it once the rules agree', async () => {
  await unplug();
  const person = somebody();
  const [, two] = work;
  const { applicationId } = two.open(person);
  const entries = two.submit(person, applicationId);
  const { db, keys, now } = running.central;
  const settleBy = async (books: Catalogues) => {
    while ((await settleRound(db, { books, keys, now })).settled > 0);
  };
  for (const counter of counters) {
    await counter.restart();
    await counter.until(() => counter.counts.unsent === 0);
    await settleBy(dearer());
  }
  const paid = entries.find(({ type }) => type === 'application.feePaid')!;
  const submitted = entries.at(-1)!;
  expect(await desk.fates([paid, submitted])).toEqual(['exception fee.linesDiffer', 'parked ledger.dependency < 0']);
  const file = await readCase({ db, books: dearer() }, paid);
  expect(file!.fields.find(({ path }) => path === 'total')).toMatchObject({ differs: true });
  await desk.decide(paid, 'retry');
  expect(await desk.fates([paid, submitted])).toEqual(['applied', 'applied']);
});

/** The rules as a central has them that was not told of the last notification: everything costs more. */
function dearer(): Catalogues {
  const all = firstCatalogues().all.map(({ files }) => {
    const text = JSON.stringify(files).replaceAll(/"each":"year","category":"(\w+)","amount":(\d+)/g, (...found) => {
      const [, category, amount] = found as string[];
      return `"each":"year","category":"${category}","amount":${Number(amount) + 5000}`;
    });
    return new Catalogue(JSON.parse(text) as CatalogueFiles);
  });
  return new Catalogues(all);
}
