import { randomBytes } from 'node:crypto';
import { statSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { Identity } from '../../../src-main/features/enrolment/identity.ts';
import { replayCounts } from '../../../src-main/features/replay/replay-counts.ts';
import { ReplayLane } from '../../../src-main/replay/replay-lane.ts';
import { readCursor } from '../../../src-main/replay/replay-store.ts';
import { realTimers } from '../../../src-main/replay/timers.ts';
import { Journal } from '../../../src-main/store/journal.ts';
import { keyFileGuard, keyFileOf } from '../../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { serverClock } from '../../../src-main/store/server-clock.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { EntryId } from '../../../src-shared/ids.ts';
import { firstRules } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { nextPiece, type DayWork } from './day-work.ts';

/**
 * A counter's core without devices, as a process to be killed, starved and misled: real store, journal
 * and replay. Says JSON lines: `{ready}`, `{acting}` before and `{saved: [ids]}` after each commit, `{refused}`, `{fault}`,
 * `{sending}` around calls with batches and photos, and `{counts, heard}`, with how
 * many words it heard, at every change once it rests. Hears `rest` (no more acts), `work`, `hurry` (try the line now),
 * `weigh` (say `{weighed}`, bytes held after a collection of garbage; needs `--expose-gc`), and stops at the end of its
 * input.
 */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '' },
    /** Where central is now; a proxy or a new port. */
    url: { type: 'string' },
    /** Transactions to make; replay goes on after them. */
    pieces: { type: 'string', default: '0' },
    /** Between two transactions, ms. */
    pause: { type: 'string', default: '0' },
    photo: { type: 'string', default: '2000' },
    offline: { type: 'boolean', default: false },
    /** Longest a call may take, ms. */
    'call-ms': { type: 'string', default: '30000' },
    /** Pauses of replay are this many times shorter. */
    haste: { type: 'string', default: '1' },
    /** The log is emptied into the file after so many transactions. */
    checkpoint: { type: 'string', default: '0' },
    /** Sets the pragma anew, to prove that the power-cut check can go red. */
    synchronous: { type: 'string' },
  },
});
const dataDir = values['data-dir'];
const [haste, pause, photoBytes] = [Number(values.haste), Number(values.pause), Number(values.photo)];
const checkpointEvery = Number(values.checkpoint);
let left = Number(values.pieces);
let resting = left === 0;
let rounds = 0;
let sending = 0;
let heard = 0;

const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
if (values.synchronous !== undefined) store.pragma(`synchronous=${values.synchronous}`);
const clock = { now: () => Date.now() };
const identity = new Identity(store);
const enrolled = identity.enrolment;
if (enrolled === undefined) throw new Error('the torture counter is enrolled before it starts');
const enrolment = { ...enrolled, centralUrl: values.url ?? enrolled.centralUrl };
const ids = { uuid: () => EntryId.parse(v7({ msecs: clock.now() })) };
const journal = new Journal({ store, rules: firstRules, clock, ids });
const replay = new ReplayLane({
  store,
  identity: { enrolment },
  rules: firstRules,
  clock,
  log: { info: () => undefined, warn: () => undefined, error: (what, facts) => say({ log: what, facts }) },
  fetch: sendAloud,
  changed: () => tell(),
  callMs: Number(values['call-ms']),
  timers: { ...realTimers, after: (ms, call) => realTimers.after(ms / haste, call) },
});
const work: DayWork = { store, enrolment, now: clock.now, photo: () => randomBytes(photoBytes) };
say({ ready: true, boot: identity.place.boot });
if (!values.offline) replay.start();

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  heard += 1;
  if (line === 'rest') resting = true;
  if (line === 'work') [resting, left] = [false, Number(values.pieces)];
  if (line === 'hurry') replay.tryNow();
  if (line === 'weigh') return weigh();
  tell();
});
input.on('close', () => void stop());
setImmediate(() => step());

/** One transaction, then whatever else there is to do. */
function step(): void {
  if (!resting && left > 0) {
    left -= 1;
    try {
      if (checkpointEvery > 0 && left % checkpointEvery === 0) store.checkpoint();
      const { actor, acts } = nextPiece(work);
      say({ acting: true });
      const done = journal.append(identity.place, actor, acts);
      if (done.ok) say({ saved: done.value.map(({ id }) => id), acting: false });
      else say({ refused: done.code, acting: false });
      replay.wake();
    } catch (error) {
      say({ fault: error instanceof Fault ? error.code : String(error), acting: false });
    }
    if (left === 0) {
      resting = true;
      rounds += 1;
      tell();
    }
  }
  if (pause > 0) setTimeout(step, pause);
  else setImmediate(step);
}

/** Says how many batches and photos are on their way, so that it is known what a kill hit. */
async function sendAloud(...[address, init]: Parameters<typeof fetch>): Promise<Response> {
  const { pathname } = new URL(address instanceof Request ? address.url : address);
  if (!/\/(batch|bundle|uploads)\b/.test(pathname)) return fetch(address, init);
  say({ sending: (sending += 1) });
  try {
    return await fetch(address, init);
  } finally {
    say({ sending: (sending -= 1) });
  }
}

function tell(): void {
  if (!resting) return;
  const { link } = replay;
  const { offsetMs } = serverClock(store, new Date(clock.now()).toISOString());
  const { feed } = readCursor(store);
  say({
    heard,
    rounds,
    counts: replayCounts({ store, identity }),
    feed,
    link,
    offsetMs,
    rss: process.memoryUsage.rss(),
  });
}

function weigh(): void {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const log = statSync(`${store.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  say({ heard, weighed: { heap: heapUsed, external, rss, log } });
}

/** Synchronous, so that what was said was said after its commit and before the next. */
function say(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function stop(): Promise<void> {
  await replay.stop();
  store.close();
  process.exit(0);
}
