import { FaultProxy } from '../test/support/fault-proxy.ts';
import { report } from './harness.ts';
import { BenchCentral } from './replay/bench-central.ts';
import { BenchCounter } from './replay/bench-counter.ts';
import { PouchServer } from './replay/pouch.ts';
import { median, race, runCounter, type Field, type Times } from './replay/race.ts';
import { Dice } from './replay/people.ts';

/**
 * What a day without the line costs when it is back: 10,000 entries of about 2 KB, then 500 photos, from
 * the counter's store (SQLite, FULL) to central (PostgreSQL, fsync on), against PouchDB 9 replicating the
 * same JSON documents to express-pouchdb, both with their defaults. Both servers are processes of their
 * own on this machine; the sides take turns in who goes first.
 */
const ENTRIES = 10_000;
const PHOTOS = 500;
const ROUNDS = 3;
/** Photos are up in half a second, in which a machine may do something else: more of them. */
const PHOTO_ROUNDS = 9;
const WARM_UP = 2_000;

const field: Field = { central: await BenchCentral.start(), pouch: await PouchServer.start() };
let runs = 0;
try {
  await pushRace(WARM_UP, false);
  await photoRace(PHOTOS / 10, true);
  const pushes: Times[] = [];
  const photos: Times[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    pushes.push(await pushRace(ENTRIES, round % 2 === 1));
  }
  for (let round = 0; round < PHOTO_ROUNDS; round += 1) photos.push(await photoRace(PHOTOS, round % 2 === 0));
  const { wire, size } = await bytesOnTheWire();
  const pouch = median(pushes, (each) => each.pouch);
  const photoPouch = median(photos, (each) => each.pouch);
  const rate = (ms: number, count = ENTRIES) => (count / ms) * 1000;
  const [received, settled, told] = (['received', 'settled', 'told'] as const).map((key) =>
    median(pushes, (each) => each[key]),
  );
  const sent = median(photos, (each) => each.received);
  report('replay', [
    {
      figure: 'push_vs_pouchdb',
      value: median(pushes, (each) => each.pouch / each.received),
      unit: 'x',
      reach: { atLeast: 2.5 },
    },
    {
      figure: 'settled_vs_pouchdb',
      value: median(pushes, (each) => each.pouch / each.settled),
      unit: 'x',
      reach: { atLeast: 1 },
    },
    { figure: 'told_vs_pouchdb', value: median(pushes, (each) => each.pouch / each.told), unit: 'x' },
    { figure: 'push_rate', value: rate(received ?? 0), unit: 'entries/s' },
    { figure: 'settled_rate', value: rate(settled ?? 0), unit: 'entries/s' },
    { figure: 'told_rate', value: rate(told ?? 0), unit: 'entries/s' },
    { figure: 'pouchdb_rate', value: rate(pouch), unit: 'documents/s' },
    {
      figure: 'blobs_vs_pouchdb',
      value: median(photos, (each) => each.pouch / each.received),
      unit: 'x',
      reach: { atLeast: 1.5 },
    },
    { figure: 'blob_rate', value: rate(sent, PHOTOS), unit: 'photos/s' },
    { figure: 'pouchdb_blob_rate', value: rate(photoPouch, PHOTOS), unit: 'photos/s' },
    { figure: 'entry_size', value: size, unit: 'bytes' },
    { figure: 'wire_share', value: wire, unit: 'of raw', reach: { atMost: 0.27 } },
  ]);
} finally {
  await field.central.stop();
  await field.pouch.stop();
}

async function pushRace(count: number, pouchFirst: boolean): Promise<Times> {
  const counter = await newCounter();
  counter.write(count, { from: runs * ENTRIES, dice: new Dice(runs) });
  const documents = counter.entries.map((entry) => ({ _id: entry.id, ...entry }));
  const times = await race(field, { counter, documents, pouchFirst });
  await counter.destroy();
  return times;
}

/** The photos alone: what leads up to them is at central before. */
async function photoRace(count: number, pouchFirst: boolean): Promise<Times> {
  const counter = await newCounter();
  const photos = counter.openApplications(count, { from: runs * ENTRIES, dice: new Dice(runs) });
  await runCounter(field.central, counter);
  const before = counter.entries.length;
  for (const sheet of photos) counter.append(sheet);
  const documents = counter.entries.slice(before).map((entry, index) => {
    const data = Buffer.from(photos[index]?.[0]?.blobs?.[0]?.bytes ?? []);
    return { _id: entry.id, ...entry, _attachments: { photo: { content_type: 'image/jpeg', data } } };
  });
  const times = await race(field, { counter, documents, pouchFirst });
  await counter.destroy();
  return times;
}

/** All bytes that go up while entries are sent, over their bytes as JSON. */
async function bytesOnTheWire(): Promise<{ wire: number; size: number }> {
  const proxy = await FaultProxy.start(field.central.url);
  const counter = await newCounter(proxy.url);
  counter.write(ENTRIES, { from: runs * ENTRIES, dice: new Dice(runs) });
  await runCounter(field.central, counter);
  const raw = counter.entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
  await counter.destroy();
  await proxy.stop();
  return { wire: proxy.bytes.up / raw, size: raw / ENTRIES };
}

async function newCounter(replayUrl?: string): Promise<BenchCounter> {
  const { central } = field;
  runs += 1;
  const counter = new BenchCounter();
  const code = await central.codeOfNewCentre();
  await counter.enrol({ url: central.url, code, ...(replayUrl === undefined ? {} : { replayUrl }) });
  return counter;
}
