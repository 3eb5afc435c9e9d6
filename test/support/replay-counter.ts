import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { Identity, newSigningKey } from '../../src-main/features/enrolment/identity.ts';
import { replayCounts } from '../../src-main/features/replay/replay-counts.ts';
import { enrolAtCentral } from '../../src-main/replay/enrol-at-central.ts';
import { ReplayLane, type ReplayLaneParts } from '../../src-main/replay/replay-lane.ts';
import { Journal, type NewAct } from '../../src-main/store/journal.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { learnPublished } from '../../src-main/store/published-rules.ts';
import { Store } from '../../src-main/store/store.ts';
import { EntryId, StaffId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { codeFor } from './test-central.ts';
import { newPerson } from './test-counter.ts';

export interface ReplayCounterOptions extends Partial<Pick<ReplayLaneParts, 'fetch' | 'timers' | 'clock' | 'callMs'>> {
  readonly home?: Pick<ReplayCounter, 'dir' | 'key'>;
  /** Its own where something is published; else those everybody shares. */
  readonly rules?: Catalogues;
}

/** A counter without a screen: a real store, a real journal and the real replay. */
export class ReplayCounter {
  readonly dir: string;
  readonly key: Buffer;
  readonly store: Store;
  readonly journal: Journal;
  readonly identity: Identity;
  readonly rules: Catalogues;
  readonly log: { what: string; facts: unknown }[] = [];
  replay: ReplayLane;
  readonly #watchers = new Set<() => void>();
  readonly #parts: ReplayLaneParts;

  /** `home` opens a store that is there already, as after a restart of the PC. */
  constructor({ home, rules = firstRules, ...overrides }: ReplayCounterOptions = {}) {
    this.rules = rules;
    this.dir = home?.dir ?? mkdtempSync(join(tmpdir(), 'replay-'));
    this.key = home?.key ?? randomBytes(32);
    this.store = new Store(join(this.dir, 'counter.db'), this.key);
    migrate(this.store, counterMigrations);
    learnPublished(this.store, this.rules);
    const clock = overrides.clock ?? { now: () => Date.now() };
    const ids = { uuid: () => EntryId.parse(uuidv7(new Date(clock.now()))) };
    this.journal = new Journal({ store: this.store, rules: this.rules, clock, ids });
    this.identity = new Identity(this.store);
    const note = (what: string, facts?: unknown) => void this.log.push({ what, facts });
    this.#parts = {
      store: this.store,
      identity: this.identity,
      rules: this.rules,
      log: { info: note, warn: note, error: note },
      fetch: globalThis.fetch,
      ...overrides,
      clock,
      changed: () => this.#watchers.forEach((watch) => watch()),
    };
    this.replay = new ReplayLane(this.#parts);
  }

  /** Enrols at central; `url` may name a proxy before it. */
  async enrol(
    running: RunningCentral,
    { counter, url = running.url, centre = 'GLT' }: { counter: number; url?: string; centre?: string },
  ): Promise<void> {
    const { signingKey, publicKey } = newSigningKey();
    const code = await codeFor(running, counter, centre);
    const reply = await enrolAtCentral({ url: running.url, code, publicKey, build: '0.1.0', fetch: globalThis.fetch });
    const { stream, apiKey, centralKey, certificate, reference } = reply;
    const centralPublicKey = centralKey;
    this.identity.adopt({ stream, centralUrl: url, apiKey, signingKey, centralPublicKey, certificate }, reference);
  }

  append(...acts: readonly NewAct[]): readonly Entry[] {
    const done = this.journal.append(this.identity.place, { id: StaffId.parse('operator-1'), role: 'operator' }, acts);
    if (!done.ok) throw new Error(done.code);
    this.replay.wake();
    return done.value;
  }

  /** Records so many new people, one entry each. */
  recordPeople(count: number): readonly Entry[] {
    return Array.from({ length: count }, () => this.append(newPerson().draft as never as NewAct)).flat();
  }

  get counts(): ReturnType<typeof replayCounts> {
    return replayCounts(this);
  }

  /** How far this counter has the feed. */
  get feedChange(): number {
    return this.store.get(this.store.sql.selectFrom('replay_cursor').select('feed_change'))?.feed_change ?? 0;
  }

  /** Waits for replay to report a state that satisfies; no sleeping, every change is looked at. */
  until(isThere: () => boolean, limitMs = 20_000): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (!isThere()) return;
      clearTimeout(timer);
      this.#watchers.delete(look);
      resolve();
    };
    const timer = setTimeout(() => {
      this.#watchers.delete(look);
      reject(
        new Error(`never: ${JSON.stringify({ ...this.counts, link: this.replay.link, log: this.log.slice(-5) })}`),
      );
    }, limitMs);
    this.#watchers.add(look);
    look();
    return promise;
  }

  /** All sent, all settled, all blobs confirmed. */
  isQuiet(): boolean {
    const { unsent, unsettled, blobsWaiting } = this.counts;
    return unsent === 0 && unsettled === 0 && blobsWaiting === 0;
  }

  /** Replay as after a restart of the core on the same store. */
  async restart(): Promise<void> {
    await this.replay.stop();
    this.replay = new ReplayLane(this.#parts);
    this.replay.start();
  }

  async destroy(): Promise<void> {
    await this.replay.stop();
    this.store.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
