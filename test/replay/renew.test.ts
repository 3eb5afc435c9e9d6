import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { Identity } from '../../src-main/features/enrolment/identity.ts';
import { renewEnrolment } from '../../src-main/features/enrolment/join-centre.ts';
import type { NewAct } from '../../src-main/store/journal.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { Fault } from '../../src-shared/errors.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { leaseSubject } from '../../src-shared/ledger/subjects.ts';
import { CentreCode, StreamId, type ApplicationId } from '../../src-shared/ids.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import { rowsOfSubjects } from '../support/compare-tables.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { newPerson } from '../support/test-counter.ts';
import { codeFor, receiptCounts, settleAll, startTestCentral } from '../support/test-central.ts';

let running: RunningCentral;
const open: ReplayCounter[] = [];
let number = 0;
beforeAll(async () => {
  running = await startTestCentral({ leaseSize: 20 });
});
afterAll(() => running.stop());
afterEach(async () => {
  for (const counter of open.splice(0)) await counter.destroy();
});

async function newCounter(): Promise<ReplayCounter> {
  const counter = new ReplayCounter();
  open.push(counter);
  number += 1;
  await counter.enrol(running, { counter: number });
  return counter;
}

/** The folder as a backup would have it: with the log emptied, files copied. */
function copyOf(counter: ReplayCounter): Pick<ReplayCounter, 'dir' | 'key'> {
  counter.store.checkpoint();
  const dir = mkdtempSync(join(tmpdir(), 'restored-'));
  cpSync(counter.dir, dir, { recursive: true });
  return { dir, key: counter.key };
}

function openCopy(home: Pick<ReplayCounter, 'dir' | 'key'>, over: typeof fetch = globalThis.fetch): ReplayCounter {
  const counter = new ReplayCounter({ home, fetch: over });
  open.push(counter);
  return counter;
}

async function close(counter: ReplayCounter): Promise<void> {
  open.splice(open.indexOf(counter), 1);
  await counter.destroy();
}

async function renew(counter: ReplayCounter, code?: string): Promise<number> {
  await counter.replay.stop();
  const parts = { identity: counter.identity, escrow: async () => undefined, fetch: globalThis.fetch };
  return renewEnrolment(parts, { code: code ?? (await codeFor(running, number)) });
}

const quiet = (counter: ReplayCounter) => counter.until(() => counter.isQuiet());
const paused = (counter: ReplayCounter, code: string) => counter.until(() => counter.replay.link.fault === code);

/** Everything written here is proved by the chains, folds to what the tables show, and is what central shows. */
async function expectSound(counter: ReplayCounter): Promise<void> {
  expect(verifyJournal(counter.store)).toMatchObject({ breaks: [], blobs: [] });
  expect(rebuild(counter.store, firstRules).differing).toEqual([]);
  await settleAll(running);
  const subjects = counter.store.all(counter.store.sql.selectFrom('journal').select('subject').distinct());
  const [here, there] = await rowsOfSubjects(
    counter.store,
    running.central.db,
    subjects.map((row) => row.subject).filter((each) => each.startsWith('person:')),
  );
  expect(here).toEqual(there);
}

function ownLeases({ store, identity }: ReplayCounter) {
  return store.all(store.sql.selectFrom('lease').selectAll().where('stream', '=', identity.place.stream));
}

/** Takes the next number of the only lease of this stream. */
function takeNumber(counter: ReplayCounter): NewAct {
  const lease = ownLeases(counter)[0]!;
  const applicationId = uuidv7(new Date()) as ApplicationId;
  const data = { number: licenceNumber(lease.prefix, lease.next_serial), applicationId };
  return { type: 'lease.numberTaken', subject: leaseSubject(lease.prefix, lease.from_serial), data };
}

