import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Bench } from './bench/bench.ts';

export interface Gphoto2Result {
  readonly code: number | null;
  /** What it printed, errors as well. */
  readonly output: string;
}

/** Runs Debian's gphoto2 on the bench in `folder`; it must not wait for a person and not read settings of one. */
export async function gphoto2(bench: Bench, folder: string, args: readonly string[]): Promise<Gphoto2Result> {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', HOME: folder };
  // Entering the bench leads back to the folder of this process.
  const go = 'cd "$0" && exec gphoto2 "$@"';
  const child = bench.spawn('sh', ['-c', go, folder, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** Why gphoto2 cannot judge the camera model here; `undefined` when it can. Says so. */
export function gphoto2Missing(): string | undefined {
  if (spawnSync('gphoto2', ['--version']).error === undefined) return undefined;
  const reason = 'gphoto2 is not installed';
  console.warn(`SKIPPED: the cross-check by gphoto2, because ${reason}.`);
  return reason;
}
