import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SourceStamp } from './source-stamp.ts';
import type { Step } from './step.ts';

const sources = ['src-main', 'src-shared', 'migrations/counter', 'electron.vite.config.ts', 'package-lock.json'];
const stamp = new SourceStamp('out/main.stamp', sources);

/** The desktop app's main process, core and preload, bundled by electron-vite when their sources changed. */
export const desktop = {
  lack(): Step | undefined {
    if (existsSync('out/main/main.js') && existsSync('out/preload/preload.cjs') && stamp.matches(stamp.now())) {
      return undefined;
    }
    return { doing: 'Building the desktop app…', make: build };
  },
};

function build(): void {
  const hash = stamp.now();
  const program = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'build'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The desktop app could not be built.\n${stdout}${stderr}`);
  stamp.write(hash);
}