describe('yesterday’s backup, restored', () => {
  it('is told from the code, says so, and goes on in a new epoch with what it wrote since', async () => {
    const mate = new ReplayCounter();
    open.push(mate);
    await mate.enrol(running, { counter: 800 });
    mate.replay.start();
    const original = await newCounter();
    original.recordPeople(7);
    original.replay.start();
    await quiet(original);
    // Written, not sent, and in the backup.
    await original.replay.stop();
    original.recordPeople(2);
    const backup = copyOf(original);
    original.recordPeople(3);
    await original.restart();
    await quiet(original);
    const before = original.identity.place.stream;
    await close(original);

    // It does not hear what became of its entries before it is renewed: it cannot know that two are at central.
    let deaf = true;
    const restored = openCopy(backup, async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      if (deaf && url.includes('/feed')) throw new TypeError('no feed yet');
      return fetch(input, init);
    });
    restored.recordPeople(4);
    restored.replay.start();
    await paused(restored, 'counter.restored');
    expect(restored.replay.link.state).toBe('paused');
    expect(await renew(restored)).toBe(6);
    const { stream } = restored.identity.place;
    expect(stream).not.toBe(before);
    expect(restored.identity.streams).toEqual([stream, before]);
    deaf = false;
    await restored.restart();
    await quiet(restored);
    expect(restored.counts).toMatchObject({ unsent: 0, exceptions: 0 });
    // Two of the six were at central already: received again, applied once, and no case for anybody.
    expect(await receiptCounts(running, before)).toEqual({ applied: 12 });
    expect(await receiptCounts(running, stream)).toEqual({ applied: 6 });
    const people = await running.central.pool.query('select count(*)::int as n from person');
    await expectSound(restored);
    restored.recordPeople(1);
    await quiet(restored);
    const after = await running.central.pool.query('select count(*)::int as n from person');
    expect((after.rows[0] as { n: number }).n - (people.rows[0] as { n: number }).n).toBe(1);
    // What the lost copy did came back with the feed: 12 of it, 4 since, 1 now.
    const here = restored.store.get(restored.store.sql.selectFrom('person').select((eb) => eb.fn.countAll().as('n')));
    expect(Number(here?.n)).toBeGreaterThanOrEqual(17);
    // A mate heard of each entry once, though some were sent in two epochs.
    await settleAll(running);
    const { change } = await running.central.db.selectFrom('feed_head').select('change').executeTakeFirstOrThrow();
    await mate.until(() => mate.feedChange >= change);
    expect(mate.log.filter(({ what }) => what !== 'link up')).toEqual([]);
    const subjects = mate.store.all(mate.store.sql.selectFrom('person').select('subject')).map((row) => row.subject);
    expect(subjects).toHaveLength((after.rows[0] as { n: number }).n);
    const [there, central] = await rowsOfSubjects(mate.store, running.central.db, subjects);
    expect(there).toEqual(central);
  });

  it('gives no numbers until it is renewed, and numbers used twice end as exceptions, never as two licences', async () => {
    const original = await newCounter();
    original.replay.start();
    await original.until(() => ownLeases(original).length > 0);
    await original.replay.stop();
    const backup = copyOf(original);
    original.append(takeNumber(original));
    await original.restart();
    await quiet(original);
    await close(original);

    const restored = openCopy(backup);
    const twice = restored.append(takeNumber(restored))[0]!;
    restored.replay.start();
    await paused(restored, 'counter.restored');
    expect(() => restored.append(takeNumber(restored))).toThrow('counter.restored');
    restored.recordPeople(1);
    await renew(restored);
    await restored.restart();
    await restored.until(() => restored.counts.unsettled === 0 && restored.counts.exceptions === 1);
    const receipt = restored.store.get(
      restored.store.sql.selectFrom('receipt').select(['status', 'code']).where('entry_id', '=', twice.id),
    );
    expect(receipt).toEqual({ status: 'exception', code: 'lease.numberTaken' });
    // New numbers are the new epoch's own.
    const { stream } = restored.identity.place;
    await restored.until(() => ownLeases(restored).length > 0);
    restored.append(takeNumber(restored));
    await quiet(restored);
    expect(await receiptCounts(running, stream)).toEqual({ exception: 1, applied: 2 });
  });
});

describe('two PCs with one identity', () => {
  it('are both told, and lose nothing, whoever is renewed first', async () => {
    const first = await newCounter();
    first.recordPeople(3);
    first.replay.start();
    await quiet(first);
    await first.replay.stop();
    const second = openCopy(copyOf(first));
    await first.restart();
    first.recordPeople(5);
    await quiet(first);
    second.recordPeople(4);
    second.replay.start();
    await paused(second, 'counter.restored');
    expect(await renew(second)).toBe(4);
    await second.restart();
    await quiet(second);
    // The old epoch is refused for ever, with its work kept for the day it is renewed in its turn.
    first.recordPeople(2);
    await paused(first, 'central.staleEpoch');
    expect(first.counts.unsent).toBe(2);
    expect(await renew(first)).toBe(2);
    await first.restart();
    await quiet(first);
    await paused(second, 'central.staleEpoch');
    expect(new Set([first, second].map(({ identity }) => identity.place.stream)).size).toBe(2);
    expect(first.counts.exceptions + second.counts.exceptions).toBe(0);
    await expectSound(first);
  });

  it('notice it also when both chains are as long', async () => {
    const first = await newCounter();
    first.recordPeople(1);
    first.replay.start();
    await quiet(first);
    await first.replay.stop();
    const second = openCopy(copyOf(first));
    second.replay.start();
    await second.until(() => second.replay.link.state === 'up');
    await first.restart();
    first.recordPeople(2);
    await quiet(first);
    second.recordPeople(2);
    await paused(second, 'counter.restored');
  });
});

