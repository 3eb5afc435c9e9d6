import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Leg, LegReport } from './torture/leg.ts';
import { legs } from './torture/legs.ts';

/**
 * `npm run torture -- --minutes M --seed S [--only LEG]`: the fault programme on real processes. The last line is
 * one JSON text with every figure; exit 1 when anything was lost, doubled, left behind or believed.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    only: { type: 'string' },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (!(minutes > 0) || !Number.isInteger(seed)) throw new RangeError('--minutes and --seed take numbers');
const known = Object.keys(legs).join(', ');
const chosen = Object.entries(legs).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new RangeError(`--only takes one of ${known}`);

// So that what ends with this process does so, however it is ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

console.log(`seed ${seed}, ${minutes} minutes: ${chosen.map(([name]) => name).join(', ')}`);
const shares = chosen.reduce((sum, [, { share }]) => sum + share, 0);
const reports: Record<string, LegReport['figures'] & { seconds: number }> = {};
const broken: string[] = [];
for (const [name, { run, share }] of chosen) {
  const started = performance.now();
  const report = await endure(run, (minutes * 60_000 * share) / shares);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  reports[name] = { ...report.figures, seconds };
  broken.push(...report.broken.map((what) => `${name}: ${what}`));
  console.log(`${name}: ${report.broken.length === 0 ? 'nothing broken' : report.broken.join('; ')} (${seconds} s)`);
}
const summary = JSON.stringify({ seed, minutes, ok: broken.length === 0, broken, legs: reports });
mkdirSync('out', { recursive: true });
writeFileSync('out/torture.json', `${summary}\n`);
console.log(summary);
process.exit(broken.length === 0 ? 0 : 1);

/** A leg that cannot even end has failed. */
async function endure(run: Leg, budgetMs: number): Promise<LegReport> {
  try {
    return await run({ seed, budgetMs, say: (line) => console.log(line) });
  } catch (error) {
    return { figures: {}, broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}
