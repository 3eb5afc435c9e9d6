import { parseArgs } from 'node:util';
import { lackOfBrowser, lackOfTools } from './system-packages.ts';
import { renderer } from './renderer-build.ts';

/**
 * The second half of `setup.mjs`, on Node 24 with the packages there: browser, test tools, screens.
 * With `--look` it does nothing and exits with 3 when there is something to do.
 */
const { values: flags } = parseArgs({
  options: {
    screen: { type: 'boolean', default: false },
    test: { type: 'boolean', default: false },
    look: { type: 'boolean', default: false },
  },
});

const steps = [lackOfBrowser(), ...(flags.test ? [lackOfTools()] : []), renderer.lack()].filter(
  (step) => step !== undefined,
);
if (flags.look) process.exitCode = steps.length > 0 ? 3 : 0;
else await doAll();

async function doAll(): Promise<void> {
  try {
    for (const step of steps) {
      console.error(step.doing);
      await step.make();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
