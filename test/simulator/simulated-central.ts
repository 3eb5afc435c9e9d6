import { createRouterClient } from '@orpc/server';
import type { Central } from '../../src-central/central.ts';
import { loadCentralKeys } from '../../src-central/auth/central-keys.ts';
import { sealingKey } from '../../src-central/auth/secrets.ts';
import { Admission } from '../../src-central/http/admission.ts';
import { toApiError, retryAfter } from '../../src-central/http/api-error.ts';
import { createApi } from '../../src-central/http/api.ts';
import { createDispatch } from '../../src-central/http/dispatch.ts';
import { openOwnStream } from '../../src-central/ingest/own-stream.ts';
import { CentralSettings } from '../../src-central/settings.ts';
import { settleRound } from '../../src-central/settle/round.ts';
import { faultOfAnswer } from '../../src-main/replay/central-fault.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { Random } from '../../scripts/rehearsal/random.ts';
import { HttpWire } from './http-wire.ts';
import type { LiteDatabase } from './lite-database.ts';
import type { Schedule } from './schedule.ts';
import { seedCentres } from './centres.ts';
import { SimulatedBell } from './simulated-bell.ts';

/** Received entries are settled within this time, ms: several batches in a round, as under load. */
const SETTLE_WITHIN = 12_000;
const SEALED_BY = sealingKey('a secret of the simulator, long enough to seal');
const RESTART_MS = 4_000;

type Api = Readonly<Record<string, (input: unknown, options: { signal?: AbortSignal }) => Promise<unknown>>>;

/**
 * The real central on a simulated machine: its contract's handlers, its settling, its feed. It can die at any
 * statement; whoever was talking to it hears nothing more, and it comes back with what was committed.
 */
export class SimulatedCentral {
  readonly database: LiteDatabase;
  readonly #schedule: Schedule;
  readonly #random: Random;
  #central: Central | undefined;
  #bell: SimulatedBell;
  #wire: HttpWire | undefined;
  #api: ReturnType<typeof createApi> | undefined;
  #settling = false;
  #settleDue = false;
  #life = 0;
  crashes = 0;
  /** Faults inside central that no crash explains. */
  readonly faults: string[] = [];

  constructor(parts: { database: LiteDatabase; schedule: Schedule; random: Random }) {
    this.database = parts.database;
    this.#schedule = parts.schedule;
    this.#random = parts.random;
    this.#bell = new SimulatedBell(parts.schedule);
  }

  get central(): Central {
    if (this.#central === undefined) throw new Error('central is off');
    return this.#central;
  }

  get isUp(): boolean {
    return this.#central !== undefined;
  }

  async install(): Promise<void> {
    await this.database.reset((count) => this.#random.below(count));
    this.database.onNews((centre) => this.#bell.ring(centre));
    await this.start();
    await seedCentres(this.database.db, this.#now());
  }

  async start(): Promise<void> {
    const { db } = this.database;
    const keys = await loadCentralKeys(db, { sealedBy: SEALED_BY });
    await openOwnStream(db, keys, this.#now());
    this.#bell = new SimulatedBell(this.#schedule);
    const life = this.#life;
    const nothing = () => undefined;
    const note = (fields: { error?: unknown }) => {
      if (life === this.#life) this.faults.push(String((fields.error as Error | undefined)?.stack ?? fields.error));
    };
    const admission = new Admission({ atOnce: 8, random: () => this.#random.next() });
    const central: Central = {
      db,
      pool: db as never,
      close: () => Promise.resolve(),
      settings: CentralSettings.parse({ leaseSize: 8 }),
      keys,
      trust: { sealedBy: SEALED_BY, algorithm: 'EdDSA' },
      books: firstRules,
      now: this.#now,
      log: { info: nothing, warn: note, error: note },
      // However central asks for it, settling is an event of the schedule.
      settler: new Proxy({}, { get: () => () => this.#wakeSettler() }) as Central['settler'],
      bell: this.#bell as unknown as Central['bell'],
      metrics: new Proxy({}, { get: () => nothing }) as Central['metrics'],
      admission,
    };
    this.#central = central;
    this.#api = createApi(central);
    this.#wakeSettler();
  }

  /** Calls a procedure as a counter with this key does; a failure is what the counter would read in the answer. */
  async call(name: string, input: unknown, caller: { apiKey: string; signal: AbortSignal }): Promise<unknown> {
    const { central } = this;
    const context = { authorization: caller.apiKey === '' ? undefined : `Bearer ${caller.apiKey}`, address: 'lan' };
    this.#api ??= createApi(central);
    const api = createRouterClient(this.#api, { context }) as unknown as Api;
    this.#schedule.enter();
    try {
      return await api[name]!(input, { signal: caller.signal });
    } catch (error) {
      const answer = toApiError(error, central.log);
      const { status, code, data } = answer;
      throw faultOfAnswer({ status, body: JSON.stringify({ code, data }), retryAfter: retryAfter(answer) ?? null });
    } finally {
      this.#schedule.leave();
    }
  }

  /** The same through HTTP, byte by byte. */
  exchange(request: Request): Promise<Response> {
    if (this.#central === undefined) return Promise.reject(new Error('connection refused'));
    this.#wire ??= new HttpWire(createDispatch(this.#central), this.#schedule);
    return this.#wire.exchange(request);
  }

  /** Dies at the next so many-th statement, or now for 0; starts again by itself. */
  dieAfter(statements: number): void {
    if (statements === 0) this.#die();
    else this.database.dieAfter(statements, () => this.#die());
  }

  /** No death is due any more. */
  spare(): void {
    this.database.dieAfter(Number.POSITIVE_INFINITY, () => undefined);
  }

  get life(): number {
    return this.#life;
  }

  /** Nothing waits to be settled. */
  async isSettled(): Promise<boolean> {
    const open = await this.database.db
      .selectFrom('stream_cursor')
      .select('stream')
      .whereRef('settled_seq', '<', 'ack_seq')
      .limit(1)
      .executeTakeFirst();
    return open === undefined;
  }

  readonly #now = (): Date => new Date(this.#schedule.now);

  #die(): void {
    if (this.#central === undefined) return;
    this.#life += 1;
    this.crashes += 1;
    this.#central = undefined;
    this.#settling = false;
    this.#settleDue = false;
    this.#wire?.cut();
    this.#wire = undefined;
    this.#bell.stop();
    this.#schedule.note('central dies');
    this.#schedule.after(0, () => void this.#schedule.working(this.database.crash()));
    this.#schedule.after(RESTART_MS, () => {
      this.#schedule.note('central starts');
      void this.#schedule.working(this.start());
    });
  }

  #wakeSettler(): void {
    if (this.#settleDue || this.#central === undefined) return;
    this.#settleDue = true;
    const life = this.#life;
    this.#schedule.after(this.#random.below(SETTLE_WITHIN), () => {
      if (life === this.#life) void this.#settle(life);
    });
  }

  async #settle(life: number): Promise<void> {
    this.#settleDue = false;
    if (this.#settling) return this.#wakeSettler();
    this.#settling = true;
    try {
      const { settled } = await settleRound(this.database.db, this.central);
      if (life !== this.#life) return;
      this.#schedule.note(`central settles ${settled}`);
      if (settled > 0) this.#wakeSettler();
    } catch (error) {
      if (life !== this.#life) return;
      this.faults.push(String((error as Error).stack));
      this.#wakeSettler();
    } finally {
      if (life === this.#life) this.#settling = false;
    }
  }
}
