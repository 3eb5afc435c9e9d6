import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import { Identity, newSigningKey } from '../../src-main/features/enrolment/identity.ts';
import type { CentralAddress } from '../../src-main/replay/central-client.ts';
import { ReplayLane } from '../../src-main/replay/replay-lane.ts';
import { findHead, Journal, type Actor, type NewAct } from '../../src-main/store/journal.ts';
import { Fault } from '../../src-shared/errors.ts';
import { EntryId, type StreamId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { Random } from '../../scripts/rehearsal/random.ts';
import { askToEnrol } from './ask-to-enrol.ts';
import { contractOver, fetchOver } from './counter-wiring.ts';
import { Line } from './line.ts';
import type { Meddling } from './meddling.ts';
import { PowerCut, SimulatedStore } from './simulated-store.ts';
import { KEY, templateStore } from './template-store.ts';
import type { Schedule } from './schedule.ts';
import type { SimulatedCentral } from './simulated-central.ts';

const RESTART_MS = 3_000;
const STOP_LIMIT_MS = 60_000;

export interface CounterParts {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly central: SimulatedCentral;
  readonly folder: string;
  readonly centre: string;
  readonly number: number;
  /** Through HTTP and its codecs, as in the field; without it the contract's handlers are called at once. */
  readonly http: boolean;
  readonly meddling: Meddling;
}

/** One run of a counter's program, from its start to the next power cut. */
interface Run {
  alive: boolean;
  readonly store: SimulatedStore;
  readonly journal: Journal;
  readonly identity: Identity;
  readonly replay: ReplayLane;
}

/** A counter: the real store, journal and replay, on a PC whose power, clock and disk the simulation owns. */
export class SimulatedCounter {
  readonly line: Line;
  readonly name: string;
  readonly #parts: CounterParts;
  readonly #random: Random;
  #run: Run | undefined;
  /** This PC's clock minus the true time, ms. */
  skewMs = 0;
  /** What was told to somebody as saved, in order, since this PC's disk is what it is. */
  saved: EntryId[] = [];
  /** Streams this PC was enrolled as. */
  readonly streams: StreamId[] = [];
  crashes = 0;
  readonly diverged: string[] = [];
  #disks = 0;
  #backups = 0;

  constructor(parts: CounterParts) {
    this.#parts = parts;
    this.#random = parts.random;
    this.name = `${parts.centre}-${parts.number}`;
    this.line = new Line(parts);
  }

  get run(): Run {
    if (this.#run === undefined) throw new Error(`${this.name} is off`);
    return this.#run;
  }

  get isOn(): boolean {
    return this.#run !== undefined;
  }

  get stream(): StreamId {
    return this.run.identity.place.stream;
  }

  get centre(): string {
    return this.#parts.centre;
  }

  /** A new PC: an empty store, enrolled with a code of this counter. */
  async enrol(): Promise<void> {
    await this.#off();
    this.#disks += 1;
    this.saved = [];
    copyFileSync(templateStore(this.#parts.folder), this.file);
    const { enrolment, reference } = await askToEnrol(this.#parts, newSigningKey());
    this.#open();
    this.run.identity.adopt(enrolment, reference);
    this.streams.push(enrolment.stream);
    this.run.replay.start();
    this.note(`enrolled as ${enrolment.stream}`);
  }

  /** A new epoch for the counter this PC is, with its store and all central does not have yet. */
  async renew(): Promise<void> {
    const { identity, store } = this.run;
    const { enrolment, reference, have } = await askToEnrol(this.#parts, identity.enrolmentKey(), this.stream);
    const { stream } = enrolment;
    const moved = identity.renew(enrolment, reference, have);
    this.streams.push(stream);
    this.note(`renewed as ${stream}, ${moved} carried over, at ${findHead(store, stream).seq}`);
    await this.restart();
  }

  get file(): string {
    return join(this.#parts.folder, `${this.name}-${this.#disks}.db`);
  }

  /** Makes acts durable; undefined when a rule refuses or the power goes. */
  act(actor: Actor, acts: readonly NewAct[]): readonly Entry[] | undefined {
    const { journal, identity, replay } = this.run;
    const refused = (code: string): undefined => {
      this.note(`${acts[0]?.type} refused ${code}`);
      return undefined;
    };
    try {
      const done = journal.append(identity.place, actor, acts);
      if (!done.ok) return refused(done.code);
      for (const entry of done.value) this.saved.push(entry.id);
      this.note(done.value.map(({ type, subject, seq }) => `${seq} ${type} ${subject}`).join(', '));
      replay.wake();
      return done.value;
    } catch (error) {
      if (error instanceof Fault && this.isOn) return refused(error.code);
      if (this.isOn) throw error;
      return undefined;
    }
  }

  /** The power goes at the next so many-th statement of the store, or now for 0; it is back by itself. */
  dieAfter(statements: number): void {
    if (statements === 0) this.#die();
    else this.run.store.dieAfter(statements, () => this.#die());
  }

  /** A copy of the disk as of the last commit; none when the power goes meanwhile. */
  backUp(): void {
    if (!this.flush()) return;
    this.#backups += 1;
    copyFileSync(this.file, this.#backup);
    this.note('is backed up');
  }

  /** Everything is in the file, and not in its log; false when the power goes meanwhile. */
  flush(): boolean {
    try {
      this.run.store.checkpoint();
      return true;
    } catch (error) {
      if (error instanceof PowerCut) return false;
      throw error;
    }
  }

  get hasBackup(): boolean {
    return this.#backups > 0 && existsSync(this.#backup);
  }

  /** The disk broke: the PC goes on with an old copy of it. */
  async restore(): Promise<void> {
    const backup = this.#backup;
    await this.#off();
    this.#disks += 1;
    copyFileSync(backup, this.file);
    this.note('is restored');
    this.#open();
    const { store } = this.run;
    this.saved = store
      .all(
        store.sql
          .selectFrom('journal')
          .select('id')
          .orderBy('rowid' as never),
      )
      .map(({ id }) => id as EntryId);
    this.run.replay.start();
  }

  /** Starts as a copy of another PC, which has just been flushed, with its identity. */
  async become(other: SimulatedCounter): Promise<void> {
    await this.#off();
    this.#disks += 1;
    copyFileSync(other.file, this.file);
    this.saved = [...other.saved];
    this.note(`is a copy of ${other.name}`);
    this.#open();
    this.run.replay.start();
  }

  /** Switches the program off and on, in order. */
  async restart(between: (store: SimulatedStore) => void = () => undefined): Promise<void> {
    await this.#off();
    this.#open(between);
    this.run.replay.start();
  }

  async stop(): Promise<void> {
    await this.#off();
  }

  note(line: string): void {
    this.#parts.schedule.note(`${this.name} ${line}`);
  }

  get #backup(): string {
    return join(this.#parts.folder, `${this.name}.backup`);
  }

  /** What this PC's clock shows, ms since 1970. */
  get now(): number {
    return this.#parts.schedule.now + this.skewMs;
  }

  async #off(): Promise<void> {
    const run = this.#run;
    if (run === undefined) return;
    let stopped = false;
    const stopping = run.replay.stop().finally(() => {
      stopped = true;
    });
    // What was under way hears of the stop before any event: there may be none left.
    await this.#parts.schedule.quiet();
    if (!(await this.#parts.schedule.run(() => stopped || !run.alive, STOP_LIMIT_MS)))
      throw new Error('replay does not stop');
    // The power went while it was stopping.
    if (!run.alive) return;
    await stopping;
    run.alive = false;
    this.#run = undefined;
    run.store.close();
  }

  #die(): void {
    const run = this.#run;
    if (run === undefined) return;
    run.alive = false;
    run.store.die();
    this.#run = undefined;
    this.crashes += 1;
    this.note('loses power');
    this.line.reset();
    // The file is free once the statement that was cut off has unwound.
    this.#parts.schedule.after(0, () => run.store.close());
    this.#parts.schedule.after(RESTART_MS, () => {
      if (this.#run !== undefined) return;
      this.#open();
      this.note('starts');
      this.run.replay.start();
    });
  }

  #open(between: (store: SimulatedStore) => void = () => undefined): void {
    const { schedule, meddling, http } = this.#parts;
    const store = new SimulatedStore(this.file, KEY);
    between(store);
    const clock = { now: () => this.now };
    const ids = { uuid: () => EntryId.parse(uuidv7(new Date(this.now))) };
    const run: Partial<Run> & { alive: boolean } = { alive: true };
    const log = (what: string, facts?: object) => {
      const codes = JSON.stringify(facts ?? {});
      this.note(`${what} ${codes}`);
      if (what.includes('refuses')) this.diverged.push(codes);
    };
    const identity = new Identity(store);
    const wiring = { ...this.#parts, line: this.line, run };
    const replay = new ReplayLane({
      store: meddling.store(store),
      identity,
      rules: firstRules,
      clock,
      log: { info: () => undefined, warn: log, error: log },
      changed: () => undefined,
      timers: {
        after: (ms, call) => schedule.after(ms, () => (run.alive ? call() : undefined)),
        random: () => this.#random.next(),
      },
      fetch: fetchOver(wiring),
      ...(http ? {} : { connect: (address: CentralAddress) => contractOver(wiring, address) }),
    });
    const journal = new Journal({ store, rules: firstRules, clock, ids });
    this.#run = Object.assign(run, { store, journal, identity, replay });
  }
}
