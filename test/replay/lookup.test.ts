import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import { putCentre, putStaff } from '../../src-central/enrolment/centres.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import { CentreCode, StaffId, type StreamId } from '../../src-shared/ids.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { problemOf } from '../support/problem.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, type TestCounter as BareCounter } from '../support/test-counter.ts';

const SKARDU = CentreCode.parse('SKD');
const PIN = '246810';
let running: RunningCentral;
let proxy: FaultProxy;
/** A counter in Gilgit that only speaks to central, and a whole one in Skardu, behind a line that breaks on demand. */
let gilgit: BareCounter;
let skardu: TestCounter;
beforeAll(async () => {
  running = await startTestCentral();
  const { db } = running.central;
  await putCentre(db, { code: SKARDU, nameEn: 'Skardu', nameUr: 'سکردو' }, new Date());
  const member = {
    centre: SKARDU,
    id: StaffId.parse('operator-7'),
    nameEn: 'Seven',
    nameUr: 'سات',
    role: 'operator',
  } as const;
  await putStaff(db, [{ ...member, pin: PIN, active: true }], new Date());
  gilgit = await enrolTestCounter(running, 1);
  proxy = await FaultProxy.start(running.url);
  skardu = await startTestCounter({ enrolled: false });
  const code = await codeFor(running, 1, 'SKD');
  await skardu.client.enrolment.enrol({ centralUrl: proxy.url, code, language: 'en' });
  await skardu.client.session.signIn({ staffId: 'operator-7', pin: PIN });
  expect(Object.keys(practicePins)).not.toContain('operator-7');
});
afterAll(async () => {
  await skardu.stop();
  await proxy.stop();
  await running.stop();
});

let number = 100;
beforeEach(async () => {
  number += 1;
  await running.central.db.deleteFrom('lookup_rate').execute();
});

/** The line as a test wants it, and as the counter has found it to be. */
async function cut(): Promise<void> {
  proxy.set({ kind: 'refuse' });
  await until((status) => status.link.state === 'down');
}

async function mend(): Promise<void> {
  await cut();
  proxy.set({ kind: 'pass' });
  await skardu.client.replay.tryNow();
  await until((status) => status.link.state === 'up');
}

/** Looks at every status there is; no sleeping. */
async function until(isThere: (status: CounterStatus) => boolean): Promise<void> {
  for await (const status of await skardu.client.status.watch()) if (isThere(status)) return;
}

/** Somebody whom Gilgit records and central knows; the name says which visit it was. */
async function recordInGilgit(nameEn = 'First Visit', person = sampleApplicant(number)) {
  const entry = gilgit.write({
    type: 'person.recorded',
    subject: `person:${person.cnic}`,
    data: { person: { ...person, nameEn } },
  });
  await gilgit.push([entry]);
  await gilgit.receiptsOf([entry]);
  return { ...person, nameEn };
}

const lookUp = (cnic: string) => skardu.client.people.lookUp({ cnic });
const localOf = async (cnic: string) => (await skardu.client.people.find({ cnic })).person;
const justNow = (asOf: string | null) => Math.abs(Date.now() - Date.parse(asOf ?? '')) < 60_000;

