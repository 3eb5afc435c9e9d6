import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedNode, installingNode, runNpm } from './node24.mjs';
import { root, say } from './say.mjs';

const lockFile = join(root, 'package-lock.json');
/** Inside node_modules, so that it goes when they go. */
const stamp = join(root, 'node_modules', '.parwana-packages');

/** Are the packages those of the lock file? */
export function packagesReady() {
  const wanted = wantedStamp();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!installedByHand()) return false;
  writeFileSync(stamp, wanted);
  return true;
}

export function installPackages() {
  const node = installingNode();
  say('Installing the packages…');
  rmSync(stamp, { force: true });
  runNpm(node, root);
  installedNode();
  writeFileSync(stamp, wantedStamp());
}

function wantedStamp() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${hash} ${process.platform}-${process.arch}`;
}

/** npm lists what it installed, as its last action: the same list as the lock file's needs no work. */
function installedByHand() {
  const listed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(listed)) return false;
  const there = JSON.parse(readFileSync(listed, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const found = there[path];
    if (path === '' || (found === undefined && optional)) return true;
    return found?.version === version && found.integrity === integrity && existsSync(join(root, path, 'package.json'));
  });
}
