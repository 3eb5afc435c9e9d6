import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendOwnActs } from '../../src-central/ingest/own-stream.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { sha256Text } from '../../src-central/auth/signatures.ts';
import { realTimers } from '../../src-main/replay/timers.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { findSubject } from '../../src-main/store/subjects.ts';
import { Catalogues, type Catalogue } from '../../src-shared/catalogue/catalogue.ts';
import { quoteService } from '../../src-shared/catalogue/quote-service.ts';
import { findService } from '../../src-shared/catalogue/rule-book.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { FeedPage } from '../../src-shared/contract/central/feed.ts';
import { ApplicationId, type ReceiptNumber, type RulesVersion, type Sha256 } from '../../src-shared/ids.ts';
import { contentText } from '../../src-shared/ledger/entries/catalogue-entries.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { catalogueSubject, personSubject } from '../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { contentOf } from '../../src-central/catalogue/content.ts';
import { rowsOfSubjects } from '../support/compare-tables.ts';
import { allQuiet } from '../support/mates.ts';
import { ReplayCounter, type ReplayCounterOptions } from '../support/replay-counter.ts';
import { RulesDesk, nextTexts } from '../support/rules-desk.ts';
import { settleAll, startTestCentral } from '../support/test-central.ts';
import { newPerson } from '../support/test-counter.ts';

/** Rules on their way from central to real counters, with links that come and go and a day on which fees change. */
let running: RunningCentral;
let desk: RulesDesk;
let now: number;
let counters: ReplayCounter[];
beforeEach(async () => {
  now = Date.parse('2026-11-30T06:00:00.000Z');
  running = await startTestCentral({ books: firstCatalogues(), now: () => new Date(now), snapshotBehind: 30 });
  desk = new RulesDesk(running);
  counters = [];
});
afterEach(async () => {
  for (const counter of counters) await counter.destroy();
  await running.stop();
});

const clock = { now: () => now };
const quick = { ...realTimers, random: () => 0 };
let number = 0;

async function join(options: ReplayCounterOptions = {}): Promise<ReplayCounter> {
  const counter = new ReplayCounter({ clock, rules: firstCatalogues(), timers: quick, ...options });
  counters.push(counter);
  await counter.enrol(running, { counter: (number += 1) });
  counter.replay.start();
  return counter;
}

const december = { version: 'gb-2026-12', from: '2026-12-01' };

/** Car licences cost 100 rupees a year more. */
function dearer() {
  return nextTexts(december, (file, value) => {
    for (const fee of file === 'house.json' ? [] : value.fees) {
      if (fee.category === 'car' && fee.each === 'year') fee.amount += 10_000;
    }
  });
}

/** Opens an application by the rules in force at this counter now, and takes its fee. */
function openAndPay(counter: ReplayCounter): { entries: readonly Entry[]; version: string; total: number } {
  const { person } = newPerson().draft.data as { person: PersonData };
  const subject = personSubject(person.cnic);
  const applicationId = ApplicationId.parse(uuidv7(new Date(now)));
  const day = dayOf(new Date(now).toISOString());
  const book = counter.rules.inForce(day)!;
  const wanted = { categories: ['car' as const], years: 5 };
  const opened = { applicationId, service: 'new', ...wanted, rules: book.version };
  const circumstances = { ...wanted, age: 36, lateDays: 0, answers: {}, otherCentre: false };
  const quote = quoteService(findService(book, 'new')!, { wanted, circumstances, version: book.version });
  if (!quote.ok) throw new Error(quote.code);
  const { lines, total } = quote.value;
  const receiptNumber = `${counter.identity.place.stream}-${day.replaceAll('-', '')}-0001` as ReceiptNumber;
  const paid = { applicationId, receiptNumber, rules: book.version, lines, total, tendered: total, method: 'cash' };
  const entries = counter.append(
    { type: 'person.recorded', subject, data: { person } },
    { type: 'application.opened', subject, data: opened },
    { type: 'application.feePaid', subject, data: paid },
  );
  return { entries, version: book.version, total };
}

