import { existsSync, rmSync } from 'node:fs';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { Store } from '../../src-main/store/store.ts';

/** Every store has the same key: what is simulated is not the cipher. */
export const KEY = Buffer.alloc(32, 7);

let template: string | undefined;

/** A store with all migrations done, made once a process. */
export function templateStore(folder: string): string {
  if (template !== undefined && existsSync(template)) return template;
  template = `${folder}.template.db`;
  rmSync(template, { force: true });
  const file = template;
  process.once('exit', () => rmSync(file, { force: true }));
  const store = new Store(template, KEY);
  migrate(store, counterMigrations);
  store.checkpoint();
  store.close();
  return template;
}
