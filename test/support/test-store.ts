import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { newBlob, type NewBlob } from '../../src-main/store/blobs.ts';
import { Journal } from '../../src-main/store/journal.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { Store } from '../../src-main/store/store.ts';
import type { Result } from '../../src-shared/errors.ts';
import type { EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { plan, type Intent } from './acts.ts';
import { uuid, World, type Planned } from './world.ts';

/** A real store on disk, with a journal whose clock and ids a test decides. */
export class TestStore {
  readonly dir: string;
  readonly key = randomBytes(32);
  store: Store;
  journal: Journal;
  now = Date.UTC(2026, 2, 2, 5);
  #count = 0;
  readonly #version: number;

  /** `version` stops the migrations early. */
  constructor(dir = mkdtempSync(join(tmpdir(), 'store-')), version: number = counterMigrations.length) {
    this.dir = dir;
    this.#version = version;
    [this.store, this.journal] = this.#open();
  }

  get file(): string {
    return join(this.dir, 'counter.db');
  }

  append(planned: Planned, blobs: readonly NewBlob[] = []): Result<readonly Entry[]> {
    const { type, subject, data, actor, stream, at } = planned;
    this.now = Date.parse(at);
    return this.journal.append({ stream, boot: 1 }, actor, [
      { type: type as EntryType, subject, data: data as never, blobs },
    ]);
  }

  /** Works off wishes in this store and in a world without one; both give every act the same id. */
  live(wishes: readonly Intent[], world = new World()): World {
    for (const wish of wishes) {
      const planned = plan(world, { ...wish, stream: 0 });
      this.#count = world.tried.length;
      world.try(planned);
      this.append(planned);
    }
    return world;
  }

  reopen(): void {
    this.store.close();
    [this.store, this.journal] = this.#open();
  }

  /** The same file through a connection that knows no rules of ours: for tampering. Reopens the store after. */
  tamper(work: (db: Database.Database) => void): void {
    this.store.close();
    const db = new Database(this.file);
    db.pragma("cipher='aegis'");
    db.pragma(`key="x'${this.key.toString('hex')}'"`);
    db.exec('drop trigger journal_no_update; drop trigger journal_no_delete');
    work(db);
    db.close();
    this.reopen();
  }

  count(table: 'journal' | 'blob' | 'subject' | 'person' | 'receipt'): number {
    return Number(this.store.get(this.store.sql.selectFrom(table).select((eb) => eb.fn.countAll().as('n')))?.n);
  }

  destroy(): void {
    this.store.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  #open(): [Store, Journal] {
    const store = new Store(this.file, this.key);
    migrate(store, counterMigrations.slice(0, this.#version));
    const clock = { now: () => this.now };
    const ids = { uuid: () => uuid(++this.#count) };
    return [store, new Journal({ store, rules: firstRules, clock, ids })];
  }
}

/** An applicant's whole way at a good counter: identity to a card handed over, ten acts. */
export const wholeWay: readonly Intent[] = Array.from({ length: 10 }, (_, step) => ({
  what: 'next',
  person: 0,
  actor: 0,
  stream: 0,
  // Proof-read at the submission; everything else goes the plainest way.
  pick: step === 5 ? 1 : 0,
  slip: 'none',
  minutes: 1,
}));

/** Bytes as large as a portrait, never the same. */
export function portrait(size = 60_000): NewBlob {
  return newBlob(randomBytes(size), 'image/jpeg');
}
