import { readFileSync } from 'node:fs';
import { centreCode, openCentral } from '../central-database.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { enrolWaiting } from '../stampede/enrol-waiting.ts';
import { sendAll } from '../stampede/send-all.ts';
import { waitingCounter } from '../stampede/waiting-counter.ts';
import { withCentral } from '../with-central.ts';

export interface StampedeAmounts {
  readonly centres: number;
  readonly entries: number;
  readonly databaseUrl?: string;
}

const usual: StampedeAmounts = { centres: 500, entries: 200 };

/** What a stampede may take. */
export const reach = { receivedMs: 60_000, ackP99Ms: 5_000, unfairness: 3, memoryMb: 1_024 } as const;

const LIMIT_MS = 240_000;

/** Every centre's counter comes back at the same moment with a day's entries. */
export async function stampede({ seed, say }: LegOptions, amounts: StampedeAmounts = usual): Promise<LegReport> {
  const { centres, entries, databaseUrl: given } = amounts;
  return withCentral(given, async ({ central, databaseUrl }) => {
    const counters = Array.from({ length: centres }, (_, index) =>
      waitingCounter(index, { centre: centreCode(index + 1), entries }),
    );
    await openCentral(databaseUrl, ({ db }) => enrolWaiting(db, counters));
    say(
      `stampede: ${centres} counters with ${entries} entries each come back at once (seed ${seed} changes nothing here)`,
    );
    const since = performance.now();
    const limit = AbortSignal.timeout(LIMIT_MS);
    const sent = await Promise.all(counters.map((counter) => sendAll(central.url, counter, { since, limit })));
    const memory = peakMemory(central.pid);
    const finished = sent.map((each) => each.finished).toSorted((a, b) => a - b);
    const acks = sent.flatMap((each) => each.acks).toSorted((a, b) => a - b);
    const received = await openCentral(databaseUrl, async ({ pool }) => {
      const { rows } = await pool.query<{ n: number }>("select count(*) as n from entry where stream <> 'CEN-0-1'");
      return rows[0]?.n ?? 0;
    });
    const last = finished.at(-1) ?? 0;
    const median = finished[Math.floor(finished.length / 2)] ?? 0;
    const figures = {
      centres,
      entries: centres * entries,
      received,
      received_s: round(last / 1000),
      median_s: round(median / 1000),
      last_vs_median: round(last / median),
      ack_p50_ms: round(acks[Math.floor(acks.length / 2)] ?? 0),
      ack_p99_ms: round(acks[Math.floor(acks.length * 0.99)] ?? 0),
      turned_away: sent.reduce((sum, each) => sum + each.turnedAway, 0),
      failed: sent.reduce((sum, each) => sum + each.failed, 0),
      central_peak_mb: memory,
    };
    const broken: string[] = [];
    if (received !== centres * entries) broken.push(`received ${received} of ${centres * entries}`);
    if (last > reach.receivedMs) broken.push(`the last was received after ${figures.received_s} s`);
    if (figures.ack_p99_ms > reach.ackP99Ms) broken.push(`p99 of acknowledgements is ${figures.ack_p99_ms} ms`);
    if (figures.last_vs_median > reach.unfairness)
      broken.push(`the last waited ${figures.last_vs_median} times the median`);
    if (memory > reach.memoryMb) broken.push(`central grew to ${memory} MB`);
    return { figures, broken };
  });
}

/** The most memory a process ever held, MB. */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
