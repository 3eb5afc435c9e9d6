import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 } from 'uuid';
import { hashPassword } from '../../src-central/auth/passwords.ts';
import { rawPublicKey, sha256Text } from '../../src-central/auth/signatures.ts';
import type { CentralDatabase } from '../../src-central/database/database.ts';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { packBatch } from '../../src-main/replay/batch.ts';
import { connectCentral, type CentralApi } from '../../src-main/replay/central-client.ts';
import { enrolAtCentral } from '../../src-main/replay/enrol-at-central.ts';
import { retryDelay } from '../../src-main/replay/timers.ts';
import { Fault } from '../../src-shared/errors.ts';
import { EntryId, StaffId, type StreamId } from '../../src-shared/ids.ts';
import { genesisHash, hashEntry } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { Dice, person } from './people.ts';

/** Sizes of a counter's batches from the first on, as its replay doubles them. */
const SIZES = [32, 64, 128, 256, 500];

export interface Stampede {
  readonly centres: number;
  /** Entries that each has to send. */
  readonly entries: number;
}

export interface Stampeded {
  /** Until the last centre has its last acknowledgement, ms; and when the first was through. */
  readonly receivedMs: number;
  readonly firstMs: number;
  /** How long each acknowledged batch took from being sent to its acknowledgement, ms. */
  readonly acks: readonly number[];
  /** How often central asked to come again later. */
  readonly busy: number;
  readonly streams: readonly StreamId[];
}

/** One counter of one centre, as far as a stampede needs it: its batches are packed before it begins. */
interface Runner {
  readonly stream: StreamId;
  readonly api: CentralApi;
  readonly batches: readonly File[];
}

/**
 * Centres that come back at the same moment, each with a day's entries and a long poll of its own, and speak
 * to central as counters do: hello, a batch at a time, later when asked to. Ends when all is acknowledged.
 */
export async function stampede(
  { url, db }: { url: string; db: CentralDatabase },
  { centres, entries }: Stampede,
): Promise<Stampeded> {
  await makeCentres(db, centres);
  const runners: Runner[] = [];
  for (let index = 0; index < centres; index += 1) runners.push(await makeRunner({ url, db }, { index, entries }));
  const acks: number[] = [];
  const finished: number[] = [];
  let busy = 0;
  const over = new AbortController();
  const start = performance.now();
  const polls = runners.map((runner) => poll(runner, over.signal));
  const run = async ({ api, stream, batches }: Runner) => {
    const onBusy = () => (busy += 1);
    const schemas = { oldest: 1, newest: 1 };
    await insist(() => api.hello({ params: { stream }, body: { build: '0.1.0', schemas } }), onBusy);
    for (const body of batches) {
      await insist(async () => {
        const sent = performance.now();
        await api.batch({ params: { stream }, body });
        acks.push(performance.now() - sent);
      }, onBusy);
    }
    finished.push(performance.now() - start);
  };
  await Promise.all(runners.map(run));
  over.abort();
  await Promise.all(polls);
  const streams = runners.map(({ stream }) => stream);
  return { receivedMs: Math.max(...finished), firstMs: Math.min(...finished), acks, busy, streams };
}

/** Tries until it gets through, waiting as a counter's lane does. */
async function insist(call: () => Promise<unknown>, onBusy: () => void): Promise<void> {
  for (let failures = 1; ; failures += 1) {
    try {
      await call();
      return;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'central.busy') onBusy();
      else if (error.code !== 'central.unreachable' && error.code !== 'central.slow') throw error;
      const retryAfter = Number(error.detail['retryAfter'] ?? 0);
      await pause(retryDelay(failures, { random: Math.random(), retryAfter }));
    }
  }
}

/** Listens to the feed from the beginning until all is over; what comes down is not looked at. */
async function poll({ api, stream }: Runner, signal: AbortSignal): Promise<void> {
  for (let after = 0; !signal.aborted;) {
    try {
      const query = { after, limit: 200, wait: 25 };
      const call = { signal, context: { extraMs: 25_000 } };
      after = (await api.feed({ params: { stream }, query }, call)).next;
    } catch {
      await pause(1_000, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function makeCentres(db: CentralDatabase, count: number): Promise<void> {
  const pin_hash = await hashPassword('111111');
  const codes = Array.from({ length: count }, (_, index) => codeOf(index));
  await db
    .insertInto('centre')
    .values(codes.map((code) => ({ code, name_en: `Centre ${code}`, name_ur: 'مرکز' })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const operator = { id: 'operator-1', name_en: 'Operator', name_ur: 'آپریٹر', role: 'operator' as const, pin_hash };
  await db
    .insertInto('staff')
    .values(codes.map((centre) => ({ centre, ...operator, active: true })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** `SAA`, `SAB` and so on: no centre of any other run begins with S. */
function codeOf(index: number): string {
  return `S${String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))}`;
}

async function makeRunner(
  { url, db }: { url: string; db: CentralDatabase },
  { index, entries }: { index: number; entries: number },
): Promise<Runner> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const code = await createEnrolmentCode(db, { centre: codeOf(index), counter: 1, now: new Date() });
  const asking = { url, code, publicKey: rawPublicKey(publicKey), build: '0.1.0', fetch: globalThis.fetch };
  const { stream, apiKey } = await enrolAtCentral(asking);
  const api = connectCentral({ url, apiKey, fetch: globalThis.fetch, callMs: 60_000 });
  const batches = await packAll(write({ stream, count: entries, from: index * entries }), { stream, key: privateKey });
  return { stream, api, batches };
}

function packAll(entries: readonly Entry[], by: { stream: StreamId; key: KeyObject }): Promise<File[]> {
  const parts: (readonly Entry[])[] = [];
  for (let at = 0; at < entries.length;) {
    const size = SIZES[Math.min(parts.length, SIZES.length - 1)] ?? 500;
    parts.push(entries.slice(at, at + size));
    at += size;
  }
  return Promise.all(parts.map((part) => packBatch(part, by)));
}

function write({ stream, count, from }: { stream: StreamId; count: number; from: number }): Entry[] {
  const dice = new Dice(from + 1);
  const entries: Entry[] = [];
  let prevHash = genesisHash(stream, sha256Text);
  for (let seq = 1; seq <= count; seq += 1) {
    const who = person(from + seq, dice);
    const subject = `person:${who.cnic}` as Entry['subject'];
    const what = { type: 'person.recorded', schema: 1, subject, deps: [], actor: StaffId.parse('operator-1') };
    const when = { role: 'operator' as const, at: new Date().toISOString(), boot: 1, offsetMs: 0, blobs: [] };
    const header = { stream, seq, id: EntryId.parse(v7()), ...what, ...when, prevHash };
    const body = JSON.stringify({ person: who });
    const entry = { ...header, body, hash: hashEntry(header, body, sha256Text) };
    entries.push(entry);
    prevHash = entry.hash;
  }
  return entries;
}
