import { copyFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { renewEnrolment } from '../../src-main/features/enrolment/join-centre.ts';
import { fieldPolicy } from '../../src-main/policy/field-policy.ts';
import { findRestored } from '../../src-main/store/restored.ts';
import { Upkeep } from '../../src-main/store/upkeep/upkeep.ts';
import type { ApplicationId } from '../../src-shared/ids.ts';
import { leaseSubject } from '../../src-shared/ledger/subjects.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';

let running: RunningCentral;
let counter: ReplayCounter;
let upkeep: Upkeep;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral({ leaseSize: 10 });
});
afterAll(() => running.stop());
beforeEach(async () => {
  counter = new ReplayCounter();
  number += 1;
  await counter.enrol(running, { counter: number });
  counter.replay.start();
  await counter.until(() => lease() !== undefined && counter.isQuiet());
  await counter.replay.stop();
  upkeep = keep();
});
afterEach(async () => {
  await upkeep.stop();
  await counter.destroy();
});

function keep(): Upkeep {
  const { dir: dataDir, store, journal, identity } = counter;
  const made = new Upkeep({
    dataDir,
    store,
    journal,
    rules: firstRules,
    clock: { now: () => Date.now() },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    policy: { ...fieldPolicy, ballastBytes: 0 },
    freeBytes: () => 1e12,
    stream: () => identity.enrolment?.stream,
    changed: () => undefined,
  });
  made.start();
  return made;
}

function lease() {
  const { store, identity } = counter;
  return store.get(store.sql.selectFrom('lease').selectAll().where('stream', '=', identity.place.stream));
}

function takeNumber(): void {
  const { prefix, next_serial, from_serial } = lease()!;
  const data = { number: licenceNumber(prefix, next_serial), applicationId: uuidv7(new Date()) as ApplicationId };
  counter.append({ type: 'lease.numberTaken', subject: leaseSubject(prefix, from_serial), data });
}

const stampFile = () => join(counter.dir, 'counter.stamp.json');

/** The database alone as it was before `work`, its stamp as it is now: how a copied file comes back. */
async function restoreFrom(work: () => void): Promise<void> {
  const { dir, key, store } = counter;
  store.checkpoint();
  const backup = join(dir, 'yesterday.db');
  copyFileSync(store.file, backup);
  work();
  await upkeep.stop();
  store.close();
  copyFileSync(backup, store.file);
  for (const end of ['-wal', '-shm']) rmSync(`${store.file}${end}`, { force: true });
  counter = new ReplayCounter({ home: { dir, key } });
  upkeep = keep();
}

it('a copy put in place of the store is found out with the cable out, before it gives a number twice', async () => {
  takeNumber();
  await restoreFrom(() => {
    takeNumber();
    takeNumber();
  });
  expect(findRestored(counter.store)).toMatchObject({ known: 3, here: 1, by: 'stamp' });
  expect(takeNumber).toThrow('counter.restored');
  // What needs no number goes on.
  counter.recordPeople(2);
  // Central has never seen the lost acts and cannot know: only numbers of a new epoch are safe.
  counter.replay.start();
  await counter.until(() => counter.replay.link.fault === 'counter.restored');
  expect(takeNumber).toThrow('counter.restored');
  await counter.replay.stop();
  const parts = { identity: counter.identity, escrow: async () => undefined, fetch: globalThis.fetch };
  await renewEnrolment(parts, { code: await codeFor(running, number) });
  await counter.restart();
  await counter.until(() => counter.isQuiet() && lease() !== undefined);
  takeNumber();
  await counter.until(() => counter.isQuiet());
  expect(counter.counts.exceptions).toBe(0);
});

it('the stamp of a store that was not touched says nothing, nor does one that cannot be read or is not there', async () => {
  counter.recordPeople(3);
  await upkeep.look();
  expect(JSON.parse(readFileSync(stampFile(), 'utf8'))).toEqual({ stream: counter.identity.place.stream, seq: 3 });
  if (process.platform !== 'win32') expect(statSync(stampFile()).mode & 0o777).toBe(0o600);
  for (const spoil of [
    () => undefined,
    () => copyFileSync(import.meta.filename, stampFile()),
    () => rmSync(stampFile()),
  ]) {
    spoil();
    await upkeep.stop();
    upkeep = keep();
    expect(findRestored(counter.store)).toBeUndefined();
  }
  takeNumber();
});
