import { spawn } from 'node:child_process';
import { chromiumSwitches, findChromium } from './chromium.ts';

/**
 * Opens the counter's window: the PC's Chromium, Chrome or Edge in app mode, with a profile of its
 * own that survives restarts. False where there is no display or no browser; the caller then shows the URL.
 */
export function openInBrowser(url: string, { profile }: { profile: string }): boolean {
  const file = findChromium();
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const noDisplay = process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined;
  if (file === undefined || noDisplay) return false;
  const window = spawn(file, [...chromiumSwitches(profile), `--app=${url}`, '--start-maximized'], {
    stdio: 'ignore',
    detached: true,
  });
  window.on('error', () => undefined);
  window.unref();
  return true;
}
