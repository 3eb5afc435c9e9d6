import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { applyFeed } from '../../src-main/store/feed.ts';
import type { FeedItem, Receipt } from '../../src-shared/contract/central/feed.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { STREAM, startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply, fromFile } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';

let change = 10;
let counter: TestCounter;
/** Something where central should be. Status 0 hangs up. */
class Central {
  answer: { readonly status: number; readonly body?: string } = { status: 0 };
  readonly server = createServer((request, response) => {
    request.resume();
    const { status, body = '' } = this.answer;
    if (status === 0) request.socket.destroy();
    else response.writeHead(status, { 'content-type': 'text/html' }).end(body);
  });

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

const central = new Central();
beforeAll(async () => {
  counter = await startTestCounter({ centralUrl: await central.start() });
  // An enrolled counter replays from its start on.
  await counter.restart();
  await counter.signIn('operator-1');
  for (const number of [1, 2, 3]) {
    const person = { ...sampleApplicant(number), birthDate: '1990-05-17' };
    await apply(counter.client, { person, last: number === 3 ? 'photo' : 'open', photo: fromFile(counter) });
  }
});
beforeEach(() => counter.signIn('operator-1'));
afterAll(async () => {
  await counter.stop();
  central.server.closeAllConnections();
  central.server.close();
});

const entries = (filter: 'all' | 'waiting' | 'stuck' = 'all', before: number | null = null, limit = 200) =>
  counter.client.replay.entries({ filter, before, limit });
const entry = async (seq: number) => (await entries()).find((each) => each.seq === seq);

/** Presses "try now" until the status bar says what is expected of it. */
async function told(fits: (status: CounterStatus) => boolean): Promise<void> {
  const watch = await counter.client.status.watch();
  await counter.client.replay.tryNow();
  for await (const status of watch) if (fits(status)) return;
}

/** Central acknowledged everything up to an entry, as a push would have recorded it. */
function acknowledge(seq: number): void {
  const { store } = counter.core.counter;
  store.transact(() => store.run(store.sql.updateTable('replay_cursor').set({ acked_seq: seq })));
}

/** The feed brought a receipt. */
function settle(of: Entry, status: Receipt['status'], code: ErrorCode | null = null): void {
  const { store, rules } = counter.core.counter;
  change += 1;
  const receipt: Receipt = { entryId: of.id, stream: STREAM, seq: of.seq, status, code, waitsFor: null };
  const item: FeedItem = { kind: 'receipt', change, at: '2026-11-21T07:00:00.000Z', receipt };
  applyFeed(store, [item], { stream: STREAM, rules });
}

describe('the replay page', () => {
  test('lists every entry of this counter, newest first, page by page', async () => {
    const written = journalOf(counter);
    const all = await entries();
    expect(all.map(({ id }) => id)).toEqual(written.map(({ id }) => id).toReversed());
    const pages: number[] = [];
    for (let page = await entries('all', null, 3); page.length > 0; page = await entries('all', page.at(-1)!.seq, 3)) {
      expect(page.length).toBeLessThanOrEqual(3);
      pages.push(...page.map(({ seq }) => seq));
    }
    expect(pages).toEqual(all.map(({ seq }) => seq));
  });

  test('lists the entries of one person alone', async () => {
    const { cnic } = sampleApplicant(3);
    const ofPerson = await counter.client.replay.entries({ filter: 'all', before: null, limit: 200, cnic });
    expect(ofPerson.length).toBeGreaterThan(1);
    expect(ofPerson.map(({ id }) => id)).toEqual(
      (await entries()).filter(({ subject }) => subject === `person:${cnic}`).map(({ id }) => id),
    );
  });

  test.each([0, 201])('does not hand out %i entries at once', async (limit) => {
    expect(await problemOf(entries('all', null, limit))).toMatchObject({ kind: 'MALFORMED' });
  });

  test('an entry waits with a photo that waits', async () => {
    const photographed = journalOf(counter).findLast(({ type }) => type === 'application.photographed')!;
    expect(await entry(photographed.seq)).toMatchObject({
      state: 'waiting',
      blobsWaiting: 1,
      receiptAt: null,
      change: null,
    });
  });

  test.each([
    [{ status: 0 }, 'central.unreachable', 'nobody'],
    [{ status: 408 }, 'central.slow', 'nobody'],
    [{ status: 500 }, 'central.fault', 'central'],
    [{ status: 429 }, 'central.busy', 'central'],
    [{ status: 200, body: '<html>a hotel' }, 'central.garbage', 'central'],
    [{ status: 401 }, 'central.unauthorised', 'technician'],
    [{ status: 409, body: '{"code":"central.staleEpoch"}' }, 'central.staleEpoch', 'technician'],
  ] as const)('while central answers %j the cause is %s and it is the turn of %s', async (answer, fault, owner) => {
    central.answer = answer;
    await told(({ link }) => link.fault === fault);
    const [newest] = await entries();
    expect(newest).toMatchObject({ state: 'waiting', stuck: { code: fault, owner } });
  });

  test('an entry goes from waiting over received to applied, with its receipt', async () => {
    const [first] = journalOf(counter);
    expect(await entry(1)).toMatchObject({ state: 'waiting' });
    acknowledge(1);
    expect(await entry(1)).toMatchObject({ state: 'received', receiptAt: null, stuck: null });
    expect(await entry(2)).toMatchObject({ state: 'waiting' });
    settle(first!, 'applied');
    expect(await entry(1)).toMatchObject({
      state: 'applied',
      receiptAt: '2026-11-21T07:00:00.000Z',
      change,
      stuck: null,
    });
    expect((await entries('waiting')).map(({ seq }) => seq)).not.toContain(1);
  });

  test('what central parked or could not apply is stuck, with cause and owner', async () => {
    const [, second, third] = journalOf(counter);
    acknowledge(3);
    settle(second!, 'parked', 'ledger.dependency');
    settle(third!, 'exception', 'person.known');
    const stuck = await entries('stuck');
    expect(stuck.map(({ seq }) => seq)).toEqual([3, 2]);
    expect(stuck).toMatchObject([
      { state: 'exception', stuck: { code: 'person.known', owner: 'supervisor' } },
      { state: 'parked', stuck: { code: 'ledger.dependency', owner: 'central' } },
    ]);
    const waiting = (await entries('waiting')).map(({ seq }) => seq);
    expect(waiting).toContain(2);
    expect(waiting).not.toContain(3);
    expect(await counter.client.status.now()).toMatchObject({ replay: { exceptions: 1, unsettled: 1 } });
  });

  test('a parked entry that went through later is stuck no more', async () => {
    const [, second] = journalOf(counter);
    settle(second!, 'applied');
    expect((await entries('stuck')).map(({ seq }) => seq)).toEqual([3]);
    expect(await entry(2)).toMatchObject({ state: 'applied', stuck: null });
  });

  test('trying now is open to everybody signed in', async () => {
    for (const staff of ['operator-2', 'technician-1', 'supervisor-2'] as const) {
      await counter.signIn(staff);
      await counter.client.replay.tryNow();
    }
  });
});