async function expectApplied(entries: readonly Entry[]): Promise<void> {
  const ids = entries.map(({ id }) => id);
  const { rows } = await running.central.pool.query('select status from receipt where entry_id = any($1)', [ids]);
  expect(rows).toEqual(ids.map(() => ({ status: 'applied' })));
}

/** Both ends show the same of these subjects, nothing was left out, and folding everything again changes nothing. */
async function expectSame(counter: ReplayCounter, subjects: readonly string[]): Promise<void> {
  const [here, there] = await rowsOfSubjects(counter.store, running.central.db, [...subjects]);
  expect(here).toEqual(there);
  expect(counter.log.filter(({ what }) => what.includes('refuses'))).toEqual([]);
  expect(rebuild(counter.store, counter.rules).differing).toEqual([]);
}

function knows(rules: Catalogues): boolean {
  return rules.get('gb-2026-12' as RulesVersion) !== undefined;
}

it('a fee that changes while a counter is off line: each act stays under the version that decided it, at both ends', async () => {
  const [here, away] = [await join(), await join()];
  await allQuiet(running, counters);
  await away.replay.stop();
  await desk.bringOut(dearer());
  await here.until(() => knows(here.rules));
  const before = openAndPay(here);
  expect(before.version).toBe('sample-2025-02');
  now = Date.parse('2026-12-01T05:00:00.000Z');
  const [after, offline] = [openAndPay(here), openAndPay(away)];
  expect(after).toMatchObject({ version: 'gb-2026-12', total: before.total + 50_000 });
  expect(offline).toMatchObject({ version: 'sample-2025-02', total: before.total });
  await allQuiet(running, [here]);
  await away.restart();
  await allQuiet(running, counters);
  await expectApplied([before, after, offline].flatMap(({ entries }) => entries));
  // The link brought the rules: what is decided from now on is decided by them.
  expect(openAndPay(away)).toMatchObject({ version: 'gb-2026-12', total: after.total });
  await allQuiet(running, counters);
  const people = [before, after, offline].map(({ entries }) => entries[0]!.subject);
  for (const counter of counters) await expectSame(counter, [...people, 'catalogue:gb-2026-12']);
});

it('a counter that restarts, and one that begins from a snapshot, decide by what was published', async () => {
  const first = await join();
  await desk.bringOut(dearer());
  await first.until(() => knows(first.rules));
  now = Date.parse('2026-12-01T05:00:00.000Z');
  const done = Array.from({ length: 12 }, () => openAndPay(first));
  await allQuiet(running, [first]);
  const late = await join();
  await late.until(() => knows(late.rules));
  await allQuiet(running, counters);
  expect(late.rules.inForce('2026-12-01')?.version).toBe('gb-2026-12');
  await expectSame(
    late,
    done.map(({ entries }) => entries[0]!.subject),
  );
  await late.replay.stop();
  late.store.close();
  const again = new ReplayCounter({ clock, rules: firstCatalogues(), home: late });
  counters.splice(counters.indexOf(late), 1, again);
  expect(again.rules.inForce('2026-12-01')?.version).toBe('gb-2026-12');
  expect(again.rules.inForce('2026-11-30')?.version).toBe('sample-2025-02');
});

