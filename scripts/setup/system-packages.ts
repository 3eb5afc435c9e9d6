import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from '../../src-main/hosts/loopback/chromium.ts';
import type { Step } from './step.ts';

/** Programs the tests look with: the store's system calls, text and pictures of papers, others' view of devices, a print queue, other clocks. */
const tools = [
  { program: 'strace', debian: 'strace' },
  { program: 'pdftotext', debian: 'poppler-utils' },
  { program: 'pdftoppm', debian: 'poppler-utils' },
  { program: 'gphoto2', debian: 'gphoto2' },
  { program: 'udevadm', debian: 'udev' },
  { program: 'cupsd', debian: 'cups-daemon' },
  { program: 'lpadmin', debian: 'cups-client' },
  { program: 'faketime', debian: 'faketime' },
] as const;

const APT_LOG = '.cache/setup-apt.log';

/** A browser for the screens of the loopback host and for papers. */
export function lackOfBrowser(): Step | undefined {
  if (findChromium() !== undefined) return undefined;
  const chosen = process.env['PARWANA_BROWSER'];
  if (chosen) return refuse(`PARWANA_BROWSER names no program: ${chosen}. Correct it, or unset it.`);
  if (!canInstall()) return refuse('No browser found. Install Chromium, Google Chrome or Microsoft Edge.');
  return {
    doing: 'Installing Chromium…',
    make: () => {
      install(['chromium']);
      if (findChromium() === undefined) throw new Error(`Chromium did not come. Install it, or see ${APT_LOG}.`);
    },
  };
}

/** Only Linux tests use them; elsewhere these tests are skipped. */
export function lackOfTools(): Step | undefined {
  if (process.platform !== 'linux') return undefined;
  const missing = [...new Set(tools.filter(({ program }) => !isOnPath(program)).map(({ debian }) => debian))];
  if (missing.length === 0) return undefined;
  const names = missing.join(', ');
  if (!canInstall()) return refuse(`The tests need ${names}. Install them with the package manager of this machine.`);
  return { doing: `Installing ${names}…`, make: () => install(missing) };
}

/** Brings what one script alone needs: `packages` of Debian, unless all `programs` are there. */
export function needSystemPackages(programs: readonly string[], packages: readonly string[]): void {
  if (programs.every((program) => isOnPath(program))) return;
  const names = packages.join(', ');
  if (!canInstall()) throw new Error(`This needs ${names}. Install them with the package manager of this machine.`);
  console.log(`Installing ${names}…`);
  install(packages);
}

function refuse(message: string): Step {
  return {
    doing: 'Looking for what the machine must bring…',
    make: () => {
      throw new Error(`${message} Then run the same again.`);
    },
  };
}

function canInstall(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0 && isOnPath('apt-get');
}

function install(packages: readonly string[]): void {
  mkdirSync('.cache', { recursive: true });
  const log = openSync(APT_LOG, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', [...wait, ...args], { env, stdio: ['ignore', log, log] });
    if (status !== 0) {
      const what = packages.join(' ');
      throw new Error(`apt-get ${args[0]} failed, see ${APT_LOG}. Install ${what}, then run the same again.`);
    }
  }
}

/** Daemons are in a folder that the path of an ordinary user lacks. */
function isOnPath(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
