import { setTimeout as pause } from 'node:timers/promises';
import { CentralProcess } from './central-process.ts';
import { codeFor, openCentral } from './central-database.ts';
import { CounterProcess } from './counter-process.ts';
import { PostgresProcess } from './postgres-process.ts';

/** Between two acts of a counter, ms: a busy desk, and a journal that can still be compared at the end. */
const PAUSE_MS = 12;
const STALL_LIMIT_MS = 60_000;

/** Counters of one centre, central and PostgreSQL, all to be killed. */
export class KillGang {
  readonly postgres: PostgresProcess;
  readonly central: CentralProcess;
  readonly counters: readonly CounterProcess[];

  private constructor(postgres: PostgresProcess, counters: readonly CounterProcess[]) {
    this.postgres = postgres;
    this.central = new CentralProcess(postgres.url);
    this.counters = counters;
  }

  /** A PostgreSQL; `begin` starts the others. */
  static async create(size: number): Promise<KillGang> {
    return new KillGang(
      await PostgresProcess.create(),
      Array.from({ length: size }, () => new CounterProcess()),
    );
  }

  /** Enrols the counters and lets them work. `warm`: each ends once in peace, which keeps its compiled code for later starts. */
  async begin(warm: boolean): Promise<void> {
    const { central, counters, postgres } = this;
    await central.start();
    await openCentral(postgres.url, async ({ db }) => {
      for (const [index, counter] of counters.entries()) {
        await counter.enrol({ url: central.url, code: await codeFor(db, index + 1) });
      }
    });
    for (const counter of counters) this.startCounter(counter);
    if (!warm) return;
    for (const counter of counters) {
      await counter.until(({ saved }) => saved.size > 20, STALL_LIMIT_MS, 'its first acts');
      await counter.stop();
    }
    await central.stop();
    await central.start();
    for (const counter of counters) this.startCounter(counter);
  }

  startCounter(counter: CounterProcess): void {
    counter.start({ url: this.central.url, pieces: 1e9, pause: PAUSE_MS, haste: 20 });
  }

  /** Are batches or photos on their way to central, as far as is known here? */
  get sending(): boolean {
    return this.counters.some(({ last, running }) => running && (last.sending ?? 0) > 0);
  }

  /** What ended without being killed. */
  get deaths(): string[] {
    return [
      ...this.central.deaths.map((each) => `central ended by itself: ${each}`),
      ...this.counters.flatMap(({ deaths }) => deaths.map((each) => `a counter ended by itself: ${each}`)),
    ];
  }

  /** The database may be away when central starts: it is tried again once that answers. */
  async startCentral(): Promise<void> {
    const give = performance.now() + STALL_LIMIT_MS;
    for (;;) {
      try {
        return await this.central.start();
      } catch (error) {
        do await pause(15);
        while (!this.postgres.answering && performance.now() <= give);
        if (performance.now() > give) throw error;
      }
    }
  }

  /** Ends all of it for good, whatever is under way. */
  async end(): Promise<void> {
    const { central, counters, postgres } = this;
    const ended = await Promise.allSettled([...counters.map((each) => each.end()), central.end(), postgres.stop()]);
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
