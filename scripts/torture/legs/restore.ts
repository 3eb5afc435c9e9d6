import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Identity } from '../../../src-main/features/enrolment/identity.ts';
import { renewEnrolment } from '../../../src-main/features/enrolment/join-centre.ts';
import { keyFileGuard, keyFileOf } from '../../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { auditEnds, complaints } from '../audit.ts';
import { codeFor, openCentral } from '../central-database.ts';
import { CounterProcess } from '../counter-process.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { withCentral, type CentralUnderTest } from '../with-central.ts';
import { setTimeout as pause } from 'node:timers/promises';

export interface RestoreChoice {
  readonly databaseUrl?: string;
  /** Transactions before the backup, and again after it. */
  readonly pieces?: number;
}

/** Yesterday's backup of a counter, then yesterday's backup of central, each put back over today's work. */
export async function restore(
  { say }: LegOptions,
  { databaseUrl: given, pieces = 30 }: RestoreChoice = {},
): Promise<LegReport> {
  return withCentral(given, async (parts) => {
    const broken: string[] = [];
    const counters = [new CounterProcess(), new CounterProcess()] as const;
    const [first, second] = counters;
    const work = { url: parts.central.url, pieces, haste: 20 };
    try {
      await openCentral(parts.databaseUrl, async ({ db }) => {
        for (const [index, counter] of counters.entries()) {
          await counter.enrol({ url: parts.central.url, code: await codeFor(db, index + 1) });
        }
      });
      const paused = await counterSetBack(first, { parts, work, broken });
      say('restore: a counter was set back and renewed');
      const again = await centralSetBack(second, { parts, work, broken });
      say('restore: central was set back');
      return { figures: { counter_refused: paused, ...again }, broken };
    } finally {
      for (const counter of counters) {
        await counter.kill();
        counter.remove();
      }
    }
  });
}

interface SetBack {
  readonly parts: CentralUnderTest;
  readonly work: { readonly url: string; readonly pieces: number; readonly haste: number };
  readonly broken: string[];
}

/** It must stop and say why, take nothing back at central, and work again as another epoch. */
async function counterSetBack(counter: CounterProcess, { parts, work, broken }: SetBack): Promise<number> {
  const { databaseUrl } = parts;
  const backup = mkdtempSync(join(tmpdir(), 'torture-backup-'));
  try {
    await worked(counter, work);
    cpSync(counter.dataDir, backup, { recursive: true });
    await worked(counter, work);
    const before = await received(databaseUrl);
    rmSync(counter.dataDir, { recursive: true });
    cpSync(backup, counter.dataDir, { recursive: true });

    counter.start({ ...work, pieces: 12 });
    await counter.until(({ last }) => last.link?.fault === 'counter.restored', 30_000);
    counter.tell('work');
    await counter
      .until(({ faults }) => faults.includes('counter.restored'), 30_000)
      .catch((error: unknown) => {
        broken.push(`numbers are given by a counter that was set back: ${String(error).slice(0, 200)}`);
      });
    const refused = counter.faults.filter((code) => code === 'counter.restored').length;
    await counter.stop();
    if ((await received(databaseUrl)) < before) broken.push('central lost what it had');

    await renewed(counter, databaseUrl, 1);
    // What it did after the backup comes down first; what it then did again is for a person to settle.
    await sent(counter, { ...work, pieces: 0 });
    await sent(counter, work);
    return refused;
  } finally {
    rmSync(backup, { recursive: true, force: true });
  }
}

