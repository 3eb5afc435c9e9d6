import { readFileSync } from 'node:fs';
import { Random } from '../../rehearsal/random.ts';
import { auditEnds, complaints } from '../audit.ts';
import { makeBacklog } from '../backlog/make-backlog.ts';
import { growth, quarters } from '../backlog/quarters.ts';
import { codeFor, openCentral } from '../central-database.ts';
import { CounterProcess, type Weight } from '../counter-process.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { withCentral } from '../with-central.ts';

export interface BacklogAmounts {
  readonly entries: number;
  readonly blobs: number;
  /** How often the ends are weighed on the way. */
  readonly samples: number;
  readonly databaseUrl?: string;
}

const usual: BacklogAmounts = { entries: 100_000, blobs: 50_000, samples: 80 };
/** In less time there is a part of it. */
const USUAL_MS = 480_000;

/**
 * What a drain may take: the heap of its last quarter against its second's, what is held outside the heap at any moment
 * (two bundles of photos on their way, whatever waits behind them), the whole process, and the log on disk.
 */
export const reach = { growth: 1.1, externalMb: 48, rssMb: 400, logMb: 64 } as const;

const LIMIT_MS = 3_600_000;
const MB = 1024 * 1024;

/** The counter's weight and central's, at one moment. */
interface Sample extends Weight {
  readonly central: number;
}

/**
 * A counter comes back with the work of months, in a process of its own that is weighed on the way, and so is
 * central: what either holds must not depend on how much there was to drain.
 */
export async function backlog({ seed, budgetMs, say }: LegOptions, amounts?: BacklogAmounts): Promise<LegReport> {
  const { entries, blobs, samples, databaseUrl: given } = amounts ?? part(budgetMs / USUAL_MS);
  return withCentral(given, async ({ central, databaseUrl }) => {
    const counter = new CounterProcess();
    try {
      const code = await openCentral(databaseUrl, ({ db }) => codeFor(db, 1));
      await counter.enrol({ url: central.url, code });
      const made = await counter.open();
      makeBacklog(made, { entries, blobs }, new Random(seed));
      made.close();
      say(`backlog: ${entries} entries and ${blobs} photos wait`);
      const drained = await drain(counter, { steps: entries * 2 + blobs, samples, central: central.pid });
      await counter.stop();
      say(`backlog: drained in ${Math.round(drained.seconds)} s`);
      const store = await counter.open();
      const audit = await openCentral(databaseUrl, ({ db }) => auditEnds([store], db));
      store.close();
      return report(drained, { entries, blobs, audit });
    } finally {
      await counter.kill();
      counter.remove();
    }
  });
}

function part(share: number): BacklogAmounts {
  const of = (amount: number) => Math.round(amount * Math.min(1, Math.max(0.05, share)));
  return { ...usual, entries: of(usual.entries), blobs: of(usual.blobs) };
}

interface Drained {
  readonly seconds: number;
  /** From the start until every entry had its receipt. */
  readonly settledSeconds: number;
  readonly samples: readonly Sample[];
}

/** Lets the line come up and everything drain; weighs both ends each time so much more is done. */
async function drain(
  counter: CounterProcess,
  { steps, samples: most, central }: { steps: number; samples: number; central: number },
): Promise<Drained> {
  const samples: Sample[] = [];
  let asked = 0;
  let settledSeconds = 0;
  let heard: Weight | undefined;
  const started = performance.now();
  counter.start({ haste: 4, env: { NODE_OPTIONS: '--expose-gc' } });
  const look = ({ last: { counts, weighed } }: CounterProcess): boolean => {
    if (weighed !== undefined && weighed !== heard) {
      heard = weighed;
      samples.push({ ...weighed, central: residentBytes(central) });
    }
    if (counts === undefined) return false;
    const { unsent, unsettled, blobsWaiting } = counts;
    if (unsent + unsettled === 0) settledSeconds ||= (performance.now() - started) / 1000;
    const done = 1 - (unsent * 2 + unsettled + blobsWaiting) / steps;
    if (done * most >= asked + 1 && asked === samples.length) {
      asked += 1;
      counter.tell('weigh');
    }
    return counter.quiet;
  };
  await counter.until(look, LIMIT_MS);
  return { seconds: (performance.now() - started) / 1000, settledSeconds, samples };
}

interface Done {
  readonly entries: number;
  readonly blobs: number;
  readonly audit: Awaited<ReturnType<typeof auditEnds>>;
}

function report({ seconds, settledSeconds, samples }: Drained, { entries, blobs, audit }: Done): LegReport {
  const of = (name: keyof Sample) => samples.map((sample) => sample[name] / MB);
  const [logMb, externalMb, rssMb] = [Math.max(...of('log')), Math.max(...of('external')), Math.max(...of('rss'))];
  const grown = growth(of('heap'));
  const figures = {
    backlog_entries: entries,
    backlog_blobs: blobs,
    entries_per_s: Math.round(entries / settledSeconds),
    blobs_per_s: Math.round(blobs / Math.max(0.1, seconds - settledSeconds)),
    drained_s: round(seconds),
    samples: samples.length,
    ...byQuarter('counter_heap_mb', of('heap')),
    ...byQuarter('counter_external_mb', of('external')),
    counter_external_max_mb: round(externalMb),
    ...byQuarter('counter_rss_mb', of('rss')),
    counter_rss_max_mb: round(rssMb),
    ...byQuarter('central_rss_mb', of('central')),
    counter_heap_growth: round(grown),
    log_max_mb: round(logMb),
    ...audit,
  };
  const broken = complaints(audit);
  if (audit.applied !== entries) broken.push(`${audit.applied} of ${entries} applied`);
  if (!(grown <= reach.growth)) broken.push(`the counter's heap ended ${grown.toFixed(2)} times as large`);
  if (externalMb > reach.externalMb) broken.push(`the counter held ${round(externalMb)} MB outside its heap`);
  if (rssMb > reach.rssMb) broken.push(`the counter's process grew to ${round(rssMb)} MB`);
  if (logMb > reach.logMb) broken.push(`the log grew to ${round(logMb)} MB`);
  return { figures, broken };
}

function byQuarter(name: string, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(quarters(values).map((value, index) => [`${name}_q${index + 1}`, round(value)]));
}

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
