import { CupsSpooler } from './cups/cups-spooler.ts';
import type { Spooler } from './spooler.ts';
import { WindowsSpooler } from './windows/windows-spooler.ts';

/** The printing system of this PC: CUPS on Linux and macOS, the print spooler of Windows there. */
export function systemSpooler(platform: NodeJS.Platform = process.platform): Spooler {
  return platform === 'win32' ? new WindowsSpooler() : new CupsSpooler();
}
