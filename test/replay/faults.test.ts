import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Timers } from '../../src-main/replay/timers.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { FaultProxy, type ProxyMode } from '../support/fault-proxy.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { newPerson } from '../support/test-counter.ts';
import { portrait } from '../support/test-store.ts';

/** Real time run fifty times as fast, and every pause at its longest: a test waits moments, not minutes. */
class FastTimers implements Timers {
  readonly pauses: number[] = [];

  after(ms: number, call: () => void): () => void {
    this.pauses.push(ms);
    const timer = setTimeout(call, ms / 50);
    return () => clearTimeout(timer);
  }

  random(): number {
    return 0.999;
  }
}

let running: RunningCentral;
let proxy: FaultProxy;
let counter: ReplayCounter;
let timers: FastTimers;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral();
});
afterAll(() => running.stop());
beforeEach(async () => {
  proxy = await FaultProxy.start(running.url);
  timers = new FastTimers();
  counter = new ReplayCounter({ timers, callMs: 1_500 });
  await counter.enrol(running, { counter: (number += 1), url: proxy.url });
});
afterEach(async () => {
  await counter.destroy();
  await proxy.stop();
});

async function received(): Promise<number> {
  const { rows } = await running.central.pool.query('select count(*) as n from entry where stream = $1', [
    counter.identity.place.stream,
  ]);
  return rows[0].n as number;
}

/** Breaks the line, writes, waits for the fault to be named, mends it, and everything arrives once. */
async function survives(mode: ProxyMode, link: { state: string; fault: string }): Promise<void> {
  proxy.set(mode);
  counter.recordPeople(20);
  counter.replay.start();
  await counter.until(() => counter.replay.link.fault === link.fault && counter.replay.link.state === link.state);
  expect(counter.counts.unsent).toBe(20);
  proxy.set({ kind: 'pass' });
  counter.replay.tryNow();
  await counter.until(() => counter.isQuiet());
  expect(await received()).toBe(20);
  expect(counter.counts.exceptions).toBe(0);
  await counter.until(() => counter.replay.link.fault === null);
  expect(counter.replay.link.state).toBe('up');
}

const json = { 'content-type': 'application/json' };
const error = (code: string) => JSON.stringify({ defined: true, code, status: 400, message: code, data: {} });

