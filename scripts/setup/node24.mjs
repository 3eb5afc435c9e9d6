import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { root, say, SetupError } from './say.mjs';

const windows = process.platform === 'win32';
const packageName = `node-${windows ? 'win' : process.platform}-${process.arch}`;
const cache = join(root, '.cache', 'node24');
const program = (/** @type {string} */ folder) =>
  join(folder, 'node_modules', packageName, 'bin', windows ? 'node.exe' : 'node');

/** The Node that runs the app: the one among the packages, or this one when it is new enough. */
export function installedNode() {
  const own = program(root);
  if (existsSync(own)) return own;
  if (isNewEnough()) return process.execPath;
  throw new SetupError(
    `Node ${neededVersion()} or newer is needed on ${process.platform} ${process.arch}. Install it.`,
  );
}

/**
 * The Node that installs the packages. It must be Node 24, for npm picks older packages under an older
 * one, and must lie outside node_modules, which the install replaces while it runs.
 */
export function installingNode() {
  if (isNewEnough() && !realpathSync(process.execPath).startsWith(join(root, 'node_modules') + sep)) {
    return process.execPath;
  }
  if (!existsSync(join(cache, 'ready'))) fetchNode();
  return program(cache);
}

/** npm's own program, to be run by any Node. */
export function npmProgram() {
  const beside = dirname(realpathSync(process.execPath));
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => realPath(join(folder, 'npm')));
  const places = [
    process.env.npm_execpath,
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
    ...onPath,
  ];
  const found = places.find((place) => place?.endsWith('npm-cli.js') && existsSync(place));
  if (found === undefined) throw new SetupError('npm was not found. Install npm, then run the same again.');
  return found;
}

/** npm checks what comes against the hash in this project's own lock file. */
function fetchNode() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { optional: _, ...entry } = lock.packages[`node_modules/${packageName}`] ?? {};
  if (entry.version === undefined) {
    throw new SetupError(`Node ${neededVersion()} or newer is needed and not packed for this machine. Install it.`);
  }
  say(`Fetching Node ${entry.version}…`);
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const dependencies = { [packageName]: entry.version };
  const base = { name: 'node24', version: '1.0.0', private: true, dependencies };
  const packages = { '': base, [`node_modules/${packageName}`]: entry };
  writeFileSync(join(cache, 'package.json'), JSON.stringify(base));
  writeFileSync(join(cache, 'package-lock.json'), JSON.stringify({ ...base, lockfileVersion: 3, packages }));
  runNpm(process.execPath, cache);
  writeFileSync(join(cache, 'ready'), '');
}

/**
 * `npm ci` in a folder, quiet unless it fails.
 * @param {string} node @param {string} cwd
 */
export function runNpm(node, cwd) {
  const args = [npmProgram(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr, error } = spawnSync(node, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === 0) return;
  for (const line of (stderr ?? '').split('\n').slice(0, 8)) say(line);
  throw new SetupError(
    `The packages could not be installed${error === undefined ? '' : ` (${error.message})`}. ` +
      'Check the connection and the registry (npm config get registry), then run the same again.',
  );
}

function isNewEnough() {
  const [needed, running] = [neededVersion(), process.versions.node].map((text) => text.split('.').map(Number));
  for (const [place, number] of needed.entries()) {
    if (running[place] !== number) return running[place] > number;
  }
  return true;
}

function neededVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
}

function realPath(/** @type {string} */ path) {
  try {
    return realpathSync(path);
  } catch {
    return '';
  }
}
