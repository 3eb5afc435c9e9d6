import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compactFeed } from '../../src-central/feed/compact.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { renewEnrolment } from '../../src-main/features/enrolment/join-centre.ts';
import { realTimers } from '../../src-main/replay/timers.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import type { SnapshotReply } from '../../src-shared/contract/central/snapshot.ts';
import type { Cnic } from '../../src-shared/ids.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { rowsOfSubjects } from '../support/compare-tables.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { allQuiet, recordOf } from '../support/mates.ts';
import { ReplayCounter, type ReplayCounterOptions } from '../support/replay-counter.ts';
import { codeFor, startTestCentral } from '../support/test-central.ts';
import { newPerson } from '../support/test-counter.ts';

let running: RunningCentral;
let writer: ReplayCounter;
let now = Date.now();
beforeAll(async () => {
  running = await startTestCentral({ snapshotBehind: 20, feedKeepDays: 90, now: () => new Date(now) });
  writer = new ReplayCounter();
  await writer.enrol(running, { counter: 1 });
  writer.replay.start();
  writer.recordPeople(60);
  await allQuiet(running, [writer]);
});
afterAll(async () => {
  await writer.destroy();
  await running.stop();
});

let number = 1;
let late: ReplayCounter;
afterEach(() => late.destroy());

/** A counter that comes when all that is done; retries come at once. */
async function comeLate(options: ReplayCounterOptions = {}): Promise<void> {
  late = new ReplayCounter({ timers: { ...realTimers, random: () => 0 }, ...options });
  await late.enrol(running, { counter: (number += 1) });
}

type Counted = 'person' | 'feed_entry' | 'staged_subject' | 'staged_receipt' | 'download' | 'receipt';

function countAt({ store }: ReplayCounter, table: Counted): number {
  return Number(store.get(store.sql.selectFrom(table).select((eb) => eb.fn.countAll().as('n')))?.n);
}

function leftovers(counter: ReplayCounter): number[] {
  return (['staged_subject', 'staged_receipt', 'download'] as const).map((table) => countAt(counter, table));
}

function faultsAt({ log }: ReplayCounter): unknown[] {
  return log.filter((each) => each.what === 'replay').map(({ facts }) => (facts as { code: string }).code);
}

async function expectSame(counter: ReplayCounter): Promise<void> {
  const { rows } = await running.central.pool.query<{ subject: string }>(
    "select subject from subject_centre where centre = 'GLT'",
  );
  const subjects = rows.map(({ subject }) => subject);
  const [here, there] = await rowsOfSubjects(counter.store, running.central.db, subjects);
  expect(here).toEqual(there);
  expect(here['person']!.length).toBeGreaterThanOrEqual(60);
  expect(rebuild(counter.store, firstRules).differing).toEqual([]);
}

/** The real fetch, with the answers to some requests changed on their way. */
function tampered(path: RegExp, change: (response: Response, request: Request) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    return path.test(new URL((input as Request).url).pathname) ? change(response, input as Request) : response;
  };
}

function changingManifest(change: (reply: SnapshotReply) => void): typeof fetch {
  return tampered(/\/snapshot$/, async (response) => {
    const reply = (await response.json()) as SnapshotReply;
    change(reply);
    return Response.json(reply);
  });
}

