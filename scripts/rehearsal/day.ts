import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { startPracticeCentral, invite } from '../practice/practice-central.ts';
import type { Guest } from './applicant.ts';
import { compareEnds } from './compare.ts';
import { CounterUnderTest } from './counter-under-test.ts';
import { openMorning, serveEverybody } from './serve.ts';
import { checkFaces } from './faces.ts';

export interface RehearsalOptions {
  readonly applicants: number;
  readonly seed: number;
  /** How many times the counter is killed, at moments drawn from the seed. */
  readonly kills: number;
  /** An empty folder for both ends. */
  readonly work: string;
  readonly say: (line: string) => void;
  /** Keeps a paper of the day under a name. */
  readonly leave: (name: string, file: Uint8Array) => void;
}

export interface Figures {
  readonly applicants: number;
  /** How many came for what. */
  readonly visits: Readonly<Record<string, number>>;
  readonly permits: number;
  readonly entries: number;
  readonly received: number;
  readonly applied: number;
  readonly exceptions: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly cards: number;
  readonly print_mismatch: number;
  readonly tables_equal: boolean;
  readonly kills: number;
  readonly seconds: number;
}

/** Longest wait for receipts after the link is up. */
const DRAIN_LIMIT_MS = 120_000;

export async function rehearse(options: RehearsalOptions): Promise<Figures> {
  const started = performance.now();
  const { say, applicants, work } = options;
  const folders = { central: join(work, 'central'), counter: join(work, 'counter') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  let central: RunningCentral | undefined = await startPracticeCentral(folders.central, {
    leaseSize: Math.max(200, applicants * 3),
  });
  const port = Number(new URL(central.url).port);
  const counter = new CounterUnderTest(folders.counter, practicePins);
  try {
    const { centralUrl, code } = await invite(central);
    await counter.start();
    await counter.client.enrolment.enrol({ centralUrl, code, language: 'en' });
    await until(counter, (status) => status.numbers.left >= applicants);
    const guests = await openMorning(counter, options);
    say('enrolled; numbers are lent, the register of before is here, people of other districts are looked up');

    await central.stop();
    central = undefined;
    say('link down: central is gone');
    await serveEverybody(counter, { ...options, guests, counterDir: folders.counter });

    central = await startPracticeCentral(folders.central, { port });
    await counter.client.replay.tryNow();
    say('link up: central is back');
    await until(counter, ({ replay }) => replay.unsent + replay.unsettled + replay.blobsWaiting === 0);
    say('every entry has its receipt, every photo is at central');
    await counter.stop();
    return await audit(options, { central, counterDir: folders.counter, kills: counter.kills, started, guests });
  } finally {
    await counter.stop();
    await central?.stop();
  }
}

/** Follows the status bar until it shows what is waited for. */
async function until(counter: CounterUnderTest, met: (status: CounterStatus) => boolean): Promise<void> {
  const limit = AbortSignal.timeout(DRAIN_LIMIT_MS);
  for await (const status of await counter.client.status.watch(undefined, { signal: limit })) {
    if (met(status)) return;
  }
  throw new Error('the counter stopped telling its status');
}

async function audit(
  { applicants, say }: RehearsalOptions,
  {
    central,
    counterDir,
    kills,
    started,
    guests,
  }: { central: RunningCentral; counterDir: string; kills: number; started: number; guests: readonly Guest[] },
): Promise<Figures> {
  const { store } = await openStore({ dataDir: counterDir, guard: keyFileGuard(keyFileOf(counterDir)) });
  try {
    const { breaks, blobs } = verifyJournal(store);
    const ends = await compareEnds(store, central.central.db);
    const faces = await checkFaces(store, join(counterDir, 'printed-cards'));
    const { differing } = rebuild(store, sampleCatalogues());
    for (const each of [...breaks, ...blobs]) say(`journal: ${JSON.stringify(each)}`);
    for (const table of ends.differing) say(`the ends differ in ${table}`);
    for (const table of differing) say(`folding again differs in ${table}`);
    for (const name of faces.mismatches) say(`card: ${name}`);
    return {
      applicants,
      visits: countBy(guests.map(({ visit }) => visit)),
      permits: guests.reduce((sum, { permits }) => sum + permits.size, 0),
      entries: ends.entries,
      received: ends.received,
      applied: ends.applied,
      exceptions: ends.exceptions,
      lost: ends.lost.length + breaks.length + blobs.length,
      duplicated: ends.duplicated.length,
      cards: faces.cards,
      print_mismatch: faces.mismatches.length,
      tables_equal: ends.differing.length === 0 && differing.length === 0,
      kills,
      seconds: Math.round((performance.now() - started) / 100) / 10,
    };
  } finally {
    store.close();
  }
}

function countBy(names: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, list]) => [name, list.length]));
}
