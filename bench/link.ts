import { setTimeout as pause } from 'node:timers/promises';
import { FaultProxy, type ProxyLine } from '../test/support/fault-proxy.ts';
import { lineKinds } from '../test/support/slow-line.ts';
import { report } from './harness.ts';
import { BenchCentral } from './replay/bench-central.ts';
import { BenchCounter } from './replay/bench-counter.ts';
import { countAt, PouchClient, PouchServer, type PouchDocument } from './replay/pouch.ts';
import { Dice } from './replay/people.ts';

/**
 * A centre's uplink: 512 kbit/s each way, 300 ms there and back. 1,000 entries and 50 photos of 60 KB go up,
 * by replay to central and by PouchDB's replication to express-pouchdb, each over a line of its own; then the
 * same on lines that are cut every eight seconds on average. The lines, not the processors, are what is
 * waited for, so all four go up at the same time.
 */
const ENTRIES = 1_000;
const PHOTOS = 50;
const CUT_EVERY_MS = 8_000;
const LIMIT_MS = 240_000;

interface Outcome {
  readonly ms: number;
  /** All of it arrived in time. */
  readonly done: boolean;
  /** Bytes that went up. */
  readonly bytes: number;
  readonly resets: number;
}

const central = await BenchCentral.start();
const pouch = await PouchServer.start();
try {
  const [calm, cut] = await Promise.all([{}, { resetEveryMs: CUT_EVERY_MS }].map(sendBoth));
  if (calm === undefined || cut === undefined) throw new Error('a line is missing');
  report('link', [
    { figure: 'slow_vs_pouchdb', value: calm.theirs.ms / calm.ours.ms, unit: 'x', reach: { atLeast: 2.2 } },
    { figure: 'slow_s', value: calm.ours.ms / 1000, unit: 's' },
    { figure: 'pouchdb_slow_s', value: calm.theirs.ms / 1000, unit: 's' },
    { figure: 'slow_bytes', value: calm.ours.bytes / 1e6, unit: 'MB' },
    { figure: 'pouchdb_slow_bytes', value: calm.theirs.bytes / 1e6, unit: 'MB' },
    { figure: 'cut_done', value: cut.ours.done ? 1 : 0, unit: 'of 1', reach: { atLeast: 1 } },
    { figure: 'cut_s', value: cut.ours.ms / 1000, unit: 's' },
    { figure: 'cut_resets', value: cut.ours.resets, unit: '' },
    { figure: 'cut_bytes', value: cut.ours.bytes / 1e6, unit: 'MB' },
    { figure: 'duplicates', value: calm.twice + cut.twice, unit: 'entries', reach: { atMost: 0 } },
    { figure: 'pouchdb_cut_done', value: cut.theirs.done ? 1 : 0, unit: 'of 1' },
    { figure: 'pouchdb_cut_s', value: cut.theirs.ms / 1000, unit: 's' },
    { figure: 'pouchdb_cut_resets', value: cut.theirs.resets, unit: '' },
  ]);
} finally {
  await central.stop();
  await pouch.stop();
}

interface Both {
  readonly ours: Outcome;
  readonly theirs: Outcome;
  /** Entries that central has more than once. */
  readonly twice: number;
}

async function sendBoth(faults: ProxyLine, index: number): Promise<Both> {
  const line = { kind: lineKinds['512kbit'], ...faults };
  const proxy = await FaultProxy.start(central.url, line);
  const counter = new BenchCounter();
  await counter.enrol({ url: central.url, code: await central.codeOfNewCentre(), replayUrl: proxy.url });
  const documents = fill(counter, index + 1);
  const [ours, theirs] = await Promise.all([sendOurs(counter, proxy), sendTheirs(documents, { line, index })]);
  const { rows } = await central.database.pool.query<{ twice: number }>(
    'select count(*) - count(distinct id) as twice from entry where stream = $1',
    [counter.stream],
  );
  const { settled } = await central.standing(counter.stream);
  await counter.destroy();
  return { ours: { ...ours, done: ours.done && settled === ENTRIES }, theirs, twice: rows[0]?.twice ?? ENTRIES };
}

/** Writes all that is to be sent, and tells the same as documents. */
function fill(counter: BenchCounter, run: number): readonly PouchDocument[] {
  const from = run * 10_000;
  counter.write(ENTRIES - 3 * PHOTOS, { from, dice: new Dice(run) });
  const photos = counter.openApplications(PHOTOS, { from: from + ENTRIES, dice: new Dice(run + 9) });
  for (const sheet of photos) counter.append(sheet);
  return counter.entries.map((entry, place) => {
    const blob = photos[place - ENTRIES + PHOTOS]?.[0]?.blobs?.[0];
    if (blob === undefined) return { _id: entry.id, ...entry };
    const photo = { content_type: 'image/jpeg', data: Buffer.from(blob.bytes) };
    return { _id: entry.id, ...entry, _attachments: { photo } };
  });
}

/** Until every acknowledgement and confirmation is at the counter. */
async function sendOurs(counter: BenchCounter, proxy: FaultProxy): Promise<Outcome> {
  const started = performance.now();
  counter.start();
  const there = () => counter.acked >= ENTRIES && counter.counts.blobsWaiting === 0;
  await Promise.race([counter.until(there), pause(LIMIT_MS, undefined, { ref: false })]);
  const ms = performance.now() - started;
  const done = there();
  await counter.until(() => !done || counter.counts.unsettled === 0);
  await counter.stop();
  await proxy.stop();
  return { ms, done, bytes: proxy.bytes.up, resets: proxy.resets };
}

/** Until the replication says so; with its own retries where the line is cut, and given up at the limit. */
async function sendTheirs(
  documents: readonly PouchDocument[],
  { line, index }: { line: ProxyLine; index: number },
): Promise<Outcome> {
  const client = await PouchClient.open();
  await client.write(documents);
  const proxy = await FaultProxy.start(pouch.url, line);
  const started = performance.now();
  const retry = line.resetEveryMs !== undefined;
  // PouchDB retries a live replication only: it has arrived when all documents are in the server.
  const replication = client.db.replicate.to(`${proxy.url}/link-${index}`, { retry, live: retry });
  replication.catch(() => undefined);
  const arrived = retry ? everything(`${pouch.url}/link-${index}`) : replication;
  await Promise.race([arrived, pause(LIMIT_MS, undefined, { ref: false })]);
  const ms = performance.now() - started;
  const done = (await countAt(`${pouch.url}/link-${index}`)) === documents.length;
  replication.cancel();
  await proxy.stop();
  await client.destroy();
  return { ms, done, bytes: proxy.bytes.up, resets: proxy.resets };
}

async function everything(url: string): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until && (await countAt(url)) < ENTRIES) await pause(500);
}
