import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runChecks } from './check.ts';
import { startSeeds } from './test/seed-runs.ts';

/**
 * `npm test`: every check, every test, in the order in which a mistake is cheapest to find; the seeds of the simulator
 * beside all of them, with what these leave of the processor. The last line counts them all; a runner that dies
 * without a report counts as one failure.
 */
const results = 'test-results';
mkdirSync(results, { recursive: true });

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  success: z.boolean(),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

const seeds = startSeeds();
const { passed, failed } = runChecks();
const counts: Count[] = [{ passed: passed.length, failed: failed.length, skipped: 0 }];
counts.push(await runVitest(), await runPlaywright(), { ...(await seeds()), skipped: 0 });

const total = counts.reduce((sum, each) => ({
  passed: sum.passed + each.passed,
  failed: sum.failed + each.failed,
  skipped: sum.skipped + each.skipped,
}));
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);

async function runVitest(): Promise<Count> {
  const file = join(results, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = await run(['vitest', 'run', '--exclude=test/simulator/seeds.test.ts', ...reporters], file);
  const report = readReport(file, VitestReport);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  // A file that could not be loaded fails the run without failing a test.
  const unseen = status !== 0 && report.numFailedTests === 0 ? 1 : 0;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unseen, skipped: report.numPendingTests };
}

async function runPlaywright(): Promise<Count> {
  const file = join(results, 'playwright.json');
  const status = await run(['playwright', 'test', '--reporter=list,json'], file, { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const stats = readReport(file, PlaywrightReport)?.stats;
  if (stats === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const unseen = status !== 0 && stats.unexpected === 0 ? 1 : 0;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + unseen, skipped: stats.skipped };
}

/** The exit code. Told to end, it ends the runner and goes with it; the seeds go with this process. */
function run(
  [program, ...flags]: readonly [string, ...string[]],
  report: string,
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  rmSync(report, { force: true });
  const shell = process.platform === 'win32';
  const child = spawn(program, flags, { stdio: 'inherit', env: { ...process.env, ...env }, shell });
  let stopped: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals) => {
    stopped = signal;
    // Ctrl+C reached the runner too.
    if (signal !== 'SIGINT') child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve) => {
    const end = (status: number) => {
      for (const signal of signals) process.off(signal, stop);
      if (stopped === undefined) resolve(status);
      else process.kill(process.pid, stopped);
    };
    child.once('error', () => end(1));
    child.once('exit', (status) => end(status ?? 1));
  });
}

function readReport<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
