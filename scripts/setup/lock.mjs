import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './say.mjs';

const folder = join(root, '.cache');
const file = join(folder, 'setup.lock');
const POLL_MS = 250;
/** A lock older than this is nobody's: its process number may have gone to another program. */
const STALE_MS = 30 * 60_000;

/**
 * Runs `work` while no other setup of this checkout does; waits for one that is at work, and takes over
 * from one that was killed.
 * @param {() => void} work
 */
export async function withLock(work) {
  mkdirSync(folder, { recursive: true });
  let told = false;
  while (!take()) {
    if (isAbandoned()) remove();
    else {
      if (!told) say('Waiting for another setup of this folder…');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
  try {
    work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** The file appears whole, with its owner's number, or not at all. */
function take() {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isAbandoned(/** @type {string} */ path = file) {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return true;
    process.kill(Number(readFileSync(path, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Moves the lock aside and looks again: it may be a new one, made since the last look. */
function remove() {
  const aside = `${file}.old.${process.pid}`;
  try {
    renameSync(file, aside);
    if (!isAbandoned(aside)) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
