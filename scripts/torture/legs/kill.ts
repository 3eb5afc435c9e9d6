import { setTimeout as pause } from 'node:timers/promises';
import { codeFor, openCentral } from '../central-database.ts';
import { auditEnds, complaints } from '../audit.ts';
import { CentralProcess } from '../central-process.ts';
import { CounterProcess } from '../counter-process.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { PostgresProcess } from '../postgres-process.ts';
import { Random } from '../../rehearsal/random.ts';

export interface KillAmounts {
  readonly counter: number;
  readonly central: number;
  readonly postgres: number;
}

/** What a whole run is; the budget may end it earlier. */
export const whole: KillAmounts = { counter: 1_000, central: 500, postgres: 200 };

const COUNTERS = 2;
/** Between two acts of a counter, ms: a busy desk, and a journal that can still be compared at the end. */
const PAUSE_MS = 12;
const DRAIN_LIMIT_MS = 240_000;

/**
 * SIGKILL of counters, central and the whole of PostgreSQL, in random order and at random moments, also while
 * they start, under load; then everything is left alone and must come to the same at both ends.
 */
export async function kill({ seed, budgetMs, say }: LegOptions, amounts: KillAmounts = whole): Promise<LegReport> {
  const random = new Random(seed);
  const postgres = await PostgresProcess.create();
  const central = new CentralProcess(postgres.url);
  const counters: CounterProcess[] = [];
  try {
    await central.start();
    await openCentral(postgres.url, async ({ db }) => {
      for (let number = 1; number <= COUNTERS; number += 1) {
        const counter = new CounterProcess();
        counters.push(counter);
        await counter.enrol({ url: central.url, code: await codeFor(db, number) });
      }
    });
    const options = { url: central.url, pieces: 1e9, pause: PAUSE_MS, haste: 20 };
    for (const counter of counters) counter.start(options);

    const until = performance.now() + budgetMs;
    const over = () => performance.now() > until;
    const counterKills = () => counters.reduce((sum, each) => sum + each.kills, 0);
    const worked = await Promise.allSettled([
      ...counters.map(async (counter) => {
        while (!over() && counterKills() < amounts.counter) {
          // A third of them while they start, the others in the middle of their work.
          if (random.next() < 0.66) {
            const saved = counter.saved.size;
            const enough = 1 + random.below(12);
            await counter.until((each) => each.saved.size >= saved + enough);
          }
          await pause(random.below(60));
          await counter.kill();
          counter.start(options);
        }
      }),
      (async () => {
        while (!over() && central.kills < amounts.central) {
          await pause(random.below(400));
          await central.kill();
          await startAgain(central);
        }
      })(),
      (async () => {
        while (!over() && postgres.kills < amounts.postgres) {
          await pause(random.below(2_500));
          await postgres.kill();
          await postgres.start();
        }
      })(),
    ]);
    const failed = worked.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    const kills = { counter: counterKills(), central: central.kills, postgres: postgres.kills };
    say(
      `kill: ${kills.counter} of counters, ${kills.central} of central, ${kills.postgres} of PostgreSQL; now it drains`,
    );
    await drain(counters, postgres.url);
    const audit = await compare(counters, postgres.url);
    const { forgotten, ...rest } = audit;
    const broken = [
      ...failed,
      ...complaints(rest),
      ...(forgotten > 0 ? [`acknowledged to the screen and gone: ${forgotten}`] : []),
    ];
    const refused = counters.flatMap((each) => [...each.refused, ...each.faults]);
    for (const code of new Set(refused)) broken.push(`refused: ${code}`);
    return {
      figures: {
        counter_kills: kills.counter,
        central_kills: kills.central,
        postgres_kills: kills.postgres,
        ...rest,
        lost: rest.lost + forgotten,
        exceptions: rest.entries - rest.applied,
      },
      broken,
    };
  } finally {
    for (const counter of counters) await counter.kill();
    await central.kill();
    await postgres.stop();
    for (const counter of counters) counter.remove();
  }
}

/** The database may be away when central starts: as a service manager would, it is tried again. */
async function startAgain(central: CentralProcess): Promise<void> {
  for (;;) {
    try {
      return await central.start();
    } catch {
      await pause(100);
    }
  }
}

/** No more acts; all is sent and settled, and what the others sent has come down. */
export async function drain(counters: readonly CounterProcess[], databaseUrl: string): Promise<void> {
  for (const counter of counters) counter.tell('rest');
  for (const counter of counters) {
    counter.tell('hurry');
    await counter.until((each) => each.quiet, DRAIN_LIMIT_MS);
  }
  const head = await openCentral(databaseUrl, async ({ pool }) => {
    const { rows } = await pool.query<{ head: number }>(
      "select max(change) as head from change where centre = 'GLT' and target is null",
    );
    return rows[0]?.head ?? 0;
  });
  for (const counter of counters) {
    await counter.until(({ last }) => (last.feed ?? 0) >= head, DRAIN_LIMIT_MS);
    await counter.stop();
  }
}

async function compare(counters: readonly CounterProcess[], databaseUrl: string) {
  const stores = await Promise.all(counters.map((counter) => counter.open()));
  try {
    const forgotten = counters.reduce((sum, counter, index) => sum + counter.lostFrom(stores[index]!), 0);
    return await openCentral(databaseUrl, async ({ db }) => ({ ...(await auditEnds(stores, db)), forgotten }));
  } finally {
    for (const store of stores) store.close();
  }
}
