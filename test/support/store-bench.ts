import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { Journal } from '../../src-main/store/journal.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { SimulatedStore } from '../simulator/simulated-store.ts';
import { uuid } from './world.ts';

const KEY = Buffer.alloc(32, 7);

/** Everything a store holds, as text: two stores with the same text are the same. */
export function dump(store: SimulatedStore): string {
  return store.watch(() => {
    const list = sql<{ name: string }>`select name from sqlite_master where type = 'table'`.compile(store.sql);
    const names = store.all({ compile: () => list });
    const tables = names.map(({ name }) => name).filter((name) => !name.startsWith('sqlite_'));
    return (
      tables
        .toSorted()
        .map(
          (name) =>
            `${name} ${JSON.stringify(
              store
                .all(store.sql.selectFrom(name as never).selectAll())
                .map(text)
                .toSorted(),
            )}`,
        )
        .join('\n')
        // How often a program was started is no business of its work.
        .replace(/\{\\"key\\":\\"boot\\"[^}]*\}/, '')
    );
  });
}

function text(row: object): string {
  return JSON.stringify(row, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
}

/** Stores that begin alike, to be failed at one statement after another. */
export class StoreBench {
  readonly folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'crash-points-'));
  readonly now = Date.UTC(2026, 2, 2, 5);
  #copies = 0;
  #base: string;

  constructor() {
    this.#base = join(this.folder, 'base.db');
    const store = new SimulatedStore(this.#base, KEY);
    migrate(store, counterMigrations);
    this.#close(store);
  }

  /** A copy of where things stand. */
  open(): SimulatedStore {
    this.#copies += 1;
    const file = join(this.folder, `copy-${this.#copies}.db`);
    copyFileSync(this.#base, file);
    return new SimulatedStore(file, KEY);
  }

  /** The same file after a power cut. */
  reopen(store: SimulatedStore): SimulatedStore {
    store.close();
    return new SimulatedStore(store.file, KEY);
  }

  /** Things stand as in this store from now on. */
  keep(store: SimulatedStore): void {
    store.checkpoint();
    this.#close(store);
    this.#base = store.file;
  }

  discard(store: SimulatedStore): void {
    store.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${store.file}${end}`, { force: true });
  }

  /** A journal whose ids and time are the same at every try. */
  journal(store: SimulatedStore, step: number): Journal {
    let made = step * 100;
    const ids = { uuid: () => uuid((made += 1)) };
    return new Journal({ store, rules: firstRules, clock: { now: () => this.now }, ids });
  }

  destroy(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #close(store: SimulatedStore): void {
    store.checkpoint();
    store.close();
  }
}
