import { FaultProxy, type ProxyLine } from '../../../test/support/fault-proxy.ts';
import { lineKinds } from '../../../test/support/slow-line.ts';
import { Random } from '../../rehearsal/random.ts';
import { auditEnds, complaints } from '../audit.ts';
import { addCentre, centreCode, codeFor, openCentral } from '../central-database.ts';
import { CounterProcess } from '../counter-process.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { withCentral } from '../with-central.ts';

type LineName = keyof typeof lineKinds;
type FaultName = 'clean' | 'resets' | 'lostAcks' | 'outage';

/** Transactions to send over each line, one in eight with a photo, and its bytes: half a minute of the line. */
const amounts: Readonly<Record<LineName, { pieces: number; photo: number }>> = {
  loopback: { pieces: 1_600, photo: 40_000 },
  '2mbit': { pieces: 960, photo: 40_000 },
  '512kbit': { pieces: 480, photo: 30_000 },
  '64kbit': { pieces: 160, photo: 8_000 },
};

/** A slow line is reset about every 8 s; a fast one would be done by then, and is reset more often. */
const resetEveryMs: Readonly<Record<LineName, number>> = {
  loopback: 300,
  '2mbit': 1_500,
  '512kbit': 8_000,
  '64kbit': 8_000,
};

const LIMIT_MS = 400_000;

export interface LinkChoice {
  readonly lines: readonly LineName[];
  readonly faults: readonly FaultName[];
  readonly databaseUrl?: string;
  /** Part of the usual amounts. */
  readonly part?: number;
}

const all: LinkChoice = {
  lines: ['loopback', '2mbit', '512kbit', '64kbit'],
  faults: ['clean', 'resets', 'lostAcks', 'outage'],
};

/**
 * A day's work over every line with every fault: each has a counter of its own, in a centre of its own, with the
 * proxy between it and central. An outage is a day in which nobody answered, and then the next morning.
 */
export async function links({ seed, say }: LegOptions, choice: LinkChoice = all): Promise<LegReport> {
  const random = new Random(seed);
  const figures: Record<string, number> = {};
  const broken: string[] = [];
  await withCentral(choice.databaseUrl, async ({ central, databaseUrl }) => {
    const runs = choice.lines.flatMap((line) => choice.faults.map((fault) => ({ line, fault })));
    const drained: CounterProcess[] = [];
    // One line after another: its four faults together.
    for (const line of choice.lines) {
      const results = await Promise.allSettled(
        choice.faults.map(async (fault) => {
          const number = 1 + runs.findIndex((each) => each.line === line && each.fault === fault);
          const counter = new CounterProcess();
          drained.push(counter);
          const code = await openCentral(databaseUrl, async ({ db }) => {
            await addCentre(db, centreCode(number));
            return codeFor(db, number, centreCode(number));
          });
          await counter.enrol({ url: central.url, code });
          const seconds = await drain(counter, {
            line,
            fault,
            url: central.url,
            random,
            part: choice.part ?? 1,
            figures,
          });
          figures[`${line}_${fault}_s`] = Math.round(seconds * 10) / 10;
        }),
      );
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected') broken.push(`${line} ${choice.faults[index]}: ${String(result.reason)}`);
      }
      say(`links: ${line} done`);
    }
    const stores = await Promise.all(drained.map((counter) => counter.open()));
    const audit = await openCentral(databaseUrl, ({ db }) => auditEnds(stores, db, { apart: true }));
    broken.push(...complaints(audit));
    const forgotten = drained.reduce((sum, counter, index) => sum + counter.lostFrom(stores[index]!), 0);
    if (forgotten > 0) broken.push(`forgotten: ${forgotten}`);
    if (audit.applied < audit.entries) broken.push(`not applied: ${audit.entries - audit.applied}`);
    Object.assign(figures, { drained: runs.length - broken.length, of: runs.length, ...audit });
    for (const store of stores) store.close();
    for (const counter of drained) counter.remove();
  });
  return { figures, broken };
}

interface Drain {
  readonly line: LineName;
  readonly fault: FaultName;
  readonly url: string;
  readonly random: Random;
  readonly part: number;
  readonly figures: Record<string, number>;
}

/** Seconds from the line being there to everything sent, settled and confirmed. */
async function drain(counter: CounterProcess, { line, fault, url, random, part, figures }: Drain): Promise<number> {
  const kind: ProxyLine = { kind: lineKinds[line], random: () => random.next() };
  const more: Readonly<Record<FaultName, ProxyLine>> = {
    clean: {},
    resets: { resetEveryMs: resetEveryMs[line] * Math.max(part, 0.3) },
    lostAcks: { loseAnswers: 0.05 },
    outage: {},
  };
  const proxy = await FaultProxy.start(url, { ...kind, ...more[fault] });
  const { pieces, photo } = amounts[line];
  const work = { url: proxy.url, pieces: Math.max(6, Math.round(pieces * part)), photo, haste: 4 };
  try {
    if (fault === 'outage') {
      proxy.set({ kind: 'refuse' });
      counter.start({ ...work, wrapped: ['faketime', '-f', '-24h'] });
      await counter.until(({ last }) => last.counts !== undefined);
      await counter.stop();
      proxy.set({ kind: 'pass' });
    }
    const started = performance.now();
    counter.start(fault === 'outage' ? { ...work, pieces: 0 } : work);
    await counter.until((each) => each.quiet, LIMIT_MS);
    const seconds = (performance.now() - started) / 1000;
    await counter.stop();
    if (fault === 'resets') {
      figures[`${line}_resets`] = proxy.resets;
      if (proxy.resets === 0) throw new Error('no connection was reset');
    }
    if (fault === 'lostAcks') figures[`${line}_lost_acks`] = proxy.lostAnswers;
    return seconds;
  } finally {
    await counter.kill();
    await proxy.stop();
  }
}
