import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { CaseClaims } from '../../src-main/features/claims/case-claims.ts';
import { findHeldCase } from '../../src-main/store/held-cases.ts';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { signIn, startMate, until } from '../support/centre-mates.ts';
import type { TestCounter } from '../support/counter.ts';
import { apply, fromFile, printed } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';
import { startTestCentral } from '../support/test-central.ts';

/** Three counters of one centre: where photos are taken, where decisions are made, where cards are printed. */
let running: RunningCentral;
let studio: TestCounter;
let desk: TestCounter;
let printer: TestCounter;
/** What the desk's clock that never jumps is ahead. */
let ahead = 0;
beforeAll(async () => {
  running = await startTestCentral();
  studio = await startMate(running, 2);
  desk = await startMate(running, 3, { monotonic: () => performance.now() + ahead });
  printer = await startMate(running, 4);
  await signIn(printer, 'supervisor-1');
  await printer.client.stock.receive({ quantity: 50, reference: 'opening' });
}, 60_000);
afterAll(async () => {
  for (const counter of [studio, desk, printer]) await counter.stop();
  await running.stop();
});

let served = 0;
beforeEach(async () => {
  await signIn(studio, 'operator-1');
  await signIn(desk, 'supervisor-1');
  await signIn(printer, 'operator-2');
  for (const counter of [studio, desk, printer]) await counter.client.practice.set({ linkUp: true });
});

function nextPerson(): PersonData {
  served += 1;
  return { ...sampleApplicant(served), birthDate: '1990-05-17' };
}

async function submit(person = nextPerson()) {
  return apply(studio.client, { person, photo: fromFile(studio) });
}

function inInbox(id: string) {
  return until(desk, async () =>
    (await desk.client.approvals.inbox()).find(({ application }) => application.id === id),
  );
}

/** Approved at the desk, as soon as central has lent it numbers. */
async function approve(id: string) {
  await inInbox(id);
  await until(desk, async () => ((await desk.client.status.now()).numbers.left > 0 ? true : undefined));
  return desk.client.approvals.approve({ applicationId: id });
}

function toPrint(number: string) {
  return until(printer, async () =>
    (await printer.client.cards.queue()).toPrint.find(({ licence }) => licence.number === number),
  );
}

describe('an application', () => {
  test('whose photo was taken at one counter is approved at another and printed at a third', async () => {
    const view = await submit();
    const { licence } = await approve(view.id);
    expect(await toPrint(licence!.number)).toMatchObject({ licence: { confirmed: true }, photo: view.photo });
    expect((await studio.client.applications.get({ applicationId: view.id })).photo).toBe(view.photo);
    // By the lane on its own, or at once because somebody looks: either way it is here.
    const preview = await printer.client.cards.preview({ licenceNumber: licence!.number, side: 'front' });
    expect(preview.size).toBeGreaterThan(10_000);
    const shown = await printer.client.studio.photo({ sha256: view.photo! });
    expect(await shown.bytes()).toEqual(await (await studio.client.studio.photo({ sha256: view.photo! })).bytes());
    expect(await printed(printer.client, licence!.number)).toMatchObject({ step: 'done' });
  }, 30_000);

  test('is not printed without its photo: a clear word, nothing written, and it prints once the link is back', async () => {
    const view = await submit();
    const { licence } = await approve(view.id);
    const licenceNumber = licence!.number;
    await toPrint(licenceNumber);
    await until(printer, async () => (await hasPhoto(printer, view.photo!)) || undefined);
    // As when the line went down before the photo came.
    printer.core.counter.store.exec(`delete from blob where sha256 = '${view.photo}'`);
    await printer.client.practice.set({ linkUp: false });
    const before = journalOf(printer).length;
    const refused = { kind: 'REFUSED', code: 'photo.notHere', detail: {} };
    expect(await problemOf(printer.client.cards.preview({ licenceNumber, side: 'front' }))).toEqual(refused);
    expect(await problemOf(printer.client.cards.print({ licenceNumber, reason: null }))).toEqual(refused);
    expect(await problemOf(printer.client.studio.photo({ sha256: view.photo! }))).toEqual(refused);
    expect(journalOf(printer)).toHaveLength(before);
    await printer.client.practice.set({ linkUp: true });
    expect((await printer.client.studio.photo({ sha256: view.photo! })).size).toBeGreaterThan(1_000);
    expect((await printer.client.cards.preview({ licenceNumber, side: 'front' })).size).toBeGreaterThan(10_000);
  }, 30_000);

  test('has its photo brought down by itself, before anybody asks', async () => {
    const view = await submit();
    await inInbox(view.id);
    await until(printer, async () => (await hasPhoto(printer, view.photo!)) || undefined);
    await until(desk, async () => (await hasPhoto(desk, view.photo!)) || undefined);
    // It came from central: it waits for no delivery.
    expect((await desk.client.status.now()).replay.blobsWaiting).toBe(0);
  }, 30_000);
});

async function hasPhoto({ core }: TestCounter, sha256: string): Promise<boolean> {
  const { store } = core.counter;
  const found = store.get(store.sql.selectFrom('blob').select('size').where('sha256', '=', sha256));
  return found !== undefined;
}