/** The counters send again what central no longer has; nothing is lost, and both ends are the same in the end. */
async function centralSetBack(counter: CounterProcess, { parts, work, broken }: SetBack) {
  const { central, databaseUrl } = parts;
  await worked(counter, work);
  const [name, yesterday] = [new URL(databaseUrl).pathname.slice(1), `yesterday_${Date.now()}`];
  await central.kill();
  await administer(databaseUrl, `create database ${yesterday} template ${name}`);
  await central.start();
  await worked(counter, work);
  const before = await received(databaseUrl);
  await central.kill();
  await administer(databaseUrl, `drop database ${name} with (force)`);
  await administer(databaseUrl, `alter database ${yesterday} rename to ${name}`);
  await central.start();
  const kept = await received(databaseUrl);
  counter.start({ ...work, pieces: 0 });
  const told = ({ last: { counts } }: CounterProcess) =>
    counts !== undefined && counts.unsent + counts.blobsWaiting > 0;
  // It learns from central's hello that what was acknowledged is gone, sends it again, and the photos too.
  await counter
    .until(told, 60_000)
    .then(() => counter.until(({ last: { counts } }) => counts?.unsent === 0 && counts.blobsWaiting === 0, 60_000))
    .catch((error: unknown) => broken.push(`after central was set back: ${String(error).slice(0, 300)}`));
  // Its news is another story than was heard: that waits for a person, who renews the enrolment.
  await counter
    .until(({ last }) => last.link?.fault === 'central.rolledBack', 60_000)
    .catch((error: unknown) =>
      broken.push(`news of a central that was set back is taken: ${String(error).slice(0, 200)}`),
    );
  await counter.stop();
  await renewed(counter, databaseUrl, 2);
  await sent(counter, work);
  counter.start({ ...work, pieces: 0 });
  await counter
    .until((each) => each.quiet && each.last.link?.state === 'up', 60_000)
    .catch((error: unknown) => broken.push(`a renewed counter does not go on: ${String(error).slice(0, 300)}`));
  await settled(databaseUrl);
  const head = await headOf(databaseUrl);
  await counter.until((each) => (each.last.feed ?? 0) >= head && each.quiet, 60_000);
  await counter.stop();
  const store = await counter.open();
  const audit = await openCentral(databaseUrl, ({ db }) => auditEnds([store], db));
  const forgotten = counter.lostFrom(store);
  store.close();
  broken.push(...complaints(audit).map((what) => `after central was set back: ${what}`));
  if (forgotten > 0) broken.push(`forgotten: ${forgotten}`);
  return { central_lost_by_backup: before - kept, ...audit };
}

/** A technician renews the enrolment of a counter that is off, with a new code. */
async function renewed({ dataDir }: CounterProcess, databaseUrl: string, number: number): Promise<void> {
  const { store, escrow } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
  try {
    const code = await openCentral(databaseUrl, ({ db }) => codeFor(db, number));
    await renewEnrolment({ identity: new Identity(store), escrow, fetch }, { code });
  } finally {
    store.close();
  }
}

/** Central has judged all it received. */
async function settled(databaseUrl: string): Promise<void> {
  await openCentral(databaseUrl, async ({ pool }) => {
    for (;;) {
      const { rows } = await pool.query<{ n: number }>(
        "select count(*) as n from stream_cursor where settled_seq < ack_seq and stream <> 'CEN-0-1'",
      );
      if (rows[0]?.n === 0) return;
      await pause(100);
    }
  });
}

/** The last change there is. */
function headOf(databaseUrl: string): Promise<number> {
  return openCentral(databaseUrl, async ({ db }) => {
    const { change } = await db.selectFrom('feed_head').select('change').executeTakeFirstOrThrow();
    return change;
  });
}

/** So many transactions, sent and settled; the counter is off afterwards. */
async function worked(counter: CounterProcess, work: SetBack['work']): Promise<void> {
  counter.start(work);
  await counter.until((each) => (each.last.rounds ?? 0) > 0 && each.quiet, 90_000);
  await counter.stop();
}

/** As `worked`, where some of it may have become exceptions. */
async function sent(counter: CounterProcess, work: SetBack['work']): Promise<void> {
  counter.start(work);
  await counter.until(({ last: { rounds = 0, counts } }) => {
    const all = counts !== undefined && counts.unsent + counts.blobsWaiting === 0;
    return all && (work.pieces === 0 || rounds > 0);
  }, 60_000);
  await counter.stop();
}

function received(databaseUrl: string): Promise<number> {
  return openCentral(databaseUrl, async ({ pool }) => {
    const { rows } = await pool.query<{ n: number }>("select count(*) as n from entry where stream <> 'CEN-0-1'");
    return rows[0]?.n ?? 0;
  });
}

async function administer(databaseUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl.replace(/\/[^/]+$/, '/postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
