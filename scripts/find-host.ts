import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktop } from './setup/desktop-build.ts';

const PACKAGE = join('node_modules', 'electron');
const FAILED = join('.cache', 'electron-not-fetched');
/** `npm start` may wait so long for the runtime, once a day. */
const FETCH_MS = 20_000;
const RETRY_MS = 24 * 60 * 60_000;

/** What decides between the hosts; tests bring other machines. */
export interface HostMachine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly root: boolean;
  /** Electron's program file, if its runtime is there. */
  readonly findRuntime: () => string | undefined;
  /** Tries to fetch the runtime within seconds. */
  readonly fetchRuntime: () => void;
}

export interface DesktopRun {
  /** Exit code. */
  readonly exited: Promise<number>;
}

export type Host =
  | { readonly kind: 'loopback'; readonly why: string }
  | {
      readonly kind: 'electron';
      readonly why: string;
      start(options: { dataDir: string; practice: boolean }): Promise<DesktopRun>;
    };

/**
 * Electron where it can run, else loopback, and why. `asked` is what the person asked for, `electron` or
 * `loopback`. Throws one line when Electron was asked for and cannot run.
 */
export function findHost(asked?: string, machine: HostMachine = thisMachine): Host {
  if (asked === 'loopback') return { kind: 'loopback', why: 'asked for' };
  if (asked !== undefined && asked !== 'electron') throw new Error(`No such host: ${asked}. Say electron or loopback.`);
  const obstacle = findObstacle(machine);
  if (obstacle === undefined) {
    const program = machine.findRuntime() ?? fetched(machine);
    if (program !== undefined) return electron(program, asked === undefined ? 'its runtime is there' : 'asked for');
  }
  const why = obstacle ?? "Electron's runtime is not there and could not be fetched";
  if (asked === 'electron') throw new Error(`Electron cannot run here: ${why}. Leave --host out to use the browser.`);
  return { kind: 'loopback', why };
}

function findObstacle({ platform, env, root }: HostMachine): string | undefined {
  if (platform !== 'linux') return undefined;
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'no display';
  return root ? "Electron's sandbox does not run as root" : undefined;
}

function fetched(machine: HostMachine): string | undefined {
  machine.fetchRuntime();
  return machine.findRuntime();
}

function electron(program: string, why: string): Host {
  return {
    kind: 'electron',
    why,
    start: async ({ dataDir, practice }) => {
      await desktop.lack()?.make();
      const args = ['.', '--data-dir', dataDir, ...(practice ? ['--practice'] : [])];
      const child = spawn(program, args, { stdio: 'inherit' });
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
      const exited = new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? 1));
      });
      return { exited };
    },
  };
}

const thisMachine: HostMachine = {
  platform: process.platform,
  env: process.env,
  root: process.getuid?.() === 0,
  findRuntime,
  fetchRuntime,
};

/** As Electron's own installer looks: program named and there, of the version that is installed. */
function findRuntime(): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
    const found = readFileSync(join(PACKAGE, 'dist', 'version'), 'utf8').replace(/^v/, '');
    const program = join(PACKAGE, 'dist', readFileSync(join(PACKAGE, 'path.txt'), 'utf8'));
    return found === version && existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function fetchRuntime(): void {
  const failedAt = statSync(FAILED, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - failedAt < RETRY_MS) return;
  console.log(`Fetching Electron's runtime, for ${FETCH_MS / 1000} s at the most…`);
  const options = { stdio: 'ignore', timeout: FETCH_MS, killSignal: 'SIGKILL' } as const;
  const { status } = spawnSync(process.execPath, [join(PACKAGE, 'install.js')], options);
  if (status === 0) return;
  mkdirSync('.cache', { recursive: true });
  writeFileSync(FAILED, '');
}
