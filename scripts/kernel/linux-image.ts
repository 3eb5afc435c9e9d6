import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Everything this test fetched or made. */
export const CACHE = join(import.meta.dirname, '../../.cache/kernel');

export interface LinuxImage {
  /** As in `linux-image-<release>`. */
  readonly release: string;
  readonly kernel: string;
  /** Folder of its modules. */
  readonly modules: string;
}

/** Debian's newest kernel for this release of Debian, unpacked into the cache, not installed. */
export function fetchLinuxImage(): LinuxImage {
  const name = newestImage();
  const release = name.replace('linux-image-', '');
  const folder = join(CACHE, release);
  if (!existsSync(folder)) fetch(name, folder);
  return { release, kernel: join(folder, 'boot', `vmlinuz-${release}`), modules: modulesIn(folder, release) };
}

/** The meta-package depends on it: `linux-image-6.1.0-56-amd64`. */
function newestImage(): string {
  const find = (): string | undefined =>
    /Depends: (linux-image-\S+)/.exec(run('apt-cache', ['depends', '--important', 'linux-image-amd64']))?.[1];
  let name: string | undefined;
  try {
    name = find();
  } catch {
    // A machine that has not looked for packages yet.
    run('apt-get', ['update']);
    name = find();
  }
  if (name === undefined) throw new Error('This system has no package linux-image-amd64: Debian for x86-64 is needed.');
  return name;
}

function fetch(name: string, folder: string): void {
  try {
    unpack(name, folder);
  } catch {
    // The list of packages may be older than the mirror.
    run('apt-get', ['update']);
    unpack(name, folder);
  }
}

function unpack(name: string, folder: string): void {
  const work = join(CACHE, 'fetching');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  run('apt-get', ['download', name], work);
  const archive = readdirSync(work).find((file) => file.endsWith('.deb'));
  if (archive === undefined) throw new Error(`${name} did not come.`);
  run('dpkg', ['-x', archive, 'unpacked'], work);
  renameSync(join(work, 'unpacked'), folder);
  rmSync(work, { recursive: true });
}

function modulesIn(folder: string, release: string): string {
  const places = ['lib/modules', 'usr/lib/modules'].map((place) => join(folder, place, release));
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`The kernel ${release} came without modules.`);
  return found;
}

/**
 * Files of the modules, and of what they need, in the order in which they load. What is built into the
 * kernel is left out. Source: the `depends` field of modinfo(8), which each module carries.
 */
export function modulesFor(image: LinuxImage, wanted: readonly string[]): readonly string[] {
  const files = new Map<string, string>();
  for (const path of readdirSync(image.modules, { recursive: true, encoding: 'utf8' })) {
    if (/\.ko(\.xz)?$/.test(path)) files.set(moduleName(path), join(image.modules, path));
  }
  const builtIn = readFileSync(join(image.modules, 'modules.builtin'), 'utf8');
  const builtInNames = new Set(builtIn.split('\n').map((path) => moduleName(path)));
  const ordered: string[] = [];
  const add = (name: string): void => {
    const file = files.get(name);
    if (file === undefined && builtInNames.has(name)) return;
    if (file === undefined) throw new Error(`The kernel ${image.release} has no module ${name}.`);
    for (const need of needsOf(file)) add(need);
    if (!ordered.includes(file)) ordered.push(file);
  };
  for (const name of wanted) add(name);
  return ordered;
}

/** The module itself, unpacked. */
export function readModule(file: string): Buffer {
  if (!file.endsWith('.xz')) return readFileSync(file);
  return spawnSync('xz', ['-dc', file], { maxBuffer: 256 * 1024 * 1024 }).stdout;
}

function needsOf(file: string): readonly string[] {
  const bytes = readModule(file).toString('latin1');
  const needs = /\0depends=([^\0]*)\0/.exec(bytes)?.[1] ?? '';
  return needs
    .split(',')
    .filter((name) => name !== '')
    .map((name) => moduleName(name));
}

function moduleName(path: string): string {
  return basename(path)
    .replace(/\.ko(\.xz)?$/, '')
    .replaceAll('-', '_');
}

function run(program: string, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd });
  if (error !== undefined) throw new Error(`${program} does not start: ${error.message}.`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}
