import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { Fault } from '../../../src-shared/errors.ts';

/** What finding a browser needs to know of the PC; tests bring other PCs. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is there a file at this path that may be run? */
  readonly runnable: (file: string) => boolean;
}

const thisMachine: Machine = { platform: process.platform, env: process.env, runnable };

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
] as const;

const windowsPrograms = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
] as const;

const macPrograms = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
] as const;

/**
 * The program file of an installed Chromium, Chrome or Edge. `PARWANA_BROWSER` names another one; when it
 * is set and names no program, nothing else is tried, so that a typing error does not go unseen.
 */
export function findChromium(machine: Machine = thisMachine): string | undefined {
  const chosen = machine.env['PARWANA_BROWSER'];
  if (chosen !== undefined && chosen !== '') return machine.runnable(chosen) ? chosen : undefined;
  return candidates(machine).find(machine.runnable);
}

/** Errors: `report.rendererMissing`. */
export function getChromium(machine: Machine = thisMachine): string {
  const file = findChromium(machine);
  if (file === undefined) throw new Fault('report.rendererMissing');
  return file;
}

/**
 * Switches for a browser that belongs to this app alone: a profile of its own, no first-run pages, no
 * traffic of the browser's own. Chromium's sandbox cannot start as root, so only root goes without it.
 */
export function chromiumSwitches(profile: string): string[] {
  const root = process.getuid?.() === 0;
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-features=OptimizationHints,MediaRouter,Translate,DialMediaRouteProvider',
    '--metrics-recording-only',
    '--no-pings',
    '--password-store=basic',
    '--use-mock-keychain',
    ...(root ? ['--no-sandbox'] : []),
  ];
}

function candidates({ platform, env }: Machine): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(isSet);
    return windowsPrograms.flatMap((program) => roots.map((root) => win32.join(root, ...program)));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', ...[env['HOME']].filter(isSet).map((home) => posix.join(home, 'Applications'))];
    return macPrograms.flatMap((program) => roots.map((root) => posix.join(root, program)));
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => posix.isAbsolute(folder));
  return linuxNames.flatMap((name) => [...folders, '/usr/bin', '/snap/bin'].map((folder) => posix.join(folder, name)));
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
