import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BATCH_TYPE } from '../../src-shared/contract/central/batch.ts';
import type { Caller } from '../../src-central/auth/api-key.ts';
import { Admission, type BusyWhy, type Place } from '../../src-central/http/admission.ts';
import { FairQueue } from '../../src-central/http/fair-queue.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

const caller = (stream: string) => ({ stream, centre: stream.slice(0, 3) }) as Caller;

/** Work that lasts until it is told to end. */
function held(): { work: () => Promise<void>; begun: Promise<void>; end: () => void } {
  const [begin, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const work = () => {
    begin.resolve();
    return finish.promise;
  };
  return { work, begun: begin.promise, end: () => finish.resolve() };
}

describe('turns', () => {
  it('go round the centres, each centre’s own in their order', () => {
    const queue = new FairQueue<string>();
    for (const item of ['A1', 'A2', 'A3', 'B1', 'C1', 'C2']) queue.add(item.charAt(0), item);
    const taken = Array.from({ length: 6 }, () => queue.take(() => true));
    expect(taken).toEqual(['A1', 'B1', 'C1', 'A2', 'C2', 'A3']);
    expect([queue.length, queue.take(() => true)]).toEqual([0, undefined]);
  });

  it('pass over who may not go yet, who keeps the place', () => {
    const queue = new FairQueue<string>();
    for (const item of ['A1', 'A2', 'B1']) queue.add(item.charAt(0), item);
    expect(queue.take((item) => item !== 'A1')).toBe('A2');
    expect(queue.take((item) => item !== 'A1')).toBe('B1');
    expect(queue.take(() => true)).toBe('A1');
  });

  it('are so many at once, a stream’s batches one after the other, entries before blobs', async () => {
    const admission = new Admission({ atOnce: 2 });
    const pieces = { first: held(), again: held(), blob: held(), other: held() };
    const done: string[] = [];
    const run = (name: keyof typeof pieces, lane: 'batch' | 'blobs', stream: string) =>
      admission
        .enter(lane, caller(stream))
        .turn(pieces[name].work)
        .then(() => done.push(name));
    const all = [
      run('first', 'batch', 'AAA-1-1'),
      run('again', 'batch', 'AAA-1-1'),
      run('blob', 'blobs', 'AAA-2-1'),
      run('other', 'batch', 'BBB-1-1'),
    ];
    await pieces.first.begun;
    await pieces.blob.begun;
    expect([admission.working, admission.waiting]).toEqual([2, 2]);
    pieces.blob.end();
    await pieces.other.begun;
    expect(admission.waiting).toBe(1);
    pieces.first.end();
    await pieces.again.begun;
    pieces.again.end();
    pieces.other.end();
    await Promise.all(all);
    expect(done.indexOf('first')).toBeLessThan(done.indexOf('again'));
    expect([admission.working, admission.waiting]).toEqual([0, 0]);
  });

  it('come also after work that failed', async () => {
    const admission = new Admission({ atOnce: 1 });
    const failed = admission.enter('batch', caller('AAA-1-1')).turn(() => Promise.reject(new Error('broken')));
    const next = admission.enter('batch', caller('AAA-1-1')).turn(() => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});

describe('who is sent away', () => {
  it('is told when to come again, every one at another moment', () => {
    const random = [0, 0.5, 0.999];
    const admission = new Admission({ atOnce: 2, random: () => random.shift() ?? 0 });
    const mebibyte = 1024 * 1024;
    const places = Array.from({ length: 128 }, (_, index) =>
      admission.enter('batch', caller(`AAA-${index}-1`), mebibyte),
    );
    const tries = Array.from({ length: 3 }, () => {
      try {
        admission.enter('batch', caller('BBB-1-1'), 1);
        return 0;
      } catch (error) {
        expect(error).toMatchObject({ code: 'central.busy' });
        return (error as { detail: { retryAfter: number } }).detail.retryAfter;
      }
    });
    expect(tries).toEqual([1, 1, 2]);
    places[0]?.leave();
    places[0]?.leave();
    expect(admission.bytes).toBe(127 * mebibyte);
    expect(admission.enter('batch', caller('BBB-1-1'), 1)).toBeTruthy();
  });

  it('is whoever would wait too long', async () => {
    const why: BusyWhy[] = [];
    const admission = new Admission({ atOnce: 1, onBusy: (each) => why.push(each) });
    const piece = held();
    const places: Place[] = [];
    const turns: Promise<void>[] = [];
    for (let index = 0; why.length === 0; index += 1) {
      try {
        const place = admission.enter('batch', caller(`AAA-${index}-1`));
        places.push(place);
        turns.push(place.turn(piece.work));
      } catch {
        expect(index).toBeGreaterThan(50);
      }
    }
    expect(why).toEqual(['queue']);
    piece.end();
    await Promise.all(turns);
    expect(admission.enter('batch', caller('BBB-1-1'))).toBeTruthy();
  });
});

describe('central, when one stream asks too much', () => {
  let running: RunningCentral;
  let counter: TestCounter;
  beforeAll(async () => {
    running = await startTestCentral();
    counter = await enrolTestCounter(running, 1);
  });
  afterAll(() => running.stop());

  /** A batch that is announced and never comes. */
  async function stalled(headers: Record<string, string>): Promise<ClientRequest> {
    const before = running.central.admission.bytes;
    const options = { method: 'POST', headers: { ...headers, 'content-type': BATCH_TYPE, 'content-length': '1000' } };
    const open = request(`${counter.url}/v1/streams/${counter.stream}/batch`, options);
    open.on('error', () => undefined);
    open.write('x');
    if (headers['authorization'] !== undefined) {
      await expect.poll(() => running.central.admission.bytes, { interval: 5 }).toBe(before + 1_000);
    }
    return open;
  }

  it('holds places for lines that went dead, asks one more to come later, and takes it then', async () => {
    const dead: ClientRequest[] = [];
    while (dead.length < 12) dead.push(await stalled(counter.headers));
    const entry = counter.write(newPerson().draft);
    const refused = await counter.push([entry]);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'central.busy']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const metrics = await (await fetch(`${counter.url}/metrics`)).text();
    expect(metrics).toContain('parwana_busy_total{why="stream"} 1');
    expect(metrics).toContain('parwana_admission_bytes 12000');
    for (const line of dead) line.destroy();
    await expect.poll(() => running.central.admission.bytes, { interval: 5 }).toBe(0);
    expect((await counter.push([entry])).status).toBe(200);
  });

  it('holds no place for somebody without the key', async () => {
    const open = await Promise.all(Array.from({ length: 3 }, () => stalled({})));
    const answers = await Promise.all(open.map((each) => once(each, 'response') as Promise<[IncomingMessage]>));
    expect(answers.map(([{ statusCode }]) => statusCode)).toEqual([401, 401, 401]);
    expect((await counter.push([counter.write(newPerson().draft)])).status).toBe(200);
    for (const each of open) each.destroy();
  });

  it('lets it wait for news six times at once, and goes on with its batches meanwhile', async () => {
    await counter.receiptsOf(counter.entries);
    const { next } = await counter.feed();
    const url = `${counter.url}/v1/streams/${counter.stream}/feed?after=${next}&wait=25`;
    const stop = new AbortController();
    const poll = () => fetch(url, { headers: counter.headers, signal: stop.signal });
    const waiting = Array.from({ length: 6 }, () => poll().catch(() => undefined));
    await expect.poll(() => running.central.admission.polls, { interval: 5 }).toBe(6);
    expect((await poll()).status).toBe(429);
    expect((await counter.push([counter.write(newPerson().draft)])).status).toBe(200);
    stop.abort();
    await Promise.all(waiting);
    await expect.poll(() => running.central.admission.polls, { interval: 5 }).toBe(0);
  });
});
