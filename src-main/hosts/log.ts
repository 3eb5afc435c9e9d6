import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../ports.ts';

/** Oldest part of a log that is kept, bytes a file: two files of this size at the most. */
const MOST_BYTES = 5 * 1024 * 1024;

/**
 * The log file `logs/core.log`, JSON lines. Holds codes, counts and entry ids; names, CNICs and PINs
 * never reach it, and as a second line of defence known field names are struck out.
 */
export function openLog(dataDir: string): Log {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'core.log');
  rotate(file);
  const redact = { paths: ['pin', 'cnic', 'name', 'nameEn', 'nameUr', 'phone', 'address', 'body'], remove: true };
  const destination = pino.destination({ dest: file, mkdir: true, sync: true, mode: 0o600 });
  destination.on('error', () => undefined);
  const logger = pino({ redact }, destination);
  return {
    info: (what, facts) => quietly(() => logger.info(facts ?? {}, what)),
    warn: (what, facts) => quietly(() => logger.warn(facts ?? {}, what)),
    error: (what, facts) => quietly(() => logger.error(facts ?? {}, what)),
  };
}

/** A line that finds no room on the disk is lost; nothing else may fail for it. */
function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // There is nowhere to tell.
  }
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST_BYTES) renameSync(file, `${file}.1`);
}
