import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../src-shared/errors.ts';
import { VERSION } from '../../version.ts';

/** So many records are kept, newest last. */
const MOST_RECORDS = 20;

export interface Crash {
  /** What ended: `main`, `core`, `core start`, `screen`, … */
  readonly where: string;
  readonly error?: unknown;
  /** How a process ended, as Electron names it, e.g. `crashed`, `oom`, exit code. */
  readonly reason?: string | number;
}

/**
 * Writes what can be said of a crash without naming anybody: kind and place of the error, not its
 * message, which may quote data; and no memory dump, which would hold whatever was on the screen.
 */
export function recordCrash(folder: string, crash: Crash, now: Date = new Date()): void {
  const at = now.toISOString();
  const facts = { at, version: VERSION, system: `${platform()} ${release()} ${arch()}`, ...describe(crash) };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `crash-${at.replaceAll(/[:.]/g, '-')}-${process.pid}.json`);
    writeFileSync(file, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
    forgetOld(folder);
  } catch {
    // A full disk must not turn the record of a crash into another one.
  }
}

function describe({ where, error, reason }: Crash): Record<string, unknown> {
  return { where, reason, error: error === undefined ? undefined : describeError(error) };
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    code: error instanceof Fault ? error.code : (error as NodeJS.ErrnoException).code,
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

function forgetOld(folder: string): void {
  const records = readdirSync(folder).filter((name) => /^crash-.*\.json$/.test(name));
  for (const name of records.sort().slice(0, -MOST_RECORDS)) rmSync(join(folder, name), { force: true });
}