describe('a line that fails', () => {
  const faults: [string, ProxyMode, { state: string; fault: string }][] = [
    ['central is down', { kind: 'refuse' }, { state: 'down', fault: 'central.unreachable' }],
    ['central takes the call and never answers', { kind: 'stall' }, { state: 'down', fault: 'central.slow' }],
    [
      'answers are cut in the middle',
      { kind: 'cutAnswer', bytes: 60 },
      { state: 'down', fault: 'central.unreachable' },
    ],
    [
      'requests are cut in the middle',
      { kind: 'cutRequest', bytes: 200 },
      { state: 'down', fault: 'central.unreachable' },
    ],
    ['central answers 500', { kind: 'answer', status: 500 }, { state: 'down', fault: 'central.fault' }],
    [
      'central answers 500 with a page',
      { kind: 'answer', status: 502, body: '<html>' },
      { state: 'down', fault: 'central.fault' },
    ],
    [
      'central is overloaded',
      { kind: 'answer', status: 429, headers: { 'retry-after': '2' } },
      { state: 'down', fault: 'central.busy' },
    ],
    [
      'a portal answers 200 with a page',
      { kind: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in to the hotel' },
      { state: 'down', fault: 'central.garbage' },
    ],
    [
      'a portal redirects',
      { kind: 'answer', status: 302, headers: { location: 'http://portal.example/' } },
      { state: 'down', fault: 'central.garbage' },
    ],
    [
      'the answer is JSON of something else',
      { kind: 'answer', status: 200, headers: json, body: '{"hello":1}' },
      { state: 'down', fault: 'central.garbage' },
    ],
    [
      'the answer is half a JSON text',
      { kind: 'answer', status: 200, headers: json, body: '{"have":{"se' },
      { state: 'down', fault: 'central.garbage' },
    ],
    [
      'the answer is not even HTTP',
      { kind: 'answer', status: 99, headers: json, body: '\u0000' },
      { state: 'down', fault: 'central.unreachable' },
    ],
    ['the path is unknown there', { kind: 'answer', status: 404 }, { state: 'down', fault: 'central.garbage' }],
    [
      'the key is refused',
      { kind: 'answer', status: 401, headers: json, body: error('central.unauthorised') },
      { state: 'paused', fault: 'central.unauthorised' },
    ],
    [
      'a proxy forbids it',
      { kind: 'answer', status: 403, body: 'Forbidden' },
      { state: 'paused', fault: 'central.unauthorised' },
    ],
    [
      'the epoch is stale',
      { kind: 'answer', status: 403, headers: json, body: error('central.staleEpoch') },
      { state: 'paused', fault: 'central.staleEpoch' },
    ],
  ];
  for (const [what, mode, link] of faults) {
    it(`keeps everything and names the fault when ${what}`, () => survives(mode, link));
  }

  it('waits as long as central asks, and never longer than five minutes between tries', async () => {
    proxy.set({ kind: 'answer', status: 503, headers: { 'retry-after': '7' } });
    counter.replay.start();
    await counter.until(() => timers.pauses.length >= 12);
    expect(timers.pauses.filter((ms) => ms < 7_000)).toEqual([]);
    expect(Math.max(...timers.pauses)).toBeLessThanOrEqual(5 * 60_000);
  });

  it('is tried again by itself, however often it failed, without anybody asking', async () => {
    proxy.set({ kind: 'refuse' });
    counter.recordPeople(3);
    counter.replay.start();
    const tries = proxy.connections;
    await counter.until(() => proxy.connections > tries + 12);
    proxy.set({ kind: 'pass' });
    await counter.until(() => counter.isQuiet());
    expect(await received()).toBe(3);
  });

  it('is looked at again by itself even when a person should act', async () => {
    proxy.set({ kind: 'answer', status: 401 });
    counter.recordPeople(2);
    counter.replay.start();
    await counter.until(() => counter.replay.link.state === 'paused');
    proxy.set({ kind: 'pass' });
    await counter.until(() => counter.isQuiet());
  });
});

describe('an acknowledgement that is lost', () => {
  it('costs a repetition and nothing else', async () => {
    counter.recordPeople(30);
    // Everything of the request passes, the answer never comes back.
    proxy.set({ kind: 'cutAnswer', bytes: 0 });
    counter.replay.start();
    await counter.until(() => counter.log.filter((each) => each.what === 'replay').length > 6);
    proxy.set({ kind: 'pass' });
    counter.replay.tryNow();
    await counter.until(() => counter.isQuiet());
    expect(await received()).toBe(30);
    const { rows } = await running.central.pool.query(
      "select count(*) as n from change where kind = 'receipt' and stream = $1",
      [counter.identity.place.stream],
    );
    expect(rows[0].n).toBe(30);
  });

  it('is learnt of by the next hello, so that nothing is sent twice', async () => {
    const entries = counter.recordPeople(10);
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    await counter.replay.stop();
    // The counter forgets what was acknowledged, as if it had been killed before it wrote that down.
    counter.store.run(counter.store.sql.updateTable('replay_cursor').set({ acked_seq: 3 }));
    expect(counter.counts.unsent).toBe(7);
    await counter.restart();
    await counter.until(() => counter.counts.unsent === 0);
    expect(await received()).toBe(entries.length);
  });

  it('is sent again in full when central itself was set back to an older state', async () => {
    counter.recordPeople(6);
    counter.store.run(counter.store.sql.updateTable('replay_cursor').set({ acked_seq: 6 }));
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    expect(await received()).toBe(6);
  });
});

describe('a batch that is too large for the line', () => {
  it('is halved until it passes', async () => {
    const limit = 1_500;
    const sizes: number[] = [];
    const narrow: typeof fetch = async (input, init) => {
      const request = input as Request;
      if (!request.url.endsWith('/batch')) return fetch(request, init);
      const body = await request.clone().arrayBuffer();
      sizes.push(body.byteLength);
      return body.byteLength > limit ? new Response('too large', { status: 413 }) : fetch(request, init);
    };
    const strict = new ReplayCounter({ timers, fetch: narrow });
    await strict.enrol(running, { counter: (number += 1) });
    const entries = strict.recordPeople(64);
    strict.replay.start();
    await strict.until(() => strict.isQuiet());
    const { rows } = await running.central.pool.query('select id from entry where stream = $1 order by seq', [
      strict.identity.place.stream,
    ]);
    expect(rows.map((row) => row.id)).toEqual(entries.map((entry) => entry.id));
    expect(sizes.some((size) => size > limit)).toBe(true);
    await strict.destroy();
  });
});

describe('an upgrade that central asks for', () => {
  it('is shown, and the entries go up all the same', async () => {
    const asking: typeof fetch = (input, init) => {
      const { url } = input as Request;
      return url.endsWith('/hello') ? Promise.resolve(new Response('', { status: 426 })) : fetch(input, init);
    };
    const old = new ReplayCounter({ timers, fetch: asking });
    await old.enrol(running, { counter: (number += 1) });
    old.recordPeople(5);
    old.replay.start();
    await old.until(() => old.isQuiet());
    expect(old.replay.link).toEqual({ state: 'up', fault: 'central.upgradeNeeded' });
    await old.destroy();
  });
});

describe('a central that is not the one enrolled at', () => {
  it('is not believed: its acknowledgement is not signed by the known key', async () => {
    const { enrolment } = counter.identity;
    const centralPublicKey = Buffer.alloc(32, 9).toString('base64');
    counter.identity.adopt({ ...enrolment!, centralPublicKey }, {
      code: 'GLT',
      nameEn: 'x',
      nameUr: 'x',
      staff: [],
    } as never);
    counter.recordPeople(3);
    counter.replay.start();
    await counter.until(() => counter.replay.link.state === 'paused');
    expect(counter.replay.link.fault).toBe('central.badSignature');
    expect(counter.counts.unsent).toBe(3);
  });

  it('is not spoken to in clear when it is another machine', async () => {
    const { enrolment } = counter.identity;
    const centralUrl = 'http://central.example';
    counter.identity.adopt({ ...enrolment!, centralUrl }, {
      code: 'GLT',
      nameEn: 'x',
      nameUr: 'x',
      staff: [],
    } as never);
    counter.recordPeople(1);
    counter.replay.start();
    await counter.until(() => counter.replay.link.state === 'paused');
    expect(counter.replay.link.fault).toBe('central.insecure');
  });
});

describe('photos over a line that fails', () => {
  it('arrive whole, each once, after cuts in the middle', async () => {
    const photos = [portrait(900_000), portrait(1_200_000), portrait(30_000)];
    for (const photo of photos) counter.append({ ...newPerson().draft, blobs: [photo] } as never);
    proxy.set({ kind: 'cutRequest', bytes: 400_000 });
    counter.replay.start();
    await counter.until(
      () => counter.log.filter((each) => (each.facts as { lane?: string })?.lane === 'blobs').length >= 3,
    );
    proxy.set({ kind: 'pass' });
    counter.replay.tryNow();
    await counter.until(() => counter.isQuiet());
    const { rows } = await running.central.pool.query(
      `select b.sha256, sum(length(c.bytes)) as size from blob b join upload_chunk c on c.upload = b.upload
       where b.sha256 = any($1) group by 1 order by 2`,
      [photos.map((photo) => photo.sha256)],
    );
    expect(rows.map((row) => Number(row.size))).toEqual([30_000, 900_000, 1_200_000]);
  });
});
