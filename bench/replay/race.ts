import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../harness.ts';
import type { BenchCentral } from './bench-central.ts';
import type { BenchCounter } from './bench-counter.ts';
import { countAt, PouchClient, type PouchDocument, type PouchServer } from './pouch.ts';

/** Both servers, each a process of its own on this machine. */
export interface Field {
  readonly central: BenchCentral;
  readonly pouch: PouchServer;
}

/** One race, ms; every time from the same start. */
export interface Times {
  /** All entries are received durably at central: their acknowledgement is at the counter. */
  readonly received: number;
  /** All are settled there: folded, their receipts written. */
  readonly settled: number;
  /** All receipts, and all confirmations of blobs, are at the counter. */
  readonly told: number;
  /** PouchDB has the same documents in its server. */
  readonly pouch: number;
}

interface Race {
  /** Has everything to send in its store. */
  readonly counter: BenchCounter;
  readonly documents: readonly PouchDocument[];
  /** Who goes first. */
  readonly pouchFirst: boolean;
}

const LOOK_MS = 10;

export async function race({ central, pouch }: Field, { counter, documents, pouchFirst }: Race): Promise<Times> {
  const client = await PouchClient.open();
  await client.write(documents);
  const ours = () => runCounter(central, counter);
  const theirs = () => runPouch(client, `${pouch.url}/${counter.stream.toLowerCase()}-${documents.length}`);
  try {
    if (!pouchFirst) return { ...(await ours()), pouch: await theirs() };
    const pouchTime = await theirs();
    return { ...(await ours()), pouch: pouchTime };
  } finally {
    await client.destroy();
  }
}

/** From the start of replay; throws when an entry was not applied. */
export async function runCounter(central: BenchCentral, counter: BenchCounter): Promise<Omit<Times, 'pouch'>> {
  const count = counter.entries.length;
  const start = performance.now();
  counter.start();
  await counter.until(() => counter.acked >= count && counter.counts.blobsWaiting === 0);
  const received = performance.now() - start;
  while ((await central.standing(counter.stream)).settled < count) await pause(LOOK_MS);
  const settled = performance.now() - start;
  await counter.until(() => counter.counts.unsettled === 0);
  const told = performance.now() - start;
  await counter.stop();
  const { applied = 0, ...others } = await central.verdicts(counter.stream);
  if (applied !== count) throw new Error(`not all were applied: ${JSON.stringify({ applied, ...others })}`);
  return { received, settled, told };
}

async function runPouch(client: PouchClient, url: string): Promise<number> {
  const { doc_count: count } = await client.db.info();
  const start = performance.now();
  await client.db.replicate.to(url);
  const ms = performance.now() - start;
  if ((await countAt(url)) !== count) throw new Error('PouchDB did not send all documents');
  return ms;
}

/** The median of a figure over races. */
export function median(times: readonly Times[], of: (times: Times) => number): number {
  return quantile(times.map(of), 0.5);
}
