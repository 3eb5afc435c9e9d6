import { setTimeout as pause } from 'node:timers/promises';
import { openCentral } from '../central-database.ts';
import { auditEnds, complaints } from '../audit.ts';
import type { CounterProcess } from '../counter-process.ts';
import { drain } from '../drain.ts';
import { KillGang } from '../kill-gang.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { Random } from '../../rehearsal/random.ts';

export interface KillAmounts {
  readonly counter: number;
  readonly central: number;
  readonly postgres: number;
}

type Kind = keyof KillAmounts;

/** What a whole run is; the budget may end it earlier. */
export const whole: KillAmounts = { counter: 1_000, central: 500, postgres: 200 };

const COUNTERS = 2;
const STALL_LIMIT_MS = 60_000;
const SENDING_LIMIT_MS = 1_500;
const SAY_EVERY_MS = 30_000;
/** From so many kills on, some must have hit work that was under way. */
const MANY = 50;

/**
 * SIGKILL of counters, central and the whole of PostgreSQL, in random order and at random moments, also while
 * they start, under load; then everything is left alone and must come to the same at both ends.
 */
export async function kill({ seed, budgetMs, say, signal }: LegOptions, amounts = whole): Promise<LegReport> {
  const gang = await KillGang.create(COUNTERS);
  const run = new KillRun({ gang, seed, amounts, budgetMs });
  const telling = setInterval(() => say(`kill: ${run.account()}`), SAY_EVERY_MS);
  const work = run.rage().then(async (failed) => {
    say(`kill: ${run.account()}`);
    return failed.length > 0 ? { figures: run.figures, broken: failed } : run.compare();
  });
  const brokenOff = Promise.withResolvers<never>();
  const breakOff = () => brokenOff.reject(new Error(`kill is broken off: ${run.account()}`));
  if (signal?.aborted === true) breakOff();
  signal?.addEventListener('abort', breakOff, { once: true });
  try {
    return await Promise.race([work, brokenOff.promise]);
  } finally {
    clearInterval(telling);
    signal?.removeEventListener('abort', breakOff);
    await gang.end();
    // What was under way was cut off with its processes.
    await work.catch(() => undefined);
  }
}

interface RunParts {
  readonly gang: KillGang;
  readonly seed: number;
  readonly amounts: KillAmounts;
  /** For killing, ms; starting before it and settling after it come on top. */
  readonly budgetMs: number;
}

class KillRun {
  readonly #parts: RunParts;
  /** How many kills came in the middle of a transaction, or of batches and photos on their way. */
  readonly #hits: Record<Kind, number> = { counter: 0, central: 0, postgres: 0 };
  /** What each loop is at. */
  readonly #doing = new Map<string, string>();
  readonly #failed: string[] = [];
  /** On the clock of `performance.now()`. */
  #until = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  account(): string {
    const { counter, central, postgres } = this.#kills;
    const doing = [...this.#doing].map(([who, what]) => `${who}: ${what}`);
    return [`${counter} of counters, ${central} of central, ${postgres} of PostgreSQL`, ...doing].join('; ');
  }

  get figures(): Record<string, number> {
    const { counter, central, postgres } = this.#kills;
    return {
      counter_kills: counter,
      central_kills: central,
      postgres_kills: postgres,
      counter_kills_at_work: this.#hits.counter,
      central_kills_at_work: this.#hits.central,
      postgres_kills_at_work: this.#hits.postgres,
    };
  }

