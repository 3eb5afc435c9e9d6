import { expect, test } from 'vitest';
import { findChromium, getChromium, type Machine } from '../../../src-main/hosts/loopback/chromium.ts';

function machine(platform: NodeJS.Platform, env: Record<string, string>, files: readonly string[]): Machine {
  return { platform, env, runnable: (file) => files.includes(file) };
}

test.each<[string, Machine, string | undefined]>([
  [
    'Debian',
    machine('linux', { PATH: '/bin:/usr/bin' }, ['/usr/bin/google-chrome', '/usr/bin/chromium']),
    '/usr/bin/chromium',
  ],
  ['a snap outside the path', machine('linux', { PATH: '/bin' }, ['/snap/bin/chromium']), '/snap/bin/chromium'],
  ['a browser in the working folder', machine('linux', { PATH: '.:bin' }, ['chromium', 'bin/chromium']), undefined],
  [
    'Windows with Edge alone',
    machine('win32', { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }, [
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ]),
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  [
    "Windows with the user's own Chrome",
    machine('win32', { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' }, [
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
      'C:\\Users\\a\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
    ]),
    'C:\\Users\\a\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
  ],
  [
    'macOS, in the home folder',
    machine('darwin', { HOME: '/Users/a' }, ['/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium']),
    '/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  ['nothing', machine('linux', { PATH: '/usr/bin' }, []), undefined],
])('finds the browser of %s', (_name, pc, expected) => {
  expect(findChromium(pc)).toBe(expected);
});

test('a browser named by PARWANA_BROWSER comes first, and a wrong name does not go unseen', () => {
  const files = ['/opt/own/chrome', '/usr/bin/chromium'];
  expect(findChromium(machine('linux', { PATH: '/usr/bin', PARWANA_BROWSER: '/opt/own/chrome' }, files))).toBe(
    files[0],
  );
  const wrong = machine('linux', { PATH: '/usr/bin', PARWANA_BROWSER: '/opt/own/chorme' }, files);
  expect(() => getChromium(wrong)).toThrow('report.rendererMissing');
});
