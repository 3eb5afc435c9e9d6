import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { Identity, newSigningKey } from '../../src-main/features/enrolment/identity.ts';
import { replayCounts } from '../../src-main/features/replay/replay-counts.ts';
import { enrolAtCentral } from '../../src-main/replay/enrol-at-central.ts';
import { ReplayLane } from '../../src-main/replay/replay-lane.ts';
import { Journal } from '../../src-main/store/journal.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { Store } from '../../src-main/store/store.ts';
import type { EntryId, StaffId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { Dice } from './people.ts';
import { applications, records, type Sheet } from './records.ts';

const DAY_MS = 24 * 3_600_000;
const operator = { id: 'operator-1' as StaffId, role: 'operator' as const };

export interface Enrolling {
  /** Where central answers. */
  readonly url: string;
  readonly code: string;
  /** Where replay goes to, when it is not central itself: a proxy with a slow line. */
  readonly replayUrl?: string;
}

/** A counter without a screen: the real store (encrypted, FULL), the real journal and the real replay. */
export class BenchCounter {
  readonly store: Store;
  readonly identity: Identity;
  readonly entries: Entry[] = [];
  readonly #dir = mkdtempSync(join(tmpdir(), 'bench-counter-'));
  readonly #journal: Journal;
  readonly #lane: ReplayLane;
  readonly #watchers = new Set<() => void>();
  #daysAgo = 0;

  constructor() {
    this.store = new Store(join(this.#dir, 'counter.db'), randomBytes(32));
    migrate(this.store, counterMigrations);
    this.identity = new Identity(this.store);
    const clock = { now: () => Date.now() - this.#daysAgo * DAY_MS };
    const ids = { uuid: () => v7() as EntryId };
    this.#journal = new Journal({ store: this.store, rules: firstRules, clock, ids });
    const warn = (what: string, facts?: unknown) => {
      if (process.env['BENCH_LOG'] !== undefined) console.error(what, facts);
    };
    this.#lane = new ReplayLane({
      store: this.store,
      identity: this.identity,
      rules: firstRules,
      clock: { now: () => Date.now() },
      log: { info: () => undefined, warn, error: (what, facts) => console.error(what, facts) },
      fetch: globalThis.fetch,
      changed: () => this.#watchers.forEach((look) => look()),
    });
  }

  async enrol({ url, code, replayUrl = url }: Enrolling): Promise<void> {
    const { signingKey, publicKey } = newSigningKey();
    const reply = await enrolAtCentral({ url, code, publicKey, build: '0.1.0', fetch: globalThis.fetch });
    const { stream, apiKey, centralKey: centralPublicKey, certificate, reference } = reply;
    const enrolment = { stream, centralUrl: replayUrl, apiKey, signingKey, centralPublicKey, certificate };
    this.identity.adopt(enrolment, reference);
  }

  get stream(): string {
    return this.identity.place.stream;
  }

  /** Writes records of about 2 KB, on as many days before today as they need. */
  write(count: number, { from, dice }: { from: number; dice: Dice }): void {
    this.#daysAgo = Math.ceil(count / 60) + 1;
    const nextDay = () => {
      this.#daysAgo -= 1;
      return Date.now() - this.#daysAgo * DAY_MS;
    };
    const making = { stream: this.identity.place.stream, from, dice, uuid: () => v7(), nextDay };
    for (const sheet of records(count, making)) this.append(sheet);
    this.#daysAgo = 0;
  }

  /** Opens applications that lack only their photos; tells which. */
  openApplications(count: number, { from, dice }: { from: number; dice: Dice }): readonly Sheet[] {
    const { sheets, photos } = applications(count, { from, dice, uuid: () => v7() });
    for (const sheet of sheets) this.append(sheet);
    return photos;
  }

  append(sheet: Sheet): void {
    const done = this.#journal.append(this.identity.place, operator, sheet);
    if (!done.ok) throw new Error(done.code);
    this.entries.push(...done.value);
  }

  get counts(): ReturnType<typeof replayCounts> {
    return replayCounts(this);
  }

  get acked(): number {
    return this.store.get(this.store.sql.selectFrom('replay_cursor').select('acked_seq'))?.acked_seq ?? 0;
  }

  start(): void {
    this.#lane.start();
  }

  stop(): Promise<void> {
    return this.#lane.stop();
  }

  /** Waits for replay to report a state that satisfies. */
  until(isThere: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      if (!isThere()) return;
      this.#watchers.delete(look);
      resolve();
    };
    this.#watchers.add(look);
    look();
    return promise;
  }

  async destroy(): Promise<void> {
    await this.stop();
    this.store.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
