/**
 * Import this first in a program that somebody may start by hand: under an older Node the database library
 * ends the process with a bare SIGSEGV, and a sentence is better.
 */
const NEEDED = 24;

const running = Number(process.versions.node.split('.')[0]);
if (running < NEEDED) {
  process.stderr.write(
    `Node ${NEEDED} or newer is needed, this is ${process.version}. Start it with npm, or with node_modules/.bin/node.\n`,
  );
  process.exit(1);
}