describe('looking somebody up', () => {
  it('finds a person of another district while the line is up, and keeps them', async () => {
    const person = await recordInGilgit();
    expect(await localOf(person.cnic)).toBe(null);
    const { found, source } = await lookUp(person.cnic);
    expect(found).toMatchObject({ cnic: person.cnic, person, licences: [], openApplication: null });
    expect(source.from).toBe('central');
    expect(justNow(source.asOf)).toBe(true);
    expect(await localOf(person.cnic)).toEqual(person);
    const audit = await running.central.db
      .selectFrom('lookup_audit')
      .selectAll()
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(audit).toMatchObject({ actor: 'operator-7', stream: 'SKD-1-1', asked: person.cnic, found: true });
  });

  it('an unknown CNIC still says what its digits do; an unknown licence is nobody’s', async () => {
    const { cnic } = sampleApplicant(number);
    expect(await lookUp(cnic)).toMatchObject({ found: { cnic, person: null }, source: { from: 'central' } });
    const licence = await skardu.client.people.lookUp({ licenceNumber: 'glt-0000077-1' });
    expect(licence).toMatchObject({ found: null, source: { from: 'central' } });
    const typed = await skardu.client.people.lookUp({ licenceNumber: 'no number' });
    expect(typed).toEqual({ found: null, source: { from: 'local', asOf: null } });
    expect(await problemOf(lookUp('123'))).toMatchObject({ kind: 'REFUSED', code: 'cnic.length' });
  });

  it('with the line down the copy here answers at once, with the age of the feed and not of the entry', async () => {
    const person = await recordInGilgit();
    await lookUp(person.cnic);
    await recordInGilgit('Second Visit', person);
    // The centre follows them now: the second visit comes down by itself.
    while ((await localOf(person.cnic))?.nameEn !== 'Second Visit') await nextStatus();
    await cut();
    const before = performance.now();
    const { found, source } = await lookUp(person.cnic);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(found?.person?.nameEn).toBe('Second Visit');
    expect(source.from).toBe('local');
    expect(justNow(source.asOf)).toBe(true);
    const feedAt = skardu.core.counter.store.get(
      skardu.core.counter.store.sql.selectFrom('replay_cursor').select('feed_at'),
    )?.feed_at;
    expect(source.asOf! >= feedAt!).toBe(true);
    // Whom nobody asked central about is not said to be unknown as of any time.
    const stranger = sampleApplicant(number + 500).cnic;
    expect(await lookUp(stranger)).toMatchObject({ found: { person: null }, source: { from: 'local', asOf: null } });
    await mend();
  });

  it('with the line stuck nobody waits longer than a few seconds', async () => {
    const person = await recordInGilgit();
    await lookUp(person.cnic);
    proxy.set({ kind: 'stall' });
    const before = performance.now();
    const { found, source } = await lookUp(person.cnic);
    expect(performance.now() - before).toBeLessThan(6_000);
    expect({ name: found?.person?.nameEn, from: source.from }).toEqual({ name: 'First Visit', from: 'local' });
    await mend();
  });

  it('with the line cut in mid-answer nothing of it is kept, and the next try is whole', async () => {
    const person = await recordInGilgit();
    proxy.set({ kind: 'cutAnswer', bytes: 300 });
    expect((await lookUp(person.cnic)).source.from).toBe('local');
    expect(await localOf(person.cnic)).toBe(null);
    await mend();
    expect((await lookUp(person.cnic)).found?.person).toEqual(person);
  });

  it('what central did not sign, or signed of somebody else, is not taken', async () => {
    const [person, other] = [await recordInGilgit(), sampleApplicant(number + 300)];
    await recordInGilgit('Other Person', other);
    const genuine = await (
      await gilgit.post(`/v1/streams/${gilgit.stream}/lookup`, { cnic: other.cnic, actor: 'operator-1' })
    ).json();
    const reply = genuine as { state: string; subject: string; change: number; signature: string };
    const mine = { ...reply, subject: `person:${person.cnic}`, state: reply.state.replaceAll(other.cnic, person.cnic) };
    const forgeries: Record<string, unknown> = {
      'signed by nobody': { ...mine, signature: randomBytes(64).toString('base64') },
      'another state under that signature': mine,
      'another change': { ...reply, change: reply.change + 1 },
      'somebody else, truly signed': reply,
      'no signature': { ...mine, signature: null },
      'no JSON in it': { ...mine, state: '{' },
      'another shape': { hello: 'world' },
    };
    for (const [what, forged] of Object.entries(forgeries)) {
      proxy.set({
        kind: 'answer',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(forged),
      });
      const { found, source } = await lookUp(person.cnic);
      expect([what, found?.person, source.from]).toEqual([what, null, 'local']);
    }
    expect(await localOf(other.cnic)).toBe(null);
    await mend();
  });

  it('own work that central has not settled yet stays on top of what it says', async () => {
    const person = await recordInGilgit();
    await cut();
    await skardu.client.people.record({ person: { ...person, nameEn: 'Written Here' } });
    await mend();
    expect((await lookUp(person.cnic)).found?.person?.nameEn).toBe('Written Here');
    await until((status) => status.replay.unsent === 0 && status.replay.unsettled === 0);
    expect((await lookUp(person.cnic)).found?.person?.nameEn).toBe('Written Here');
    expect(skardu.core.counter.identity.place.stream).toBe('SKD-1-1' as StreamId);
  });

  it('asking too often falls back to the copy here', async () => {
    const person = await recordInGilgit();
    await lookUp(person.cnic);
    const answers = [];
    for (let times = 0; times < 31; times += 1) answers.push((await lookUp(person.cnic)).source.from);
    expect(answers.slice(0, 29)).not.toContain('local');
    expect(answers.at(-1)).toBe('local');
    expect((await skardu.client.status.now()).link.state).toBe('up');
  });

  it('says nothing of anybody in the log', async () => {
    const folder = join(skardu.dataDir, 'logs');
    const text = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    expect(text).toContain('lookup');
    for (let each = 100; each <= number; each += 1) expect(text).not.toContain(sampleApplicant(each).cnic);
    expect(text).not.toContain('First Visit');
  });
});

async function nextStatus(): Promise<void> {
  let seen = 0;
  for await (const _ of await skardu.client.status.watch()) if ((seen += 1) > 1) return;
}