describe('a counter that begins when its centre has done much', () => {
  it('loads a snapshot instead of every change, and goes on with the feed after it', async () => {
    await comeLate();
    late.replay.start();
    await allQuiet(running, [late]);
    expect(countAt(late, 'feed_entry')).toBeLessThanOrEqual(20);
    writer.recordPeople(3);
    await allQuiet(running, [writer, late]);
    await expectSame(late);
    expect(leftovers(late)).toEqual([0, 0, 0]);
  });

  it('keeps its own unsettled work on top of it', async () => {
    const noBatches: typeof fetch = (input, init) =>
      (input as Request).url.endsWith('/batch') ? Promise.reject(new TypeError('no line')) : fetch(input, init);
    await comeLate({ fetch: noBatches, timers: realTimers });
    const { cnic } = writer.store.get(writer.store.sql.selectFrom('person').select('cnic').limit(1))!;
    late.append(newPerson().draft as never, recordOf(cnic as Cnic, 'Renamed Here'));
    late.replay.start();
    await late.until(() => countAt(late, 'person') > 60);
    const name = late.store.get(late.store.sql.selectFrom('person').select('name_en').where('cnic', '=', cnic));
    expect(name).toEqual({ name_en: 'Renamed Here' });
    expect(late.counts.unsent).toBe(2);
    expect(rebuild(late.store, firstRules).differing).toEqual([]);
  });

  it('goes on where the line was cut, wherever that was', async () => {
    const proxy = await FaultProxy.start(running.url);
    const ranges: (string | null)[] = [];
    try {
      const overBadLine: typeof fetch = (input, init) => {
        const request = input as Request;
        if (!request.url.includes('/v1/files/')) return fetch(request, init);
        ranges.push(request.headers.get('range'));
        return fetch(new Request(request.url.replace(running.url, proxy.url), request), init);
      };
      await comeLate({ fetch: overBadLine });
      // The head of an answer and a few hundred bytes of the file, then the line is gone.
      proxy.set({ kind: 'cutAnswer', bytes: 700 });
      late.replay.start();
      await allQuiet(running, [late]);
      await expectSame(late);
      expect(ranges.length).toBeGreaterThan(4);
      const places = ranges.map((range) => Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')?.[1]));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(new Set(places).size).toBeGreaterThan(4);
    } finally {
      await proxy.stop();
    }
  });

  it('refuses a file that is not what its name says, and takes the right one', async () => {
    let wrong = 2;
    const flipped = tampered(/^\/v1\/files\//, async (response) => {
      const bytes = Buffer.from(await response.arrayBuffer());
      if ((wrong -= 1) >= 0) bytes[bytes.length - 1]! ^= 1;
      return new Response(bytes, response);
    });
    await comeLate({ fetch: flipped });
    late.replay.start();
    await late.until(() => faultsAt(late).length >= 2);
    await allQuiet(running, [late]);
    expect(faultsAt(late)).toEqual(['central.garbage', 'central.garbage']);
    await expectSame(late);
  });

  it.each([
    ['signed by nobody', 'central.badSignature', (reply: SnapshotReply) => void (reply.manifest.change += 1)],
    [
      'of another centre',
      'central.badSignature',
      (reply: SnapshotReply) => void (reply.manifest.centre = 'SKD' as never),
    ],
    ['without its files', 'central.badSignature', (reply: SnapshotReply) => void (reply.manifest.files = [])],
  ])('takes no list %s', async (_, code, change) => {
    await comeLate({ fetch: changingManifest(change), timers: realTimers });
    late.replay.start();
    await late.until(() => late.replay.link.fault === code);
    expect(late.replay.link.state).toBe('paused');
    expect(countAt(late, 'person')).toBe(0);
    expect(late.feedChange).toBe(0);
  });

  it('is as before when it is killed between staging and swap, and fetches no file twice', async () => {
    await comeLate();
    const home = { dir: late.dir, key: late.key };
    late.append(newPerson().draft as never);
    late.store.close();
    const script = fileURLToPath(new URL('../support/snapshot-child.ts', import.meta.url));
    const child = spawn(process.execPath, [script, home.dir, home.key.toString('hex')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    const files: string[] = [];
    const counting: typeof fetch = (input, init) => {
      if ((input as Request).url.includes('/v1/files/')) files.push((input as Request).url);
      return fetch(input, init);
    };
    late = new ReplayCounter({ home, fetch: counting });
    expect(countAt(late, 'person')).toBe(1);
    expect(late.feedChange).toBe(0);
    expect(countAt(late, 'staged_subject')).toBeGreaterThanOrEqual(60);
    late.replay.start();
    await allQuiet(running, [late]);
    expect(files).toEqual([]);
    await expectSame(late);
    expect(leftovers(late)).toEqual([0, 0, 0]);
  });
});

describe('a snapshot', () => {
  it('is made once for counters that ask at the same time, and not again while little has changed', async () => {
    const made = async () =>
      (await running.central.pool.query<{ n: number }>('select count(*)::int as n from snapshot')).rows[0]!.n;
    writer.recordPeople(25);
    await allQuiet(running, [writer]);
    const before = await made();
    await comeLate();
    const more = [late, new ReplayCounter(), new ReplayCounter()];
    for (const each of more.slice(1)) await each.enrol(running, { counter: (number += 1) });
    for (const each of more) each.replay.start();
    await allQuiet(running, more);
    expect(await made()).toBe(before + 1);
    for (const each of more) await expectSame(each);
    for (const each of more.slice(1)) await each.destroy();
  });

  it('is given to its own centre alone', async () => {
    await comeLate();
    const { rows } = await running.central.pool.query<{ sha256: string }>('select sha256 from snapshot_file limit 1');
    const ask = (key: string) =>
      fetch(`${running.url}/v1/files/${rows[0]!.sha256}`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask(late.identity.enrolment!.apiKey)).status).toBe(200);
    expect((await ask('x'.repeat(43))).status).toBe(401);
    const { putCentre } = await import('../../src-central/enrolment/centres.ts');
    await putCentre(running.central.db, { code: 'SKD' as never, nameEn: 'Skardu', nameUr: 'سکردو' }, new Date(now));
    const stranger = new ReplayCounter();
    await stranger.enrol(running, { counter: 1, centre: 'SKD' });
    expect((await ask(stranger.identity.enrolment!.apiKey)).status).toBe(410);
    await stranger.destroy();
  });
});

describe('a counter that was away longer than single changes are kept', () => {
  it.each([
    ['', false],
    [', also of an earlier epoch', true],
  ])('learns what became of its own entries from the receipts%s, and the rest from a snapshot', async (_, renewed) => {
    await comeLate();
    late.replay.start();
    await allQuiet(running, [late]);
    await late.replay.stop();
    // It sends its last entries with the feed cut off: they are settled, and it never hears of it.
    const noFeed: typeof fetch = (input, init) =>
      /\/(feed|snapshot)/.test((input as Request).url) ? Promise.reject(new TypeError('no line')) : fetch(input, init);
    const home = { dir: late.dir, key: late.key };
    late.store.close();
    late = new ReplayCounter({ home, fetch: noFeed });
    const [good] = late.append(newPerson().draft as never);
    late.replay.start();
    await late.until(() => late.counts.unsent === 0);
    writer.recordPeople(30);
    await allQuiet(running, [writer]);
    await late.replay.stop();
    now += 91 * 86_400_000;
    expect((await compactFeed(running.central)).changes).toBeGreaterThan(30);
    expect((await compactFeed(running.central)).changes).toBe(0);
    writer.recordPeople(2);
    await allQuiet(running, [writer]);
    late.store.close();
    late = new ReplayCounter({ home });
    if (renewed) {
      const parts = { identity: late.identity, escrow: async () => undefined, fetch };
      expect(await renewEnrolment(parts, { code: await codeFor(running, number) })).toBe(0);
    }
    const receiptOf = () =>
      late.store.get(late.store.sql.selectFrom('receipt').select('status').where('entry_id', '=', good!.id));
    expect(receiptOf()).toBeUndefined();
    late.replay.start();
    await allQuiet(running, [late]);
    const lease = late.store.sql.selectFrom('lease').select('subject').where('stream', '=', late.identity.place.stream);
    await late.until(() => late.store.get(lease) !== undefined);
    expect(receiptOf()).toEqual({ status: 'applied' });
    await expectSame(late);
  });

  it('finds all changes there that no snapshot holds', async () => {
    await comeLate();
    const { rows } = await running.central.pool.query<{ kept: number }>(
      `select count(*)::int as kept from change
       where centre = 'GLT' and change > (select max(change) from snapshot where centre = 'GLT')`,
    );
    now += 91 * 86_400_000;
    await running.central.pool.query("delete from snapshot where centre = 'SKD'");
    await compactFeed({ ...running.central, settings: { ...running.central.settings, snapshotBehind: 1_000 } });
    const after = await running.central.pool.query<{ kept: number }>(
      `select count(*)::int as kept from change
       where centre = 'GLT' and change > (select max(change) from snapshot where centre = 'GLT')`,
    );
    expect(rows[0]!.kept).toBeGreaterThan(0);
    expect(after.rows).toEqual(rows);
  });
});

it('of many thousand subjects comes in several files and is taken over whole', { timeout: 60_000 }, async () => {
  const subjects = Array.from({ length: 4_000 }, (_, index) => `reports:GLT-900-1:${String(index).padStart(6, '0')}`);
  const states = subjects.map(() =>
    JSON.stringify({ kind: 'reports', exports: [], note: randomBytes(1_500).toString('base64') }),
  );
  const { pool } = running.central;
  await pool.query('insert into subject select * from unnest($1::text[], $2::text[])', [subjects, states]);
  await pool.query("insert into subject_centre select s, 'GLT', 0 from unnest($1::text[]) s", [subjects]);
  await pool.query('delete from snapshot');
  await comeLate();
  late.replay.start();
  await late.until(() => late.feedChange > 0, 50_000);
  const { rows } = await pool.query<{ files: string }>('select files from snapshot');
  expect((JSON.parse(rows[0]!.files) as unknown[]).length).toBeGreaterThan(1);
  const own = late.store.all(
    late.store.sql.selectFrom('subject').select('state').where('subject', 'in', subjects.slice(0, 500)),
  );
  expect(own).toHaveLength(500);
});
