import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Tells what is being done, on standard error: standard output belongs to the command that follows. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}

/** A step that failed, told in one line: what happened and what to do now. */
export class SetupError extends Error {}
