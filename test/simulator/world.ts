import { Random } from '../../scripts/rehearsal/random.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { centreCodes } from './centres.ts';
import type { LiteDatabase } from './lite-database.ts';
import type { Meddling } from './meddling.ts';
import { Operator, people } from './operator.ts';
import { writePoison } from './poison.ts';
import type { Schedule } from './schedule.ts';
import { SimulatedCentral } from './simulated-central.ts';
import { SimulatedCounter } from './simulated-counter.ts';
import { Witness } from './witness.ts';

const HOUR = 3_600_000;
const skews = [HOUR, -HOUR, 72 * HOUR, -72 * HOUR, 87_660 * HOUR] as const;

export interface WorldParts {
  readonly schedule: Schedule;
  readonly seed: number;
  readonly database: LiteDatabase;
  readonly folder: string;
  readonly http: boolean;
  readonly meddling: Meddling;
}

/** Central, the counters of two centres, the people at them, and bad luck. */
export class World {
  readonly schedule: Schedule;
  readonly central: SimulatedCentral;
  readonly counters: readonly SimulatedCounter[];
  readonly witness: Witness;
  readonly #operators: readonly Operator[];
  readonly #luck: Random;
  readonly #chance: Random;
  /** Disks that tell another story than central heard, and those among them that are a copy of another's. */
  readonly #damaged = new Set<SimulatedCounter>();
  readonly #copies = new Set<SimulatedCounter>();
  /** How bad the lines of this world are; some worlds have good ones. */
  readonly #weather: number;

  constructor({ schedule, seed, database, folder, http, meddling }: WorldParts) {
    this.schedule = schedule;
    const chanceFor = (part: number) => new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(part, 0x85ebca6b));
    this.#luck = chanceFor(1);
    this.#chance = chanceFor(2);
    this.central = new SimulatedCentral({ database, schedule, random: chanceFor(3) });
    // Mostly two or three: so they meet.
    const count = [2, 3, 3, 4][seed % 4]!;
    const { central } = this;
    this.counters = Array.from({ length: count }, (_, index) => {
      // One centre has all counters, or two share them.
      const centre = centreCodes[seed % 3 === 0 ? 0 : index % 2]!;
      const random = chanceFor(10 + index);
      return new SimulatedCounter({ schedule, random, central, folder, centre, number: index + 1, http, meddling });
    });
    this.#operators = this.counters.map((counter, index) => new Operator(counter, chanceFor(50 + index)));
    this.#weather = [0, 0.3, 1, 1][seed % 4]!;
    this.witness = new Witness(this);
  }

  async install(): Promise<void> {
    await this.central.install();
    const share = 0.12 * this.#weather;
    for (const counter of this.counters) {
      await counter.enrol();
      counter.line.faults = { lostRequest: share, lostAnswer: share, repeated: share, slow: share };
    }
  }

  /**
   * One act at one of the counters; the answer is how long nothing happens before it, ms. People come in spells: a few
   * clicks at one counter, one after another.
   */
  nextAct(pace: number): number {
    if (this.#spell > 0) {
      this.#spell -= 1;
      return this.#chance.below(200);
    }
    this.#spell = this.#chance.below(6);
    this.#busy = this.#operators[this.#chance.below(this.#operators.length)]!;
    return this.#chance.below(pace * 2 * (this.#spell + 1));
  }

  act(): void {
    this.#busy?.work();
  }

  #spell = 0;
  #busy: Operator | undefined;

  /** Now and then something happens that nobody wants. */
  async misfortune(): Promise<void> {
    const [what, where, how] = [this.#luck.next(), this.#luck.below(this.counters.length), this.#luck.next()];
    const counter = this.counters[where]!;
    if (what < 0.3) return this.#troubleLine(counter, how);
    if (what < 0.5) {
      if (!counter.isOn) return;
      return counter.dieAfter(how < 0.3 ? 0 : 1 + Math.floor(how * 60));
    }
    if (what < 0.62) return this.central.dieAfter(how < 0.2 ? 0 : 1 + Math.floor(how * 80));
    if (what < 0.7) {
      counter.skewMs = how < 0.3 ? 0 : skews[Math.floor(how * skews.length)]!;
      return counter.note(`shows ${new Date(counter.now).toISOString()}`);
    }
    if (what < 0.78) return this.#poison(counter, how);
    if (what < 0.84) return counter.isOn && !this.#damaged.has(counter) ? counter.backUp() : undefined;
    if (what < 0.9) return this.#restore(counter);
    if (what < 0.93) return this.#copy(counter, how);
    if (what < 0.97) return counter.isOn ? counter.restart() : undefined;
    return undefined;
  }

  /** Every line is good, every clock right, everybody is on. What can never go on is enrolled anew. */
  async mend(): Promise<void> {
    this.central.spare();
    for (const counter of this.counters) {
      const { line } = counter;
      if (counter.isOn) counter.run.store.spare();
      line.mend();
      line.faults = { lostRequest: 0, lostAnswer: 0, repeated: 0, slow: 0 };
    }
    await this.schedule.run(() => this.central.isUp && this.counters.every((each) => each.isOn), 60_000);
    for (const counter of this.counters) {
      counter.skewMs = 0;
      if (this.#copies.has(counter)) {
        this.witness.abandon(counter);
        await counter.enrol();
      } else if (this.#damaged.has(counter)) {
        await counter.renew();
      }
    }
  }

  async stop(): Promise<void> {
    for (const counter of this.counters) await counter.stop();
  }

  get poisoned(): ReadonlySet<string> {
    return this.#poisoned;
  }

  readonly #poisoned = new Set<string>();

  #troubleLine(counter: SimulatedCounter, how: number): void {
    const { line } = counter;
    if (how < 0.2) return line.reset();
    if (!line.up) return;
    counter.note(how < 0.4 ? 'hears nothing' : 'is cut off');
    line.cut(how < 0.4);
    this.schedule.after(1_000 + how * how * 120_000, () => line.mend());
  }

  async #poison(counter: SimulatedCounter, how: number): Promise<void> {
    if (!counter.isOn) return;
    const { place } = counter.run.identity;
    const subject = personSubject(people[Math.floor(how * people.length)]!);
    await counter.restart((store) => {
      const which = Math.floor(how * 1000);
      const id = writePoison(store, { ...place, subject, at: counter.now, which });
      this.#poisoned.add(id);
      counter.saved.push(id);
      counter.note(`has poison ${which % 8} in ${subject}`);
    });
  }

  /** An old copy of the disk: when the counter wrote more since, it tells another story than central heard. */
  async #restore(counter: SimulatedCounter): Promise<void> {
    if (!counter.isOn || !counter.hasBackup || this.#damaged.has(counter)) return;
    this.witness.look();
    this.#damaged.add(counter);
    await counter.restore();
  }

  /** A second PC with the identity of the first: from then on two tell central different stories. */
  async #copy(counter: SimulatedCounter, how: number): Promise<void> {
    const others = this.counters.filter((each) => each !== counter && each.centre === counter.centre);
    const other = others[Math.floor(how * others.length)];
    if (other === undefined || !counter.isOn || !other.isOn) return;
    if (this.#damaged.has(counter) || this.#damaged.has(other)) return;
    this.witness.look();
    if (!other.flush()) return;
    this.witness.abandon(counter);
    this.#copies.add(counter);
    this.#damaged.add(counter);
    this.#damaged.add(other);
    await counter.become(other);
  }

  streamsOf(counter: SimulatedCounter): readonly StreamId[] {
    return counter.streams;
  }
}