  /** Kills until there are enough of each kind; when one loop cannot go on, none does, and what failed is given. */
  async rage(): Promise<readonly string[]> {
    const { gang, seed, amounts, budgetMs } = this.#parts;
    this.#doing.set('all', 'to start');
    await gang.begin(amounts.counter >= MANY);
    this.#doing.delete('all');
    this.#until = performance.now() + budgetMs;
    const lane = (index: number) => new Random(seed + index * 7_919);
    await Promise.all([
      ...gang.counters.map((counter, index) =>
        this.#repeat('counter', { name: `counter ${index + 1}`, random: lane(index + 2) }, (lot) =>
          this.#killCounter(counter, lot),
        ),
      ),
      this.#repeat('central', { name: 'central', random: lane(0) }, (lot) => this.#killCentral(lot)),
      this.#repeat('postgres', { name: 'PostgreSQL', random: lane(1) }, (lot) => this.#killPostgres(lot)),
    ]);
    return this.#failed;
  }

  /** Left alone, all comes to rest; then both ends are held against each other. */
  async compare(): Promise<LegReport> {
    const { gang } = this.#parts;
    this.#doing.set('all', 'to send and settle what is left');
    await drain(gang.counters, gang.postgres.url);
    this.#doing.set('all', 'to be compared');
    const { forgotten, ...audit } = await compareEnds(gang);
    const kills = this.#kills;
    const missed = (Object.keys(kills) as Kind[]).filter((kind) => kills[kind] >= MANY && this.#hits[kind] === 0);
    const refused = new Set(gang.counters.flatMap((each) => [...each.refused, ...each.faults]));
    return {
      figures: { ...this.figures, ...audit, lost: audit.lost + forgotten, exceptions: audit.entries - audit.applied },
      broken: [
        ...complaints(audit),
        ...(forgotten > 0 ? [`acknowledged to the screen and gone: ${forgotten}`] : []),
        ...[...refused].map((code) => `refused: ${code}`),
        ...gang.deaths,
        ...missed.map((kind) => `no kill of ${kind} came in the middle of work`),
      ],
    };
  }

  get #kills(): KillAmounts {
    const { central, counters, postgres } = this.#parts.gang;
    const counter = counters.reduce((sum, each) => sum + each.kills, 0);
    return { counter, central: central.kills, postgres: postgres.kills };
  }

  async #repeat(kind: Kind, { name, random }: Loop, once: (lot: Lot) => Promise<void>): Promise<void> {
    const { amounts } = this.#parts;
    const say = (what: string) => void this.#doing.set(name, what);
    try {
      while (performance.now() < this.#until && this.#failed.length === 0 && this.#kills[kind] < amounts[kind]) {
        await once({ random, gait: this.#gait(kind), say });
      }
      this.#doing.delete(name);
    } catch (error) {
      this.#failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Those who are ahead with their kills take longer until the next, so that all three go on to the end. */
  #gait(kind: Kind): number {
    const { amounts } = this.#parts;
    const kills = this.#kills;
    const share = (each: Kind) => Math.min(1, kills[each] / amounts[each]);
    return 1 + 4 * (share(kind) - Math.min(share('counter'), share('central'), share('postgres')));
  }

  async #killCounter(counter: CounterProcess, { random, gait, say }: Lot): Promise<void> {
    // A third of them while they start, the others in the middle of their work.
    if (random.next() < 0.66) {
      const saved = counter.saved.size;
      const enough = 1 + random.below(12 * gait);
      say(`to save ${enough}`);
      await counter.until((each) => each.saved.size >= saved + enough, STALL_LIMIT_MS, `${enough} more entries saved`);
    }
    await pause(random.below(60));
    say('to end');
    await counter.kill();
    if (counter.last.acting === true || (counter.last.sending ?? 0) > 0) this.#hits.counter += 1;
    this.#parts.gang.startCounter(counter);
  }

  /** Two thirds of the time: a moment after something was sent, which is rare where all are killed all the time. */
  async #underWay({ random }: Pick<Lot, 'random'>): Promise<void> {
    if (random.next() > 0.66) return;
    const give = performance.now() + SENDING_LIMIT_MS;
    while (!this.#parts.gang.sending && performance.now() < give) await pause(2);
    await pause(random.below(10));
  }

  async #killCentral({ random, gait, say }: Lot): Promise<void> {
    const { gang } = this.#parts;
    await pause(random.below(400 * gait));
    await this.#underWay({ random });
    if (gang.sending) this.#hits.central += 1;
    say('to end');
    await gang.central.kill();
    say('to start');
    await gang.startCentral();
  }

  async #killPostgres({ random, gait, say }: Lot): Promise<void> {
    const { gang } = this.#parts;
    await pause(random.below(2_500 * gait));
    await this.#underWay({ random });
    if (gang.sending) this.#hits.postgres += 1;
    say('to end');
    await gang.postgres.kill();
    say('to start');
    await gang.postgres.start();
  }
}

interface Loop {
  readonly name: string;
  readonly random: Random;
}

/** What a kill is given: chance, how many times longer than usual it may wait, and where to say what it is at. */
interface Lot {
  readonly random: Random;
  readonly gait: number;
  readonly say: (what: string) => void;
}

async function compareEnds({ counters, postgres }: KillGang) {
  const stores = await Promise.all(counters.map((counter) => counter.open()));
  try {
    const forgotten = counters.reduce((sum, counter, index) => {
      const store = stores[index];
      return store === undefined ? sum : sum + counter.lostFrom(store);
    }, 0);
    return await openCentral(postgres.url, async ({ db }) => ({ ...(await auditEnds(stores, db)), forgotten }));
  } finally {
    for (const store of stores) store.close();
  }
}