describe('a case', () => {
  test('that is open at one counter is closed to the others until it is given back', async () => {
    const { id, cnic } = await submit();
    await inInbox(id);
    expect(await studio.client.claims.take({ cnic })).toMatchObject({ state: 'mine', counter: 2 });
    expect(await desk.client.claims.take({ cnic })).toMatchObject({ state: 'mate', counter: 2, actor: 'operator-1' });
    const barred = problemOf(desk.client.approvals.return({ applicationId: id, reason: 'photo', note: '' }));
    expect(await barred).toMatchObject({ kind: 'REFUSED', code: 'claim.held', detail: { counter: 2 } });
    // The printer never asked: the feed told it.
    await until(printer, async () =>
      printer.core.counter.claims.findMate(`person:${cnic}` as never) ? true : undefined,
    );
    const elsewhere = await problemOf(printer.client.applications.cancel({ applicationId: id, reason: 'gone away' }));
    expect(elsewhere).toMatchObject({ code: 'claim.held' });
    await studio.client.claims.release({ cnic });
    expect(await desk.client.claims.take({ cnic })).toMatchObject({ state: 'mine', counter: 3 });
    await desk.client.approvals.return({ applicationId: id, reason: 'photo', note: '' });
    await desk.client.claims.release({ cnic });
  });

  test('is free again when its holder signs out', async () => {
    const { id, cnic } = await submit();
    await inInbox(id);
    await studio.client.claims.take({ cnic });
    await studio.client.session.signOut();
    const state = await until(desk, async () => {
      const { state: now } = await desk.client.claims.take({ cnic });
      return now === 'mine' ? now : undefined;
    });
    expect(state).toBe('mine');
    await desk.client.claims.release({ cnic });
  });

  test('known to be held stays closed with the link down, until the claim has run out', async () => {
    const { id, cnic } = await submit();
    await inInbox(id);
    await studio.client.claims.take({ cnic });
    expect(await desk.client.claims.take({ cnic })).toMatchObject({ state: 'mate' });
    await desk.client.practice.set({ linkUp: false });
    const send = () => problemOf(desk.client.approvals.return({ applicationId: id, reason: 'photo', note: '' }));
    expect(await send()).toMatchObject({ code: 'claim.held' });
    ahead += 599_000;
    await signIn(desk, 'supervisor-1');
    expect(await send()).toMatchObject({ code: 'claim.held' });
    ahead += 2_000;
    expect(await desk.client.claims.take({ cnic })).toMatchObject({ state: 'unknown', counter: null });
    await desk.client.approvals.return({ applicationId: id, reason: 'photo', note: '' });
  });

  test('nobody is known to hold is worked on with the link down', async () => {
    const { id, cnic } = await submit();
    await inInbox(id);
    await desk.client.practice.set({ linkUp: false });
    await studio.client.claims.take({ cnic });
    expect(await desk.client.claims.take({ cnic })).toMatchObject({ state: 'unknown' });
    await desk.client.approvals.return({ applicationId: id, reason: 'photo', note: '' });
    await studio.client.claims.release({ cnic });
  });
});

describe('a claim on a case', () => {
  test('given back and taken again at once is held in the end', async () => {
    const { cnic } = await submit();
    await studio.client.claims.take({ cnic });
    for (let again = 0; again < 5; again += 1) {
      const released = studio.client.claims.release({ cnic });
      expect(await studio.client.claims.take({ cnic })).toMatchObject({ state: 'mine' });
      await released;
    }
    expect(await desk.client.claims.take({ cnic })).toMatchObject({ state: 'mate', counter: 2 });
    await studio.client.claims.release({ cnic });
  });

  test('is renewed while the case is open, and not while nobody is at the screen', async () => {
    const { cnic } = await submit();
    const { counter } = desk.core;
    let monotonic = 0;
    let fire: () => void = () => undefined;
    const after = (_ms: number, call: () => void) => {
      fire = call;
      return () => undefined;
    };
    const timers = { after, random: () => 0 };
    const claims = new CaseClaims({ counter: () => counter, monotonic: () => monotonic, timers });
    expect(await claims.take(cnic, counter.session.actor)).toBe('mine');
    const first = await untilOf(cnic);
    monotonic += 60_000;
    fire();
    monotonic += 140_000;
    await desk.client.session.lock();
    fire();
    expect(await untilOf(cnic)).toBe(first);
    await desk.client.session.unlock({ pin: practicePins['supervisor-1']! });
    fire();
    // Renewed by central: its feed says so.
    await until(studio, async () => (heldTill(studio, cnic) > first ? true : undefined));
    expect((await untilOf(cnic)) > first).toBe(true);
    await claims.releaseAll();
    claims.stop();
    expect(await untilOf(cnic)).toBe('');
    // Taken, renewed once, given back: nothing went out while the screen was locked.
    const { rows } = await running.central.pool.query(
      "select count(*)::int as told from change where kind = 'claim' and subject = $1",
      [`person:${cnic}`],
    );
    expect(rows).toEqual([{ told: 3 }]);
  });
});

async function untilOf(cnic: string): Promise<string> {
  const { rows } = await running.central.pool.query<{ until: Date }>(
    'select until from case_claim where subject = $1',
    [`person:${cnic}`],
  );
  return rows[0]?.until.toISOString() ?? '';
}

function heldTill({ core }: TestCounter, cnic: string): string {
  return findHeldCase(core.counter.store, `person:${cnic}` as never)?.until ?? '';
}