describe('renewing', () => {
  it('broken off after central answered is the old identity, whole, and the same code ends it', async () => {
    const counter = await newCounter();
    counter.recordPeople(3);
    const before = counter.identity.place.stream;
    const code = await codeFor(running, number);
    const cut: typeof fetch = async (...call) => {
      await (await fetch(...call)).text();
      throw new TypeError('the line broke');
    };
    const parts = { identity: counter.identity, escrow: async () => undefined, fetch: cut };
    await expect(renewEnrolment(parts, { code })).rejects.toThrow();
    expect(counter.identity.place.stream).toBe(before);
    counter.replay.start();
    await paused(counter, 'central.staleEpoch');
    counter.recordPeople(1);
    expect(await renew(counter, code)).toBe(4);
    await counter.restart();
    await quiet(counter);
    expect(counter.counts.exceptions).toBe(0);
    await expectSound(counter);
  });

  it('that fails at any of its statements is the old identity, whole', async () => {
    const counter = await newCounter();
    counter.recordPeople(3);
    const { store, identity } = counter;
    const before = identity.enrolment!;
    const reference = { code: CentreCode.parse('GLT'), nameEn: 'Gilgit', nameUr: 'گلگت', staff: [] };
    const renewed = { ...before, stream: StreamId.parse(before.stream.replace(/1$/, '2')) };
    const run = store.run.bind(store);
    for (let failing = 1; ; failing += 1) {
      let statements = 0;
      store.run = (query) => {
        statements += 1;
        if (statements === failing) throw new Fault('store.full');
        return run(query);
      };
      const outcome = (() => {
        try {
          return identity.renew(renewed, reference);
        } catch {
          return 'failed';
        }
      })();
      store.run = run;
      if (outcome !== 'failed') {
        expect(outcome).toBe(3);
        expect(failing).toBeGreaterThan(8);
        break;
      }
      expect([identity.enrolment, new Identity(store).enrolment]).toEqual([before, before]);
      expect(store.all(store.sql.selectFrom('journal').select('stream').distinct())).toEqual([
        { stream: before.stream },
      ]);
      expect(store.all(store.sql.selectFrom('carried').selectAll())).toEqual([]);
    }
    expect(new Identity(store).streams).toEqual([renewed.stream, before.stream]);
    expect(verifyJournal(store)).toMatchObject({ breaks: [] });
  });

  it('takes no code of another counter, and the code stays good for that one', async () => {
    const counter = await newCounter();
    const code = await codeFor(running, 900);
    const refused = await renew(counter, code).catch((error: unknown) => error);
    expect((refused as Fault).code).toBe('enrolment.badCode');
    const { stream } = counter.identity.place;
    counter.recordPeople(1);
    await counter.restart();
    await quiet(counter);
    expect(counter.identity.place.stream).toBe(stream);
  });

  it('carries over any number of entries at once, in order, with their ids and times', async () => {
    const counter = await newCounter();
    const acts = Array.from({ length: 12 }, () =>
      counter.append(...Array.from({ length: 100 }, () => newPerson().draft as never as NewAct)),
    ).flat();
    expect(await renew(counter)).toBe(1_200);
    const rows = counter.store.all(counter.store.sql.selectFrom('journal').select(['id', 'at', 'seq']).orderBy('seq'));
    expect(rows).toEqual(acts.map(({ id, at }, index) => ({ id, at, seq: index + 1 })));
    expect(verifyJournal(counter.store)).toMatchObject({ breaks: [] });
    const edits = ["at = '2020-01-01T00:00:00.000Z'", "body = 'null'"].map(
      (set) => `update journal set ${set} where seq = 1`,
    );
    const deletions = ['delete from journal where seq = 1', 'delete from carried'];
    for (const statement of [...edits, ...deletions]) expect(() => counter.store.exec(statement)).toThrow();
  });
});
