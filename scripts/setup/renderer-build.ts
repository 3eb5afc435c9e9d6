import { existsSync, renameSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { SourceStamp } from './source-stamp.ts';
import type { Step } from './step.ts';

const OUT = 'out/renderer';
const sources = ['src-renderer', 'src-shared', 'vite.config.ts', 'package-lock.json'];
const stamp = new SourceStamp('out/renderer.stamp', sources);

/** The screens, built by vite from `src-renderer` and `src-shared` when these changed. */
export const renderer = {
  lack(): Step | undefined {
    if (existsSync(`${OUT}/index.html`) && stamp.matches(stamp.now())) return undefined;
    return { doing: 'Building the screens…', make: build };
  },
};

/** Builds aside and swaps, so that a counter that is running never serves half a build. */
async function build(): Promise<void> {
  const { build: viteBuild } = await import('vite');
  const hash = stamp.now();
  const draft = `${OUT}.draft`;
  try {
    await viteBuild({ build: { outDir: `../${draft}`, emptyOutDir: true }, logLevel: 'silent' });
  } catch (error) {
    throw new Error(`The screens could not be built. ${firstLines(error)}`, { cause: error });
  }
  rmSync(`${OUT}.old`, { recursive: true, force: true });
  if (existsSync(OUT)) renameSync(OUT, `${OUT}.old`);
  renameSync(draft, OUT);
  rmSync(`${OUT}.old`, { recursive: true, force: true });
  stamp.write(hash);
}

function firstLines(error: unknown): string {
  const message = error instanceof Error ? stripVTControlCharacters(error.message) : String(error);
  return message.trim().split('\n').slice(0, 4).join('\n');
}
