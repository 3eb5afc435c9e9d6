/**
 * Makes a checkout ready to run: packages, Node 24, browser, screens; then runs the script it is given:
 *
 *   node scripts/setup.mjs [--screen | --test] [script.ts arguments…]
 *
 * Every npm script starts here. With nothing to do it is silent. It is plain JavaScript for Node 18 and
 * newer, because in a fresh clone there is nothing else yet; and it starts the script itself because a
 * shell that found the machine's old `node` once would not look for the new one. Packages and Node come
 * always, browser and screens with `--screen`, and what only the tests need with `--test`.
 *
 * Safe to interrupt and to run twice at once: every step checks what is there, works in a place of
 * its own and takes effect with its last action, under one lock.
 */
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { withLock } from './setup/lock.mjs';
import { installedNode } from './setup/node24.mjs';
import { installPackages, packagesReady } from './setup/packages.mjs';
import { root, SetupError } from './setup/say.mjs';

/** `finish.ts` says so when it was only asked to look and found work. */
const WORK_TO_DO = 3;

/** Node keeps its compiled and type-stripped modules there: a third less work at every later start. */
const NODE_COMPILE_CACHE = join(root, '.cache', 'compile');

const args = process.argv.slice(2);
const first = args.findIndex((arg) => !arg.startsWith('--'));
const flags = first === -1 ? args : args.slice(0, first);
const script = first === -1 ? [] : args.slice(first);

try {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    throw new SetupError(`Node ${process.version} is too old. Install Node 24, then run the same again.`);
  }
  if (!packagesReady() || finish('--look') === WORK_TO_DO) {
    await withLock(() => {
      if (!packagesReady()) installPackages();
      process.exitCode = finish();
    });
  }
  if (!process.exitCode && script.length > 0) run();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The part that needs Node 24 and the packages. @param {string[]} more @returns {number} exit code */
function finish(...more) {
  if (flags.length === 0) return 0;
  const file = join(root, 'scripts/setup/finish.ts');
  const env = { NODE_COMPILE_CACHE, ...process.env };
  const { status, error } = spawnSync(installedNode(), [file, ...flags, ...more], { stdio: 'inherit', cwd: root, env });
  if (error !== undefined) throw new SetupError(`Node 24 does not start: ${error.message}.`);
  return status ?? 1;
}

/** Becomes the script as far as its parent can tell: same streams, signals and end. */
function run() {
  const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(installedNode(), script, {
    stdio: 'inherit',
    cwd: root,
    env: { NODE_COMPILE_CACHE, ...process.env, PATH },
  });
  // Ctrl+C reaches the whole group by itself; the script decides when it ends.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
