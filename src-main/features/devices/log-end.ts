import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 64 * 1024;
const MOST_LINES = 200;

/** The last lines of the counter's log, oldest first; none where it cannot be read. */
export function readLogEnd(dataDir: string): readonly string[] {
  try {
    const file = openSync(join(dataDir, 'logs', 'core.log'), 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
      readSync(file, bytes, 0, bytes.length, size - bytes.length);
      return bytes
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .slice(-MOST_LINES);
    } finally {
      closeSync(file);
    }
  } catch {
    // A log that has gone is no reason to withhold the rest.
    return [];
  }
}
