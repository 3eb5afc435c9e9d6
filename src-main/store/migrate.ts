import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { Fault } from '../../src-shared/errors.ts';
import type { Store } from './store.ts';

export interface Migration {
  readonly number: number;
  readonly purpose: string;
  readonly sql: string;
}

/**
 * Brings a store to the newest version, forward only, each migration in one transaction with its
 * version number. A store with work in it is copied beside itself first (`…before-N`).
 * Errors: `store.newer {found, known}` when a newer build wrote the file, `store.full`.
 */
export function migrate(store: Store, migrations: readonly Migration[]): void {
  const found = Number(store.pragma('user_version'));
  const known = migrations.length;
  if (found > known) throw new Fault('store.newer', { found, known });
  if (found === known) return;
  if (found > 0) backUp(store, known);
  for (const migration of migrations.slice(found)) {
    store.transact(() => {
      store.exec(migration.sql);
      store.pragma(`user_version=${migration.number}`);
    });
  }
}

/**
 * A copy of the encrypted file, taken with the log emptied and the file held exclusively. It gets its
 * name when it is whole and on disk, for a copy cut short would be taken for one.
 */
function backUp(store: Store, version: number): void {
  store.checkpoint();
  const copy = `${store.file}.before-${version}`;
  if (existsSync(copy)) return;
  const draft = `${copy}.draft`;
  try {
    copyFileSync(store.file, draft);
    const handle = openSync(draft, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(draft, copy);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Fault('store.full', {}, { cause: error }) : error;
  }
}