it('rules with a false signature are not taken; work and sending go on, and nothing of it is lost', async () => {
  let false_ = true;
  const tampering: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!false_ || !new URL((input as Request).url).pathname.endsWith('/feed')) return response;
    const page = (await response.json()) as FeedPage;
    const items = page.items.map((item) =>
      JSON.stringify(item).includes('catalogue')
        ? { ...item, signature: Buffer.alloc(64, 7).toString('base64') }
        : item,
    );
    return Response.json({ ...page, items });
  };
  const counter = await join({ fetch: tampering });
  await allQuiet(running, counters);
  await desk.bringOut(dearer());
  const faults = () => counter.log.filter(({ what }) => what === 'replay').map(({ facts }) => facts);
  await counter.until(() => faults().length > 0);
  expect(faults()[0]).toEqual({ lane: 'pull', code: 'central.badSignature' });
  expect(knows(counter.rules)).toBe(false);
  const { entries, version } = openAndPay(counter);
  expect(version).toBe('sample-2025-02');
  await counter.until(() => counter.counts.unsent === 0);
  await settleAll(running);
  await expectApplied(entries);
  false_ = false;
  await counter.restart();
  await allQuiet(running, counters);
  expect(knows(counter.rules)).toBe(true);
  await expectSame(counter, [entries[0]!.subject]);
});

it('rules this build cannot read are kept, told, and not decided by', async () => {
  const counter = await join();
  await allQuiet(running, counters);
  // As a central of a later release writes it: a field no build of today knows.
  const content = contentOf(dearer());
  const newer = { ...content, services: content.services.map((each) => ({ ...each, colour: 'green' })) };
  const sha256 = sha256Text(contentText(newer)) as Sha256;
  const said = { version: december.version as RulesVersion, from: december.from, sha256 };
  const { db, keys } = running.central;
  const subject = catalogueSubject(said.version);
  const reason = 'Notification 17';
  await db.transaction().execute((trx) =>
    appendOwnActs(
      trx,
      [
        { type: 'catalogue.proposed', subject, data: { ...said, content: newer, by: 'first', reason } },
        { type: 'catalogue.published', subject, data: { ...said, by: 'second', reason } },
      ],
      { keys, at: new Date(now) },
    ),
  );
  await settleAll(running);
  await counter.until(() => counter.rules.unread.length > 0);
  expect(counter.rules.unread).toMatchObject([
    {
      version: 'gb-2026-12',
      problems: [{ file: 'services/new.json', line: expect.any(Number), reason: expect.stringContaining('colour') }],
    },
  ]);
  now = Date.parse('2026-12-01T05:00:00.000Z');
  const { version, entries } = openAndPay(counter);
  expect(version).toBe('sample-2025-02');
  await allQuiet(running, counters);
  await expectApplied(entries);
  expect(findSubject(counter.store, subject)).toMatchObject({ stage: 'published', content: newer });
});

/** A build from before the rules were written: it can decide by nothing that is published. */
class OlderBuild extends Catalogues {
  override learn(published: readonly Catalogue[]): void {
    super.learn(
      [],
      published.map(({ version, from }) => ({ version, from, problems: [] })),
    );
  }
}

it('what others decided under rules that could not be read waits, and is there with the build that can', async () => {
  const [newer, older] = [await join(), await join({ rules: new OlderBuild(firstCatalogues().all) })];
  await desk.bringOut(dearer());
  await newer.until(() => knows(newer.rules));
  now = Date.parse('2026-12-01T05:00:00.000Z');
  const { entries } = openAndPay(newer);
  const other = openAndPay(older);
  await allQuiet(running, counters);
  await expectApplied([...entries, ...other.entries]);
  const applicationsAt = (counter: ReplayCounter) =>
    counter.store.all(counter.store.sql.selectFrom('application').select(['rules', 'subject']).orderBy('rules'));
  expect(applicationsAt(older)).toMatchObject([{ rules: 'sample-2025-02' }]);
  await older.replay.stop();
  older.store.close();
  const updated = new ReplayCounter({ clock, rules: firstCatalogues(), home: older });
  counters.splice(counters.indexOf(older), 1, updated);
  expect(applicationsAt(updated)).toMatchObject([{ rules: 'gb-2026-12' }, { rules: 'sample-2025-02' }]);
  await expectSame(updated, [entries[0]!.subject, other.entries[0]!.subject]);
});
