import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { PRACTICE_FILE } from '../../src-main/hosts/practice-file.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import type { Cnic, ReceiptNumber } from '../../src-shared/ids.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { startPracticeCentral, invite } from '../practice/practice-central.ts';
import { cardStep, operatorStep, type Step } from './applicant.ts';
import { compareEnds } from './compare.ts';
import { CounterUnderTest } from './counter-under-test.ts';
import { checkFaces } from './faces.ts';
import { Random } from './random.ts';

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

/** About how many steps one applicant takes; the moments of the kills are drawn from all of them. */
const STEPS_EACH = 9;
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
    const invitation = await invite(central);
    const { centralUrl, code } = invitation;
    // The day of a centre whose licences rest on papers alone.
    writeFileSync(join(folders.counter, PRACTICE_FILE), JSON.stringify({ ...invitation, rules: 'papers' }), {
      mode: 0o600,
    });
    await counter.start();
    await counter.client.enrolment.enrol({ centralUrl, code, language: 'en' });
    await until(counter, (status) => status.numbers.left >= applicants);
    say('enrolled; the lease of numbers is here');

    await central.stop();
    central = undefined;
    say('link down: central is gone');
    await serveEverybody(counter, options, folders.counter);

    central = await startPracticeCentral(folders.central, { port });
    await counter.client.replay.tryNow();
    say('link up: central is back');
    await until(counter, ({ replay }) => replay.unsent + replay.unsettled + replay.blobsWaiting === 0);
    say('every entry has its receipt, every photo is at central');
    await counter.stop();
    return await audit(options, { central, counterDir: folders.counter, kills: counter.kills, started });
  } finally {
    await counter.stop();
    await central?.stop();
  }
}

/** The counter's day: blanks in, every applicant served, cards printed and handed over, papers made. */
async function serveEverybody(counter: CounterUnderTest, options: RehearsalOptions, counterDir: string): Promise<void> {
  const { applicants, say } = options;
  const random = new Random(options.seed);
  const moments = drawMoments(random, options);
  const receipts = new Map<Cnic, ReceiptNumber>();
  let count = 0;

  const drive = async (staffId: string, next: () => Promise<Step | undefined>): Promise<void> => {
    for (;;) {
      const step = await next();
      if (step === undefined) return;
      count += 1;
      if (moments.has(count)) {
        say(`step ${count}: ${step.name} … and the plug is pulled`);
        await counter.killDuring(step.run(), random.below(400));
        await counter.start();
        await counter.signIn(staffId);
      } else {
        await step.run();
        say(`step ${count}: ${step.name}`);
      }
    }
  };

  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: applicants * 2, reference: 'Opening stock' });
  await counter.signIn('operator-1');
  for (let number = 1; number <= applicants; number += 1) {
    const { person } = await counter.client.practice.nextApplicant();
    await drive('operator-1', () => operatorStep(counter.client, { person, number, receipts }));
  }
  await counter.signIn('supervisor-1');
  await drive('supervisor-1', async () => {
    const [first] = await counter.client.approvals.inbox();
    if (first === undefined) return undefined;
    return { name: 'approve', run: () => counter.client.approvals.approve({ applicationId: first.application.id }) };
  });
  await counter.signIn('operator-1');
  await drive('operator-1', () => cardStep(counter.client, join(counterDir, 'printed-cards')));
  for (const receiptNumber of receipts.values()) {
    const paper = await counter.client.till.receiptPaper({ receiptNumber, language: 'en' });
    options.leave(`receipt-${receiptNumber}.pdf`, new Uint8Array(await paper.arrayBuffer()));
  }
  await counter.signIn('supervisor-1');
  const day = dayOf(new Date().toISOString());
  for (const format of ['pdf', 'csv'] as const) {
    const { fileName, file } = await counter.client.reports.export({ day, format, language: 'en' });
    options.leave(fileName, new Uint8Array(await file.arrayBuffer()));
  }
}

function drawMoments(random: Random, { applicants, kills }: RehearsalOptions): Set<number> {
  const moments = new Set<number>();
  const steps = Math.max(applicants * STEPS_EACH, kills);
  while (moments.size < kills) moments.add(1 + random.below(steps));
  return moments;
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
  }: { central: RunningCentral; counterDir: string; kills: number; started: number },
): Promise<Figures> {
  const { store } = await openStore({ dataDir: counterDir, guard: keyFileGuard(keyFileOf(counterDir)) });
  try {
    const { breaks, blobs } = verifyJournal(store);
    const ends = await compareEnds(store, central.central.db);
    const faces = await checkFaces(store, join(counterDir, 'printed-cards'));
    const { differing } = rebuild(store, firstRules);
    for (const each of [...breaks, ...blobs]) say(`journal: ${JSON.stringify(each)}`);
    for (const table of ends.differing) say(`the ends differ in ${table}`);
    for (const table of differing) say(`folding again differs in ${table}`);
    for (const name of faces.mismatches) say(`card: ${name}`);
    return {
      applicants,
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
