import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** How the app was started: `parwana [--practice] [--data-dir FOLDER]`. */
export interface LaunchOptions {
  /** The counter's data: store, keys, logs. */
  readonly dataDir: string;
  /** Chromium's own files and the single-instance lock: one running app for each data folder. */
  readonly profileDir: string;
  readonly practice: boolean;
}

/** Reads the arguments after the program; those that Electron and Chromium know are passed over. */
export function readLaunchOptions(args: readonly string[], userData: string): LaunchOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { 'data-dir': { type: 'string' }, practice: { type: 'boolean' } },
  });
  const practice = values.practice === true;
  const given = values['data-dir'];
  const dataDir = typeof given === 'string' ? resolve(given) : join(userData, practice ? 'practice' : 'counter');
  return { dataDir, profileDir: `${dataDir}.desktop`, practice };
}
